/** The sheet that a session ends with: what to talk about, weakest first; the results; what was agreed. Printed or saved, and sent nowhere. */
import { useRef } from 'preact/hooks'
import type { ConceptResult } from '../../report/results.ts'
import { announce } from '../results/announce.ts'
import { save } from '../save.ts'
import { dayInWords } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { agendaOf } from './agenda.ts'
import { type GroupProps, peopleIn, ResultTable, shareInWords } from './Group.tsx'
import { sheetFile } from './sheet-file.ts'

interface SheetProps extends GroupProps {
  readonly actions: string
  readonly setActions: (text: string) => void
}

/** What was typed, an action a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export function Sheet({ id, name, instrument, results, actions, setActions, ...speech }: SheetProps) {
  const { t, language } = speech
  const sheet = useRef<HTMLElement>(null)
  const { told, untold } = agendaOf(results.concepts)
  const agreed = linesOf(actions)
  const file = `${id}.html`
  const download = () => {
    if (!sheet.current) return
    save(file, sheetFile({ title: `${t.sheetTitle}: ${name}`, language, body: sheet.current.innerHTML }), 'text/html')
    announce(filled(t.saved, { name: file }))
  }
  return (
    <>
      <div class="screen-only airy">
        <label class="field">
          {t.agreedField}
          <textarea
            rows={5}
            value={actions}
            aria-describedby="agreed-hint"
            onInput={(event) => setActions(event.currentTarget.value)}
          />
        </label>
        <p class="quiet" id="agreed-hint">
          {t.agreedHint}
        </p>
        <p class="actions">
          <button type="button" class="button" onClick={() => print()}>
            {t.print}
          </button>
          <button type="button" class="button-quiet" onClick={download}>
            {t.download}
          </button>
        </p>
      </div>
      <section class="sheet airy" ref={sheet} aria-labelledby="sheet">
        <h2 id="sheet">{t.sheetTitle}</h2>
        <p>
          {name} · {instrument.name[language]} · {filled(t.people, { n: peopleIn(results, speech) })} ·{' '}
          {dayInWords(new Date().toISOString().slice(0, 10), language)}
        </p>
        <h3>{t.agenda}</h3>
        <p class="quiet">{t.agendaNote}</p>
        <ol class="agenda">
          {told.map((result) => (
            <Topic key={result.concept} {...speech} {...{ instrument, result }} />
          ))}
        </ol>
        {untold.length > 0 && (
          <>
            <h4>{t.untold}</h4>
            <p class="quiet">{t.withheldNote}</p>
            <ul class="agenda">
              {untold.map((result) => (
                <Topic key={result.concept} {...speech} {...{ instrument, result }} />
              ))}
            </ul>
          </>
        )}
        <h3>{t.results}</h3>
        <ResultTable {...speech} {...{ instrument, results }} isCaptionHeard />
        <h3>{t.agreed}</h3>
        {agreed.length === 0 ? (
          <p>{t.agreedNone}</p>
        ) : (
          <ol class="agreed">
            {agreed.map((action, at) => (
              <li key={`${at}${action}`}>
                {action}
                <small>
                  {t.who}: ____________________ {t.when}: ____________
                </small>
              </li>
            ))}
          </ol>
        )}
        <h3>{t.limits}</h3>
        <ul>
          {[t.limitTable, t.limitPhone, t.limitDay, t.limitComparison, t.limitCases].map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </section>
    </>
  )
}

type TopicProps = Omit<GroupProps, 'id' | 'name' | 'results'> & { readonly result: ConceptResult }

function Topic({ instrument, result, ...speech }: TopicProps) {
  const { t, language } = speech
  const concept = instrument.concepts.find(({ id }) => id === result.concept)
  if (!concept) return null
  const { discuss } = concept
  return (
    <li data-concept={concept.id}>
      <b>{concept.name[language]}</b>{' '}
      <span class="quiet">
        ({filled(t.now, { before: shareInWords(result.before, speech), after: shareInWords(result.after, speech) })})
      </span>
      {discuss && (
        <>
          <p>{discuss.ask[language]}</p>
          <p class="quiet">
            {discuss.why[language]} {filled(t.source, { source: discuss.source[language] })}
          </p>
        </>
      )}
    </li>
  )
}
