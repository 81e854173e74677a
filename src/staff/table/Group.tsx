/** The group's picture, concept by concept, weakest first: before against after, and how many do not know. Never a person. */
import type { NamedInstrument } from '../../protocol/catalogue.ts'
import type { ConceptResult, Results, Share } from '../../report/results.ts'
import type { Shown } from '../../report/shown.ts'
import { Plate } from '../charts/Plate.tsx'
import { type ChartRow, Rows } from '../charts/Rows.tsx'
import { Table } from '../results/Table.tsx'
import { dayInWords, markOf, percent, points } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { agendaOf } from './agenda.ts'
import type { TableSpeech } from './table-words.ts'

export interface GroupProps extends TableSpeech {
  readonly id: string
  readonly name: string
  readonly instrument: NamedInstrument
  readonly results: Results
}

/** Wider than this the drawing is enlarged, so that it can be read from the back of a room. */
const PROJECTED = 1100
const DRAWN = 760

export const shareInWords = (share: Shown<Share>, speech: TableSpeech): string =>
  share.kind === 'shown' ? percent(share.value.share, speech.language) : markOf(share, speech)

export const changeInWords = ({ change }: ConceptResult, speech: TableSpeech): string =>
  change.kind === 'shown' ? points(change.value.difference, speech.language, 0) : markOf(change, speech)

export function peopleIn({ n }: Results, speech: TableSpeech): string {
  return n.endline.kind === 'shown' ? String(n.endline.value) : markOf(n.endline, speech)
}

export function Group({ id, name, instrument, results, ...speech }: GroupProps) {
  const { t, language, words } = speech
  const { told, untold } = agendaOf(results.concepts)
  const ordered = [...told, ...untold]
  const nameOf = (concept: string) => instrument.concepts.find((one) => one.id === concept)?.name[language] ?? concept
  const rows = ordered.map((result) => rowOf(result, nameOf(result.concept)))
  const caption = filled(t.groupCaption, { n: peopleIn(results, speech) })
  const alternative = ordered
    .map(
      (result) =>
        `${nameOf(result.concept)}: ${filled(t.now, { before: shareInWords(result.before, speech), after: shareInWords(result.after, speech) })}.`,
    )
    .join(' ')
  return (
    <div class="group airy">
      <Plate
        title={t.groupTitle}
        caption={caption}
        file={`${id}_group`}
        source={`#EsoEsCuento · ${name} · ${instrument.id} · n = ${peopleIn(results, speech)} · ${dayInWords(new Date().toISOString().slice(0, 10), language)}`}
        draw={({ width, ink }) => (
          <Rows
            {...{ ink, language, words, rows, alternative }}
            width={width > PROJECTED ? DRAWN : width}
            title={t.groupTitle}
            legend={{ before: t.before, after: t.after }}
          />
        )}
        {...{ language, words }}
      />
      <ResultTable {...speech} {...{ instrument, results }} />
      <p class="quiet">{t.withheldNote}</p>
    </div>
  )
}

interface ResultTableProps extends TableSpeech, Pick<GroupProps, 'instrument' | 'results'> {
  /** Where a heading above says the same. */
  readonly isCaptionHeard?: boolean
}

export function ResultTable({ instrument, results, isCaptionHeard = false, ...speech }: ResultTableProps) {
  const { t, language } = speech
  const { told, untold } = agendaOf(results.concepts)
  return (
    <Table
      isCaptionHeard={isCaptionHeard}
      caption={`${t.results} (${filled(t.people, { n: peopleIn(results, speech) })})`}
      heads={[
        t.concept,
        `${t.right}: ${t.before.toLowerCase()}`,
        `${t.right}: ${t.after.toLowerCase()}`,
        t.change,
        t.unsureBefore,
        t.unsureAfter,
      ]}
      rows={[...told, ...untold].map((result) => ({
        key: result.concept,
        head: instrument.concepts.find(({ id }) => id === result.concept)?.name[language] ?? result.concept,
        cells: [
          shareInWords(result.before, speech),
          shareInWords(result.after, speech),
          changeInWords(result, speech),
          shareInWords(result.dontKnowBefore, speech),
          shareInWords(result.dontKnowAfter, speech),
        ],
      }))}
    />
  )
}

function rowOf({ concept, before, after, change }: ConceptResult, name: string): ChartRow {
  const estimate = (share: Shown<Share>): ChartRow['marks'][number]['figure'] =>
    share.kind === 'shown' ? { kind: 'shown', value: { value: share.value.share, interval: share.value } } : share
  return {
    key: concept,
    name,
    marks: [
      { side: 'before', figure: estimate(before) },
      { side: 'after', figure: estimate(after) },
    ],
    change:
      change.kind === 'shown'
        ? { kind: 'shown', value: { value: change.value.difference, interval: change.value, basis: change.value.basis } }
        : change,
  }
}
