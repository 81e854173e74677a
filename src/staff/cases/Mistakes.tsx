/** Every mistake of a file with its line and reason; of very many the first, and how many more there are. */
import type { Mistake } from '../../monitoring/table.ts'
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { CaseSpeech } from './told.ts'

const SHOWN = 200

export function Mistakes({ mistakes, told, language }: CaseSpeech & { readonly mistakes: readonly Mistake[] }) {
  return (
    <section class="mistakes stack" aria-labelledby="mistakes-title">
      <h2 id="mistakes-title" role="alert">
        {filled(told.mistakes.title, { n: count(mistakes.length, language) })}
      </h2>
      <p>{told.mistakes.intro}</p>
      <ul class="given">
        {mistakes.slice(0, SHOWN).map(({ line, column, reason, given }) => (
          <li key={`${line} ${column} ${reason}`} data-kind="refused">
            <span>
              <b>
                {filled(told.mistakes.line, { line: count(line, language) })}
                {column !== '' && `, ${filled(told.mistakes.column, { column })}`}:
              </b>{' '}
              {told.mistakes.reasons[reason]}
              {given !== '' && <code>{` ${given}`}</code>}
            </span>
          </li>
        ))}
      </ul>
      {mistakes.length > SHOWN && <p>{filled(told.mistakes.more, { n: count(mistakes.length - SHOWN, language) })}</p>}
    </section>
  )
}
