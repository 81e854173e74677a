/** The rows of a publication's tables, each with its marks on a scale from 0 to 100. */
import type { Scale } from '../assessment/instrument.ts'
import { SCALE_NAMES } from '../report/icat/steps.ts'
import { publicVerdicts, type Verdict } from '../report/public-verdict.ts'
import type { PublishedInstrument, PublishedUnit } from '../report/publication.ts'
import type { PublicChange, PublicShare } from '../report/rounding.ts'
import type { Shown } from '../report/shown.ts'
import { decimal, type Figure, figure, type Language, people, percent, range, signed } from './figures.ts'

/** A place on the scale, in percent, with the limits that are known. */
export interface Mark {
  readonly at: number
  readonly low?: number
  readonly high?: number
}

export interface Row {
  readonly id: string
  readonly name: string
  /** Left out where the figure is withheld, or not asked. */
  readonly before?: Mark
  readonly after?: Mark
  readonly figures: readonly Figure[]
  /** Of a row that compares: what may be said of it, or that nothing is shown. */
  readonly verdict?: Verdict | 'withheld'
}

export interface Told {
  readonly instrument: PublishedInstrument
  readonly unit: PublishedUnit
  readonly language: Language
  /** The scale that the wave named, where it named one of this instrument. */
  readonly primary: Scale | undefined
}

const markOf = (told: Shown<PublicShare>): Mark | undefined =>
  told.kind === 'shown' ? { at: told.value.percent, low: told.value.low, high: told.value.high } : undefined

const marks = (before: Mark | undefined, after: Mark | undefined): Pick<Row, 'before' | 'after'> => ({
  ...(before && { before }),
  ...(after && { after }),
})

function namesOf({ instrument, language }: Told): (id: string) => string {
  const names = new Map([...instrument.concepts, ...instrument.barriers].map(({ id, name }) => [id, name[language]]))
  return (id) => names.get(id) ?? id
}

const share = (told: Shown<PublicShare>, language: Language): Figure =>
  figure(told, language, (value) => ({
    text: percent(value.percent, language),
    more: range(value, language, (end) => percent(end, language)),
  }))

const plainShare = (told: Shown<PublicShare>, language: Language): Figure =>
  figure(told, language, (value) => ({ text: percent(value.percent, language) }))

const change = (told: Shown<PublicChange>, language: Language): Figure =>
  figure(told, language, (value) => ({
    text: signed(value.points, 0, language),
    more: range(value, language, (end) => signed(end, 0, language)),
  }))

/** Step 1: right before reading, of everybody who answered before. */
export function knownRows(told: Told, isWanted: (concept: string) => boolean): Row[] {
  const nameOf = namesOf(told)
  return told.unit.results.known
    .filter(({ concept }) => isWanted(concept))
    .map(({ concept, share: known }) => ({
      id: concept,
      name: nameOf(concept),
      ...marks(markOf(known), undefined),
      figures: [share(known, told.language)],
    }))
}

/** Concepts before and after, of the people who answered both times. */
export function conceptRows(told: Told, isWanted: (concept: string, scale: Scale) => boolean): Row[] {
  const [nameOf, verdicts] = [namesOf(told), publicVerdicts(told.unit.results, told.primary)]
  return told.unit.results.concepts
    .filter(({ concept, scale }) => isWanted(concept, scale))
    .map(({ concept, before, after, change: moved }) => ({
      id: concept,
      name: nameOf(concept),
      ...marks(markOf(before), markOf(after)),
      figures: [plainShare(before, told.language), plainShare(after, told.language), change(moved, told.language)],
      verdict: verdicts.get(`concept:${concept}`) ?? 'withheld',
    }))
}

/** Scales of several concepts: mean scores, shown on the scale as shares of the highest. */
export function scaleRows(told: Told): Row[] {
  const { language, unit } = told
  const verdicts = publicVerdicts(unit.results, told.primary)
  return unit.results.scales
    .filter(({ top }) => top > 1)
    .map(({ scale, top, change: moved }) => {
      const tenth = (value: number): Figure => ({ text: decimal(value, 1, language) })
      const at = (score: number): Mark => ({ at: (score / top) * 100 })
      return {
        id: scale,
        name: `${SCALE_NAMES[scale][language]} (${{ es: 'de', en: 'out of' }[language]} ${top})`,
        ...(moved.kind === 'shown' && marks(at(moved.value.meanBefore), at(moved.value.meanAfter))),
        figures: [
          figure(moved, language, ({ meanBefore }) => tenth(meanBefore)),
          figure(moved, language, ({ meanAfter }) => tenth(meanAfter)),
          figure(moved, language, ({ change: points, interval }) => ({
            text: signed(points, 1, language),
            ...(interval !== 'no-interval' && { more: range(interval, language, (end) => signed(end, 1, language)) }),
          })),
        ],
        verdict: verdicts.get(`scale:${scale}`) ?? (moved.kind === 'shown' ? 'unclear' : 'withheld'),
      }
    })
}

/** Step 3: what was picked, the most often picked first; what is withheld stands last. */
export function barrierRows(told: Told): Row[] {
  const nameOf = namesOf(told)
  const sizeOf = (named: Shown<PublicShare>) => (named.kind === 'shown' ? named.value.percent : -1)
  return [...told.unit.results.barriers]
    .sort((a, b) => sizeOf(b.named) - sizeOf(a.named))
    .map(({ barrier, named }) => ({
      id: barrier,
      name: nameOf(barrier),
      ...marks(markOf(named), undefined),
      figures: [share(named, told.language)],
    }))
}

/** Whose score fell, by scale. */
export const worseRows = ({ unit, language }: Told): Row[] =>
  unit.results.worse.map(({ scale, share: fallen }) => ({
    id: scale,
    name: SCALE_NAMES[scale][language],
    ...marks(undefined, markOf(fallen)),
    figures: [share(fallen, language)],
  }))

/** "Before this page", as it is recalled at the end, against now. */
export function recalledRows(told: Told): Row[] {
  const nameOf = namesOf(told)
  return told.unit.results.recalled.map(({ concept, earlier, now, change: moved }) => ({
    id: concept,
    name: nameOf(concept),
    ...marks(markOf(earlier), markOf(now)),
    figures: [plainShare(earlier, told.language), plainShare(now, told.language), change(moved, told.language)],
  }))
}

/** One row for each place or view that has one: how many answered, and the scale that the wave named. */
export function unitRows({ instrument, language }: Omit<Told, 'unit' | 'primary'>, scale: Scale): Row[] {
  return instrument.units
    .filter(({ level }) => level !== 'comparison')
    .map((unit) => {
      const [moved] = scaleRows({ instrument, unit, language, primary: scale }).filter(({ id }) => id === scale)
      return {
        id: `${unit.level}-${unit.id}`,
        name: unit.name[language],
        ...marks(moved?.before, moved?.after),
        figures: [people(unit.results.n.endline, language), ...(moved?.figures ?? [])],
      }
    })
}
