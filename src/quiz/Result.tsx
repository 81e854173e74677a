/** Her own result, for her alone: what she sees now, one sentence for each sign, and what to do next. Never a grade of the person. */
import { rightCodesOf } from '../assessment/instrument.ts'
import type { Delivery } from './outbox.ts'
import type { ConceptData, PathData, QuizData } from './page-data.ts'
import { NONE } from './Question.tsx'
import type { Visit, VisitResult } from './visit.ts'

/** Confidence is a feeling about oneself: there is nothing right in it to be told. */
const signsOf = ({ concepts }: PathData): ConceptData[] => concepts.filter(({ scale }) => scale !== 'confidence')

/** All that the result needs of the answers, which are forgotten once handed in. */
export function resultOf(path: PathData, { baseline, endline, barriers, draw }: Visit): VisitResult {
  const seen = (answers: Visit['baseline']) =>
    signsOf(path)
      .filter(({ id, kind, right }) => rightCodesOf(kind, right).includes(answers[id] ?? ''))
      .map(({ id }) => id)
  return {
    seen: seen(endline),
    before: draw?.arm === 'questions-first' ? seen(baseline).length : undefined,
    named: barriers.filter((id) => id !== NONE),
  }
}

interface ResultProps {
  readonly data: QuizData
  readonly path: PathData
  readonly result: VisitResult
  readonly delivery: Delivery
  readonly again: () => void
}

export function Result({ data: { words, links, barriers }, path, result, delivery, again }: ResultProps) {
  const signs = signsOf(path)
  return (
    <>
      <h1 tabIndex={-1}>{words.resultTitle}</h1>
      <p class="lead">
        {words.result.replace('{n}', String(result.seen.length)).replace('{m}', String(signs.length))}{' '}
        {result.before !== undefined && words.resultBefore.replace('{n}', String(result.before))}
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
        {signs.map(({ id, to, why }) => (
          <li key={id}>
            <b>{result.seen.includes(id) ? words.sees : words.keep}</b>
            <a href={to}>{why}</a>
          </li>
        ))}
      </ul>
      {result.named.length > 0 && (
        <>
          <h2>{words.yourBarriers}</h2>
          <ul>
            {barriers
              .filter(([id]) => result.named.includes(id))
              .map(([id, name]) => (
                <li key={id}>
                  <a href={`${links.help}#${id}`}>{name}</a>
                </li>
              ))}
          </ul>
        </>
      )}
      <button type="button" class="button-quiet" onClick={again}>
        {words.again}
      </button>
    </>
  )
}
