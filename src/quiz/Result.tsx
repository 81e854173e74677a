/** Her own result, for her alone: what she sees now, one sentence for each sign, and what to do next. Never a grade of the person. */
import { codesOf } from '../assessment/instrument.ts'
import type { Delivery } from './outbox.ts'
import type { ConceptData, PathData, QuizData } from './page-data.ts'
import { NONE } from './Question.tsx'
import { forgetVisit, type Visit } from './visit.ts'

const sees = (concept: ConceptData, code: string | undefined): boolean =>
  code !== undefined && codesOf(concept.kind, concept.A.length - 1, concept.right).right.includes(code)

interface ResultProps {
  readonly data: QuizData
  readonly path: PathData
  readonly visit: Visit
  readonly delivery: Delivery
}

export function Result({ data, path, visit, delivery }: ResultProps) {
  const { words, links } = data
  // Confidence is a feeling about oneself: there is nothing right in it to be told.
  const signs = path.concepts.filter(({ scale }) => scale !== 'confidence')
  const count = (answers: Visit['baseline']) => signs.filter((sign) => sees(sign, answers[sign.id])).length
  const named = data.barriers.filter(([id]) => id !== NONE && visit.barriers.includes(id))
  return (
    <>
      <h1 tabIndex={-1}>{words.resultTitle}</h1>
      <p class="lead">
        {words.result.replace('{n}', String(count(visit.endline))).replace('{m}', String(signs.length))}{' '}
        {visit.draw?.arm === 'questions-first' && words.resultBefore.replace('{n}', String(count(visit.baseline)))}
      </p>
      <p role="status" class="notice" data-delivery={delivery}>
        {words.delivery[delivery]}
      </p>
      <h2>{words.todo}</h2>
      <p class="actions">
        <a class="button" href={links.travel}>
          {words.todoCheck}
        </a>
        <a class="button-quiet" href={links.help}>
          {words.todoHelp}
        </a>
        <a class="button-quiet" href={links.stories}>
          {words.todoStories}
        </a>
      </p>
      <ul class="signs">
        {signs.map((sign) => (
          <li key={sign.id}>
            <b class="label">{sees(sign, visit.endline[sign.id]) ? words.sees : words.keep}</b> {sign.why}{' '}
            {sign.to && <a href={sign.to}>{words.more}</a>}
          </li>
        ))}
      </ul>
      {named.length > 0 && (
        <>
          <h2>{words.yourBarriers}</h2>
          <ul>
            {named.map(([id, name]) => (
              <li key={id}>
                <a href={`${links.help}#${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            forgetVisit()
            localStorage.clear()
            location.replace(links.home)
          }}
        >
          {words.erase}
        </button>
      </p>
    </>
  )
}
