/**
 * A made-up campaign for tests: two instruments, two waves, five venues (one of them a round table), and valid records drawn at random from a
 * seed. Small enough to be followed by eye, and each scale, answer kind and then-test occurs in it.
 */
import { AGE_BANDS, ARMS, FORM_ORDERS, VISIT_OCCASIONS } from '../src/assessment/design.ts'
import { type Answers, codesOf, type Scale } from '../src/assessment/instrument.ts'
import { CELLS, drawReports } from '../src/assessment/strong-mode.ts'
import {
  CATALOGUE_FORMAT,
  type Catalogue,
  instrumentOf,
  type NamedConcept,
  type NamedInstrument,
} from '../src/protocol/catalogue.ts'
import type { FollowupRecord } from '../src/protocol/followup-record.ts'
import { type AnswerRecord, RECORD_VERSION } from '../src/protocol/record.ts'
import type { StrongRecord } from '../src/protocol/strong-record.ts'

/** Gives 32-bit unsigned integers, as `crypto.getRandomValues` does on the phone. */
export type Random = () => number

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

const named = (id: string) => ({ es: `${id} (es)`, en: `${id} (en)` })

function concept(
  id: string,
  scale: Scale,
  answer: ReturnType<typeof codesOf>,
  more: { icat: number; pointsTo: string; thenTest?: boolean },
): NamedConcept {
  return {
    id,
    scale,
    ...answer,
    name: named(id),
    evidence: 'made up',
    icat: more.icat,
    pointsTo: more.pointsTo,
    thenTest: more.thenTest ?? false,
  }
}

/** Seven concepts over the four scales: three of knowledge, two myths, one intention, one confidence that is asked once more. */
export const specimenInstrument: NamedInstrument = {
  id: 'specimen@1',
  name: named('specimen'),
  concepts: [
    concept('debt', 'knowledge', codesOf('choice', 3), { icat: 1, pointsTo: 'action:verify' }),
    concept('own-papers', 'knowledge', codesOf('choice', 4), { icat: 1, pointsTo: 'action:verify' }),
    concept('known-faces', 'knowledge', codesOf('choice', 3), { icat: 1, pointsTo: 'page:stories' }),
    concept('only-far-away', 'myths', codesOf('agreement', 4, 'disagree'), { icat: 4, pointsTo: 'page:stories' }),
    concept('anybody', 'myths', codesOf('agreement', 4, 'agree'), { icat: 4, pointsTo: 'page:stories' }),
    concept('would-ask', 'intention', codesOf('choice', 3), { icat: 2, pointsTo: 'action:ask' }),
    concept('can-check', 'confidence', codesOf('confidence', 4), { icat: 5, pointsTo: 'barrier:shy', thenTest: true }),
  ],
  barriers: ['need-work', 'shy', 'none'],
  barrierNames: { 'need-work': named('need-work'), shy: named('shy'), none: named('none') },
}

/** The short path: two concepts of the other instrument, without a then-test. */
export const specimenShort: NamedInstrument = {
  ...specimenInstrument,
  id: 'specimen-short@1',
  name: named('specimen-short'),
  concepts: specimenInstrument.concepts.filter(({ id }) => id === 'debt' || id === 'would-ask'),
}

const instruments = [specimenInstrument.id, specimenShort.id]
const primaryOutcome = { instrument: specimenInstrument.id, scale: 'knowledge' } as const

export const specimenCatalogue: Catalogue = {
  format: CATALOGUE_FORMAT,
  origin: 'https://campaign.example/',
  currentWave: 'second',
  waves: [
    {
      id: 'first',
      name: named('first'),
      starts: '2025-02-01',
      ends: '2025-06-30',
      instruments: [specimenInstrument.id],
      strongVenues: [],
      primaryOutcome,
      targets: [],
    },
    {
      id: 'second',
      name: named('second'),
      starts: '2026-02-01',
      ends: '2026-12-31',
      instruments,
      strongVenues: [],
      primaryOutcome,
      targets: [{ indicator: 'scale:knowledge', change: 0.1, source: named('target') }],
    },
  ],
  venues: [
    { id: 'terminal-norte', name: named('terminal-norte'), kind: 'terminal', city: 'Norte', audience: 'travellers', epoch: 1 },
    { id: 'terminal-sur', name: named('terminal-sur'), kind: 'terminal', city: 'Sur', audience: 'travellers', epoch: 2 },
    { id: 'airport-norte', name: named('airport-norte'), kind: 'airport', city: 'Norte', audience: 'travellers', epoch: 1 },
    { id: 'mesa-norte', name: named('mesa-norte'), kind: 'round-table', city: 'Norte', audience: 'prosecutors', epoch: 1 },
    { id: 'online', name: named('online'), kind: 'online', city: 'none', audience: 'everybody', epoch: 1 },
  ],
  instruments: [specimenInstrument, specimenShort],
  actions: ['verify', 'ask'].map((id) => ({ id, name: named(id), how: named(`how to ${id}`) })),
  barriers: specimenInstrument.barriers.map((id) => ({
    id,
    name: named(id),
    answeredAt: { es: `/ayuda/#${id}`, en: `/en/help/#${id}` },
  })),
  pathways: [
    {
      id: 'checked',
      audience: 'everybody',
      name: named('checked'),
      actions: ['ask'],
      links: [named('asks'), named('is not taken')],
      assumptions: [
        { link: 1, text: named('says so'), grade: 'tested-here', status: 'tested', indicator: 'concept:would-ask' },
        { link: 2, text: named('does so'), grade: 'assumed', status: 'untested' },
      ],
      series: { id: 'opened', name: named('opened'), reading: named('seen') },
      displacement: named('elsewhere'),
    },
  ],
}

