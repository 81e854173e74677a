/**
 * Snapshots that come as files: a kiosk's, another collector's, or one that somebody kept.
 *
 * Files merge in any order and any number of times to the same release. A file is taken as a whole or refused as a whole, with a reason that names the
 * place in it. The hash finds damage and careless editing; whoever edits and hashes again is met by the checks after it: only counters that the
 * instrument knows, every table adds up to its people, every group is one that the gate could have released. A forger who keeps to all of them makes a
 * well-formed snapshot, which no check of a file can tell from a true one.
 */
import { VISIT_OCCASIONS } from '../assessment/design.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import { CELLS, reportedOf } from '../assessment/strong-mode.ts'
import { type Catalogue, instrumentOf, type NamedInstrument, venueOf, waveOf } from '../protocol/catalogue.ts'
import { GROUPS, type Group, groupOf, key, keysOf, POOLED, partsOf, pooledKey, SINCE } from '../tally/keys.ts'
import { KIOSK_NAME, leafId, placeAtKiosk, placeBeneath, SHARED_PLACES } from '../tally/leaf.ts'
import type { Tally } from '../tally/tally.ts'
import { sizeOf } from './gate/release.ts'
import { GATE_SETTINGS, type GateSettings } from './gate/settings.ts'
import { canonicalText, SNAPSHOT_FORMAT, type Snapshot } from './gate/snapshot.ts'

export interface GivenFile {
  readonly name: string
  readonly text: string
}

/** In characters. A snapshot of the full instrument has some 60,000; nobody has to read a film to its end to refuse it. */
export const LARGEST_FILE = 2_000_000

export const FILE_REFUSALS = [
  'too-large',
  /** Not JSON at all: cut off, or another kind of file. */
  'not-json',
  /** JSON, but not a snapshot of this product. */
  'other-format',
  /** A field is missing, unknown or not of its kind. */
  'field',
  /** The contents are not those that were hashed. */
  'hash-differs',
  'unknown-wave',
  'unknown-instrument',
  /** The instrument is known, in another version. Tallies of two versions never merge. */
  'other-version',
  'unknown-place',
  /** Made by a gate that lets smaller groups through. */
  'looser-gate',
  /** A counter that the instrument cannot make. */
  'unknown-counter',
  /** A table does not add up to the people that it is of. */
  'counts-disagree',
  /** A group that is too small, or answers as one, for the gate to have released it. */
  'gate-would-hold',
  'already-merged',
  /** Another file, or the collector, says something else of the same snapshot. */
  'conflict',
] as const
export type FileRefusal = (typeof FILE_REFUSALS)[number]

export type FileOutcome =
  | { readonly name: string; readonly kind: 'merged'; readonly snapshot: Snapshot }
  | {
      readonly name: string
      readonly kind: 'refused'
      readonly reason: FileRefusal
      /** The field, counter, place or other file that it is about; may be empty. */
      readonly about: string
    }

export interface Merged {
  /** By leaf and number. */
  readonly snapshots: readonly Snapshot[]
  /** One for each file, in the order given. */
  readonly outcomes: readonly FileOutcome[]
  /** Numbers that are missing below a leaf's highest: people who are in no figure. */
  readonly gaps: readonly { readonly leaf: string; readonly missing: readonly number[] }[]
}

/** Stands for the collector where an outcome names another source. */
export const COLLECTOR = 'collector'

/**
 * Adds files to what is `held` already. Where two files disagree about one snapshot neither is taken, since nothing tells which is true; what is held
 * stands. `hash` is handed in: text → hexadecimal SHA-256.
 */
