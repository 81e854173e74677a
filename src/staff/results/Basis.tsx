/** What everything above rests on: limits, what became of those who are in no snapshot, the gate's settings, and every snapshot with its hash. */
import { useStore } from '@nanostores/preact'
import type { Report } from '../../report/report.ts'
import { count } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { $catalogue } from './evidence.ts'
import { placeName } from './names.ts'
import { Table } from './Table.tsx'

export function Basis({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const catalogue = useStore($catalogue)
  const { closing } = report
  return (
    <section class="basis stack" aria-labelledby="basis">
      <h2 id="basis">{words.basis}</h2>
      <h3>{words.limits}</h3>
      <ul>
        {report.limits[language].map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <h3>{closing === 'open' ? words.stillOpen : words.closed}</h3>
      {closing === 'open' ? (
        <p>{words.stillOpenNote}</p>
      ) : (
        <ul>
          {closing.map(({ place, instrument, fate, people }) => (
            <li key={place + instrument + fate}>
              {placeName(place, catalogue, speech)} ({instrument}): {filled(words.fates[fate], { n: count(people, language) })}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{words.settings}</summary>
        <Table
          caption={words.settings}
          isCaptionHeard
          heads={[words.setting, words.chart.least]}
          rows={Object.entries(report.settings).map(([name, value]) => ({
            key: name,
            head: (words.settingNames as Readonly<Record<string, string>>)[name] ?? name,
            cells: [count(value, language)],
          }))}
        />
      </details>
      <details>
        <summary>{filled(words.snapshots, { n: count(report.snapshots.length, language) })}</summary>
        <Table
          caption={words.snapshotList}
          heads={[words.leaf, words.number, words.week, words.hash]}
          rows={report.snapshots.map(({ leaf, number, week, hash }) => ({
            key: `${leaf}/${number}`,
            head: leafInWords(leaf, catalogue, speech),
            cells: [number, week, <code key="hash">{hash}</code>],
          }))}
        />
      </details>
    </section>
  )
}

function leafInWords(leaf: string, catalogue: Parameters<typeof placeName>[1], speech: Speech): string {
  const [, instrument = '', place = ''] = leaf.split('/')
  return `${placeName(place, catalogue, speech)} (${instrument})`
}