export const oneOf = <T>(random: Random, options: readonly T[]): T => options[random() % options.length] as T

export const oneTimeNumber = (random: Random): string =>
  Array.from({ length: 4 }, () => random().toString(16).padStart(8, '0')).join('')

export const randomAnswers = (random: Random, concepts: readonly { id: string; codes: readonly string[] }[]): Answers =>
  Object.fromEntries(concepts.map(({ id, codes }) => [id, oneOf(random, codes)]))

/**
 * A valid record of the specimen campaign. What `overrides` leaves open is drawn so that the whole stays valid: an age other than 18+ keeps the
 * venue empty and the arm `questions-first`, and answers fit the instrument. A venue's code has the right shape and a tag that no key made.
 */
export function randomRecord(random: Random, overrides: Partial<AnswerRecord> = {}): AnswerRecord {
  const wave = overrides.wave ?? 'second'
  const instrument =
    instrumentOf(
      specimenCatalogue,
      overrides.instrument ?? (wave === 'second' ? oneOf(random, instruments) : specimenInstrument.id),
    ) ?? specimenInstrument
  const ages = overrides.arm === 'content-first' || (overrides.venue ?? '') !== '' ? (['18+'] as const) : AGE_BANDS
  const age = overrides.age ?? oneOf(random, ages)
  const arm = overrides.arm ?? (age === '18+' && overrides.occasion !== 'baseline' ? oneOf(random, ARMS) : 'questions-first')
  const occasion = overrides.occasion ?? (arm === 'content-first' ? 'endline' : oneOf(random, VISIT_OCCASIONS))
  const venue =
    age === '18+' ? oneOf(random, ['', ...specimenCatalogue.venues.map(({ id, epoch }) => `${id}.${epoch}.000000000000`)]) : ''
  const thenTested = instrument.concepts.filter(({ thenTest }) => thenTest)
  const paired = arm === 'questions-first' && occasion === 'endline'
  return {
    v: RECORD_VERSION,
    id: oneTimeNumber(random),
    wave,
    instrument: instrument.id,
    occasion,
    arm,
    order: oneOf(random, FORM_ORDERS),
    age,
    venue,
    answers: randomAnswers(random, instrument.concepts),
    ...(paired && { before: randomAnswers(random, instrument.concepts), batch: 0 }),
    ...(occasion === 'endline' && thenTested.length > 0 && { recalled: randomAnswers(random, thenTested) }),
    ...(!paired && { barriers: instrument.barriers.filter(() => random() % 2 === 0) }),
    ...overrides,
  }
}

/** The record of the same person after the content: another number, the same design, her baseline answers beside the new ones. */
export const endlineAfter = (random: Random, { wave, instrument, arm, order, age, venue, answers }: AnswerRecord): AnswerRecord =>
  randomRecord(random, { wave, instrument, arm, order, age, venue, occasion: 'endline', before: answers })

/** A valid follow-up of the specimen campaign: the new answers and the two earlier ones drawn apart. */
export function randomFollowup(random: Random, overrides: Partial<FollowupRecord> = {}): FollowupRecord {
  const instrument = instrumentOf(specimenCatalogue, overrides.instrument ?? oneOf(random, instruments)) ?? specimenInstrument
  const [baseline, endline] = [randomAnswers(random, instrument.concepts), randomAnswers(random, instrument.concepts)]
  return {
    v: RECORD_VERSION,
    id: oneTimeNumber(random),
    wave: 'second',
    instrument: instrument.id,
    occasion: 'followup',
    age: '18+',
    order: oneOf(random, FORM_ORDERS),
    answers: randomAnswers(random, instrument.concepts),
    earlier: Object.fromEntries(instrument.concepts.map(({ id }) => [id, `${baseline[id]}${endline[id]}`])),
    ...overrides,
  }
}

/** The campaign with strong mode at one of its venues, `airport-norte`, in the second wave. */
export const strongCatalogue: Catalogue = {
  ...specimenCatalogue,
  waves: specimenCatalogue.waves.map((wave) => (wave.id === 'second' ? { ...wave, strongVenues: ['airport-norte'] } : wave)),
}

/** A valid record of strong mode in that campaign; the venue's code has the right shape and a tag that no key made. */
export function randomStrongRecord(random: Random, overrides: Partial<StrongRecord> = {}): StrongRecord {
  const instrument = instrumentOf(strongCatalogue, overrides.instrument ?? oneOf(random, instruments)) ?? specimenInstrument
  const age = overrides.age ?? ((overrides.venue ?? '') === '' ? oneOf(random, AGE_BANDS) : '18+')
  const cells = Object.fromEntries(instrument.concepts.map(({ id }) => [id, oneOf(random, CELLS)]))
  return {
    v: RECORD_VERSION,
    mode: 'strong',
    id: oneTimeNumber(random),
    wave: 'second',
    instrument: instrument.id,
    occasion: 'endline',
    age,
    venue: age === '18+' ? 'airport-norte.1.000000000000' : '',
    reports: drawReports(cells, random),
    ...overrides,
  }
}
