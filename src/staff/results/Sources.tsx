/** Where the figures come from, and what can be done with all of them at once: ask for more, add files, take them along, print, forget. */
import { useStore } from '@nanostores/preact'
import type { Report } from '../../report/report.ts'
import { Quarantine } from '../quarantine/Quarantine.tsx'
import { refusedInWords } from '../refused.ts'
import { count } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Downloads } from './Downloads.tsx'
import { $catalogue, $collector, askForSnapshots, closeAll, type Outcome } from './evidence.ts'
import { Files } from './Files.tsx'
import { placeName } from './names.ts'
import { CollectorForm } from './Opening.tsx'

export function Sources({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const collector = useStore($collector)
  const isOpen = collector.kind === 'open'
  return (
    <div class="sources screen-only">
      <p class="actions">
        {isOpen && (
          <button type="button" class="button" disabled={collector.state === 'asking'} onClick={() => void askForSnapshots()}>
            {words.release}
          </button>
        )}
        <button type="button" class="button-quiet" onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" class="button-quiet" onClick={closeAll}>
          {words.forget}
        </button>
      </p>
      <div role="status">
        {isOpen && collector.state === 'asking' && <p>{words.releasing}</p>}
        {isOpen && collector.state === 'failed' && <p class="notice">{words.missing}</p>}
        {isOpen && typeof collector.state === 'object' && <p class="notice">{refusedInWords(words, collector.state)}</p>}
        {isOpen && collector.outcomes.length > 0 && <Outcomes outcomes={collector.outcomes} {...speech} />}
      </div>
      {isOpen && <Quarantine wave={report.wave.id} {...speech} />}
      <details>
        <summary>{filled(words.downloads, { n: count(report.snapshots.length, language) })}</summary>
        <Downloads report={report} {...speech} />
      </details>
      <details>
        <summary>{words.moreFiles}</summary>
        <div class="stack">
          <Files {...speech} />
        </div>
      </details>
      {!isOpen && (
        <details>
          <summary>{words.byToken}</summary>
          <CollectorForm {...speech} />
        </details>
      )}
    </div>
  )
}

function Outcomes({ outcomes, ...speech }: Speech & { readonly outcomes: readonly Outcome[] }) {
  const { words, language } = speech
  const catalogue = useStore($catalogue)
  return (
    <div class="notice">
      <h2 class="small-heading">{words.outcomes}</h2>
      <ul>
        {outcomes.map(({ place, instrument, outcome, n }) => (
          <li key={`${place}${instrument}`}>
            {placeName(place, catalogue, speech)} ({instrument}): {filled(words.outcome[outcome], { n: count(n, language) })}
          </li>
        ))}
      </ul>
    </div>
  )
}
