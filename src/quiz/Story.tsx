/**
 * What stands between before and after. The short path reads a tale that came with the page; the full one the story's own page. If that did not
 * arrive, the short tale stands in and the page is a link away: nobody is stopped by a network.
 */
import type { StoryState } from './full-path.ts'
import type { QuizData } from './page-data.ts'

interface StoryProps {
  readonly data: QuizData
  readonly isShort: boolean
  readonly state: StoryState
  readonly next: () => void
}

export function Story({ data: { words, story }, isShort, state, next }: StoryProps) {
  const hasFailed = !isShort && state === 'failed'
  return (
    <>
      <h1 class="tale-title" tabIndex={-1}>
        {words.storyLead}
      </h1>
      {!isShort && typeof state !== 'string' && (
        <div key="whole" ref={(place) => place?.replaceChildren(document.importNode(state, true))} />
      )}
      {!isShort && state === 'loading' && <p role="status">{words.loading}</p>}
      {(isShort || hasFailed) && (
        <>
          {hasFailed && (
            <p class="notice">
              {words.storyFailed} <a href={story.url}>{words.storyLink}</a>
            </p>
          )}
          <div class="tale stack">
            {story.tale.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          <div class="panel ground-night">
            <h2>{words.underneath}</h2>
            <ul>
              {story.underneath.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        </>
      )}
      <p class="actions">
        <button type="button" class="button" onClick={next}>
          {words.storyDone}
        </button>
      </p>
    </>
  )
}
