/** Plain sentences about a publication. They claim no more than the published limits do, and no sentence says why something changed. */
import type { Scale } from '../assessment/instrument.ts'
import { absenceInWords } from '../report/icat/sentences.ts'
import { SCALE_NAMES } from '../report/icat/steps.ts'
import { publicVerdicts, type Verdict } from '../report/public-verdict.ts'
import type { Publication, PublishedInstrument, PublishedUnit } from '../report/publication.ts'
import { decimal, type Language, signed } from './figures.ts'
import type { Row } from './rows.ts'

/** Filled with values by whoever has the words of a language: `site/strings`. */
export interface Sentence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

export const overallOf = ({ units }: PublishedInstrument): PublishedUnit | undefined =>
  units.find(({ level }) => level === 'overall')

/** The outcome that the wave named before it began. */
export function primarySentence({ wave, instruments }: Publication, language: Language): Sentence {
  const { instrument: id, scale } = wave.primaryOutcome
  const name = SCALE_NAMES[scale][language]
  const unit = instruments.filter((instrument) => instrument.id === id).map(overallOf)[0]
  const found = unit?.results.scales.find((one) => one.scale === scale)
  if (!unit || !found) return { key: 'primary.nobody', values: { name } }
  const { change, top } = found
  if (change.kind === 'withheld') return { key: 'primary.withheld', values: { name, reason: absenceInWords(change)[language] } }
  const { meanBefore, meanAfter, change: moved, interval } = change.value
  const tenth = (value: number) => decimal(value, 1, language)
  const values = { name, before: tenth(meanBefore), after: tenth(meanAfter), top, change: tenth(Math.abs(moved)) }
  if (interval === 'no-interval') return { key: 'primary.no-interval', values }
  const verdict = publicVerdicts(unit.results, scale).get(`scale:${scale}`) ?? 'unclear'
  const [low, high] = verdict === 'fell' ? [-interval.high, -interval.low] : [interval.low, interval.high]
  const write = verdict === 'unclear' ? (value: number) => signed(value, 1, language) : tenth
  return {
    key: `primary.${verdict}`,
    values: { ...values, change: write(verdict === 'unclear' ? moved : Math.abs(moved)), low: write(low), high: write(high) },
  }
}

/** Whether the figures bear out what the wave aimed at for its primary outcome; nothing where it named no aim, or no figure is shown. */
export function targetSentence({ wave, instruments }: Publication, language: Language): Sentence | undefined {
  const { instrument: id, scale } = wave.primaryOutcome
  const target = wave.targets.find(({ indicator }) => indicator === `scale:${scale}`)
  const unit = instruments.filter((instrument) => instrument.id === id).map(overallOf)[0]
  const found = unit?.results.scales.find((one) => one.scale === scale)
  if (!target || found?.change.kind !== 'shown') return undefined
  const { interval } = found.change.value
  const wanted = Math.round(target.change * 100)
  const values = { points: wanted, source: target.source[language] }
  if (interval === 'no-interval') return { key: 'target.open', values }
  const share = (score: number) => (score / found.top) * 100
  const state = share(interval.low) >= wanted ? 'met' : share(interval.high) < wanted ? 'missed' : 'open'
  return { key: `target.${state}`, values }
}

/** How many of these rows rose, fell, may be chance, or are not shown. */
export function tallySentence(rows: readonly Row[]): Sentence {
  const n = (verdict: Verdict | 'withheld') => rows.filter((row) => row.verdict === verdict).length
  return {
    key: 'summary',
    values: { n: rows.length, rose: n('rose'), fell: n('fell'), unclear: n('unclear'), withheld: n('withheld') },
  }
}

/** What is known of those who are in no figure. */
export function leftOutSentence({ leftOut }: Publication, language: Language): Sentence {
  if (leftOut === 'nobody' || leftOut === 'not told') return { key: `left.${leftOut.replace(' ', '-')}`, values: {} }
  return leftOut.kind === 'shown'
    ? { key: 'left.about', values: { n: decimal(leftOut.value, 0, language) } }
    : { key: 'left.few', values: {} }
}

/** The scale of a publication's primary outcome, for its own instrument alone. */
export const primaryOf = ({ wave }: Publication, { id }: PublishedInstrument): Scale | undefined =>
  wave.primaryOutcome.instrument === id ? wave.primaryOutcome.scale : undefined