export function mergeFiles(
  held: readonly Snapshot[],
  files: readonly GivenFile[],
  catalogue: Catalogue,
  hash: (text: string) => string,
): Merged {
  const read = files.map((file) => ({ name: file.name, ...readSnapshot(file.text, catalogue, hash) }))
  const numberOf = (snapshot: Snapshot) => `${leafId(snapshot)}/${snapshot.number}`
  const known = new Map(held.map((snapshot) => [numberOf(snapshot), snapshot]))
  const added = new Map<string, Snapshot>()
  const outcomes = read.map((file): FileOutcome => {
    const { name } = file
    if (file.kind === 'refused') return file
    const { snapshot } = file
    const id = numberOf(snapshot)
    const refuse = (reason: FileRefusal, about: string): FileOutcome => ({ name, kind: 'refused', reason, about })
    const before = known.get(id)
    if (before) return refuse(before.hash === snapshot.hash ? 'already-merged' : 'conflict', COLLECTOR)
    const other = read.find((one) => one.kind === 'read' && numberOf(one.snapshot) === id && one.snapshot.hash !== snapshot.hash)
    if (other) return refuse('conflict', other.name)
    if (added.has(id))
      return refuse('already-merged', read.find((one) => one.kind === 'read' && numberOf(one.snapshot) === id)?.name ?? '')
    added.set(id, snapshot)
    return { name, kind: 'merged', snapshot }
  })
  const snapshots = [...held, ...added.values()].sort((a, b) => compare(leafId(a), leafId(b)) || a.number - b.number)
  return { snapshots, outcomes, gaps: gapsIn(snapshots) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function gapsIn(snapshots: readonly Snapshot[]): Merged['gaps'] {
  const leaves = new Map<string, Set<number>>()
  for (const snapshot of snapshots) leaves.set(leafId(snapshot), (leaves.get(leafId(snapshot)) ?? new Set()).add(snapshot.number))
  return [...leaves].flatMap(([leaf, numbers]) => {
    // A leaf's series is as long as the snapshots somebody bothered to release: far below a thousand, and a forged number shall not fill the page.
    const highest = Math.min(Math.max(...numbers), 1000)
    const missing = Array.from({ length: highest }, (_, index) => index + 1).filter((number) => !numbers.has(number))
    return missing.length > 0 ? [{ leaf, missing }] : []
  })
}

type Read =
  | { readonly kind: 'read'; readonly snapshot: Snapshot }
  | { readonly kind: 'refused'; readonly reason: FileRefusal; readonly about: string }

/** Thrown and caught in this file alone: checks are many, and each ends the reading. */
class Refusal extends Error {
  readonly reason: FileRefusal
  readonly about: string
  constructor(reason: FileRefusal, about = '') {
    super(`${reason} ${about}`)
    this.reason = reason
    this.about = about
  }
}

/** One file's text as a snapshot of this campaign, or why it is none. */
export function readSnapshot(text: string, catalogue: Catalogue, hash: (text: string) => string): Read {
  try {
    if (text.length > LARGEST_FILE) throw new Refusal('too-large')
    const snapshot = shapeOf(parsed(text))
    const { hash: stated, ...body } = snapshot
    if (hash(canonicalText(body)) !== stated) throw new Refusal('hash-differs')
    checkSettings(snapshot)
    checkTally(snapshot, instrumentFor(snapshot, catalogue), groupsAt(snapshot, catalogue))
    return { kind: 'read', snapshot }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', reason: error.reason, about: error.about }
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not-json')
  }
}

const FIELDS = ['format', 'wave', 'instrument', 'place', 'number', 'week', 'n', 'footfall', 'tally', 'settings', 'hash'] as const

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function shapeOf(value: unknown): Snapshot {
  if (!isObject(value) || value.format !== SNAPSHOT_FORMAT)
    throw new Refusal('other-format', isObject(value) && typeof value.format === 'string' ? value.format : '')
  const odd = FIELDS.find((name) => !(name in value)) ?? Object.keys(value).find((name) => !FIELDS.some((field) => field === name))
  if (odd !== undefined) throw new Refusal('field', odd)
  const { n, footfall, tally, settings } = value
  for (const name of ['wave', 'instrument', 'place'] as const) if (typeof value[name] !== 'string') throw new Refusal('field', name)
  if (!isCount(value.number) || value.number < 1) throw new Refusal('field', 'number')
  if (typeof value.week !== 'string' || !/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(value.week)) throw new Refusal('field', 'week')
  if (typeof value.hash !== 'string' || !/^[0-9a-f]{64}$/.test(value.hash)) throw new Refusal('field', 'hash')
  const counts = (part: unknown, where: string, names: readonly string[]) => {
    if (!isObject(part) || Object.keys(part).sort().join() !== [...names].sort().join()) throw new Refusal('field', where)
    for (const name of names) if (!isCount(part[name])) throw new Refusal('field', `${where}.${name}`)
  }
  counts(footfall, 'footfall', ['scans', 'starts', 'finishes'])
  if (!isObject(n)) throw new Refusal('field', 'n')
  const { baseline, strong, followup, ...others } = n
  if (strong !== undefined && (!isCount(strong) || strong === 0)) throw new Refusal('field', 'n.strong')
  if (followup !== undefined && (!isCount(followup) || followup === 0)) throw new Refusal('field', 'n.followup')
  if (!isCount(baseline) && baseline !== 'withheld' && baseline !== 'not asked') throw new Refusal('field', 'n.baseline')
  counts(others, 'n', ['endline', 'contentFirst'])
  if (!isObject(tally)) throw new Refusal('field', 'tally')
  for (const text in tally) if (!isCount(tally[text]) || tally[text] === 0) throw new Refusal('field', `tally.${text}`)
  if (!isObject(settings)) throw new Refusal('field', 'settings')
  for (const name in settings) if (!isCount(settings[name])) throw new Refusal('field', `settings.${name}`)
  return value as unknown as Snapshot
}

/** Settings of which a larger number tells more of a person; of all others a smaller one does. */
const CEILINGS: readonly string[] = ['strongEpsilon', 'strongConcepts'] satisfies (keyof GateSettings)[]
/** Settings that older snapshots say nothing of, since what they are about came later or does not touch what a snapshot holds. */
const LATER: readonly string[] = [...CEILINGS, 'roundingPublic' satisfies keyof GateSettings]

function checkSettings({ settings, n }: { readonly settings: Readonly<Record<string, number>>; readonly n: Snapshot['n'] }): void {
  for (const [name, ours] of Object.entries(GATE_SETTINGS)) {
    const stated = settings[name]
    if (stated === undefined && LATER.includes(name) && !(n.strong !== undefined && CEILINGS.includes(name))) continue
    if (stated === undefined || (CEILINGS.includes(name) ? stated > ours : stated < ours)) throw new Refusal('looser-gate', name)
  }
}

function instrumentFor({ wave: waveId, instrument: id, place }: Snapshot, catalogue: Catalogue): NamedInstrument {
  const wave = waveOf(catalogue, waveId)
  if (!wave) throw new Refusal('unknown-wave', waveId)
  const instrument = instrumentOf(catalogue, id)
  if (!instrument || !wave.instruments.includes(id)) {
    const [name] = id.split('@')
    const isKnown = catalogue.instruments.some((one) => one.id.split('@')[0] === name)
    throw new Refusal(isKnown ? 'other-version' : 'unknown-instrument', id)
  }
  const [counted = '', kiosk] = place.split('~', 2)
  const isSeries = kiosk === undefined || (KIOSK_NAME.test(kiosk) && placeAtKiosk(counted, kiosk) === place)
  // `whole` holds no people: what is kept under it is the items' quality, which is never a snapshot.
  if (!isSeries || counted === 'whole' || !(venueOf(catalogue, counted) || SHARED_PLACES.some((shared) => shared === counted)))
    throw new Refusal('unknown-place', place)
  return instrument
}

/**
 * Groups that people at a place can belong to (`tally/leaf.ts`). At a venue one mode holds for the whole wave; only places that no venue stands behind have
 * people of both.
 */
function groupsAt({ wave, place: series }: Snapshot, catalogue: Catalogue): readonly Group[] {
  const place = placeBeneath(series)
  if (place === 'comparison') return ['content-first']
  if (place === 'followup') return ['followup']
  if (place === 'unknown' || place === 'residue') return ['baseline', 'endline', 'strong']
  return waveOf(catalogue, wave)?.strongVenues.includes(place) ? ['strong'] : ['baseline', 'endline']
}

function checkTally({ n, tally }: Snapshot, instrument: NamedInstrument, groups: readonly Group[]): void {
  const legal = keysOf(instrument)
  for (const text in tally) {
    const { kind, order } = partsOf(text)
    const isLegal = kind !== 'r' && (legal.has(text) || (order === POOLED && legal.has(text.replace(`:${POOLED}:`, ':AB:'))))
    if (!isLegal || !groups.includes(groupOf(text) as Group)) throw new Refusal('unknown-counter', text)
  }
  const stated: Readonly<Record<Group, number>> = {
    baseline: typeof n.baseline === 'number' ? n.baseline : 0,
    endline: n.endline,
    'content-first': n.contentFirst,
    strong: n.strong ?? 0,
    followup: n.followup ?? 0,
  }
  for (const group of GROUPS) {
    if (sizeOf(tally, group) !== stated[group]) throw new Refusal('counts-disagree', `n.${group}`)
    checkGroup(tally, group, instrument)
  }
  if (GROUPS.every((group) => sizeOf(tally, group) === 0)) throw new Refusal('gate-would-hold', 'n')
}

/** Kinds of text: a concept's answers, a scale's scores, and what was asked once more. Follow-ups have tables against each earlier occasion. */
interface Kinds {
  readonly answers: string
  readonly scores: string
  readonly recalled?: string
  /** Whether an answer is a pair, first and last. */
  readonly isPaired?: true
}

const KINDS: Readonly<Record<Exclude<Group, 'strong'>, readonly Kinds[]>> = {
  baseline: [{ answers: 'b', scores: 'bs' }],
  endline: [{ answers: 'p', scores: 'ps', recalled: 't', isPaired: true }],
  'content-first': [{ answers: 'c', scores: 'cs', recalled: 'ct' }],
  followup: VISIT_OCCASIONS.map((since) => ({ answers: SINCE[since], scores: `${SINCE[since]}s`, isPaired: true })),
}

/** The tables that everybody of a group stands in. */
function tablesFor(group: Exclude<Group, 'strong'>, instrument: NamedInstrument): { kind: string; measure: string }[] {
  return KINDS[group].flatMap(({ answers, scores, recalled }) => [
    ...instrument.concepts.map(({ id }) => ({ kind: answers, measure: id })),
    ...scalesOf(instrument).map((scale) => ({ kind: scores, measure: scale })),
    ...(recalled ? instrument.concepts.filter(({ thenTest }) => thenTest).map(({ id }) => ({ kind: recalled, measure: id })) : []),
  ])
}

function checkGroup(tally: Tally, group: Group, instrument: NamedInstrument): void {
  const own = Object.keys(tally).filter((text) => groupOf(text) === group)
  if (own.length === 0) return
  const size = sizeOf(tally, group)
  const orders = [...new Set(own.map((text) => partsOf(text).order))]
  const sizeIn = (order: string) => tally[`n:${order}:${group}`] ?? 0
  const isApart = !orders.includes(POOLED)
  if (!isApart && orders.length > 1)
    throw new Refusal(
      'counts-disagree',
      own.find((text) => partsOf(text).order !== POOLED),
    )
  if (size < GATE_SETTINGS.minimumBatch || (isApart && ['AB', 'BA'].some((order) => sizeIn(order) < GATE_SETTINGS.minimumOrder)))
    throw new Refusal('gate-would-hold', `n.${group}`)
  const sums: Record<string, number> = {}
  for (const text of own) sums[pooledKey(text)] = (sums[pooledKey(text)] ?? 0) + (tally[text] as number)
  const alike = Object.keys(sums).find((text) => partsOf(text).kind !== 'n' && (sums[text] as number) >= size)
  if (alike !== undefined) throw new Refusal('gate-would-hold', alike)
  if (group === 'strong') {
    checkReports(tally, size, instrument)
    return
  }
  for (const order of orders) {
    const rows = own.flatMap((text) =>
      partsOf(text).order === order ? [{ ...partsOf(text), text, count: tally[text] as number }] : [],
    )
    const total = (kind: string, measure: string) =>
      rows.reduce((sum, row) => sum + (row.kind === kind && row.measure === measure ? row.count : 0), 0)
    for (const { kind, measure } of tablesFor(group, instrument))
      if (total(kind, measure) !== sizeIn(order)) throw new Refusal('counts-disagree', `${kind}:${order}:${measure}`)
    // A barrier is named or not: no table, and still of no more people than there are.
    const beyond = rows.find((row) => /^c?x$/.test(row.kind) && row.count > sizeIn(order))
    if (beyond) throw new Refusal('counts-disagree', beyond.text)
    for (const kinds of KINDS[group]) checkScores(rows, kinds, order, instrument)
  }
}

/** In strong mode everybody reports the same number of concepts. */
function checkReports(tally: Tally, size: number, { concepts }: NamedInstrument): void {
  const reports = concepts.map(({ id }) => ({ id, n: CELLS.reduce((sum, cell) => sum + (tally[key.reported(id, cell)] ?? 0), 0) }))
  const beyond = reports.find(({ n }) => n > size)
  if (beyond) throw new Refusal('counts-disagree', `s:${POOLED}:${beyond.id}`)
  if (reports.reduce((sum, { n }) => sum + n, 0) !== size * reportedOf(concepts.length))
    throw new Refusal('counts-disagree', 'n.strong')
}

interface Row {
  readonly kind: string
  readonly measure: string
  readonly value: string
  readonly count: number
}

/** The scores of a scale, added up, are the right answers to its concepts: at both times, or the one. */
function checkScores(rows: readonly Row[], { answers, scores, isPaired }: Kinds, order: string, instrument: NamedInstrument): void {
  for (const scale of scalesOf(instrument))
    for (const side of isPaired ? [0, 1] : [0]) {
      const right = conceptsOf(instrument, scale).reduce(
        (sum, concept) =>
          sum +
          rows.reduce(
            (hits, { kind, measure, value, count }) =>
              hits +
              (kind === answers && measure === concept.id && concept.right.includes(value.split('>')[side] ?? '') ? count : 0),
            0,
          ),
        0,
      )
      const scored = rows.reduce(
        (sum, { kind, measure, value, count }) =>
          sum + (kind === scores && measure === scale ? Number(value.split('>')[side]) * count : 0),
        0,
      )
      if (right !== scored) throw new Refusal('counts-disagree', `${scores}:${order}:${scale}`)
    }
}
