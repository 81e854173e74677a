/**
 * Is there anything odd? All checks of a wave, held against each other: what is flagged is so rare by chance that, with Holm's correction over every check that
 * was run, at most one honest wave in a thousand has a single flag.
 *
 * From released snapshots and the collector's count of crowded hours alone. Figures are given of flags only, and coarse: shares in steps of 5 points, chances
 * as powers of ten, so that no count follows from them. Places are the report's own rows, which are so chosen that no hidden place follows from others.
 *
 * Not looked at: the share that reads first, since the gate releases its leaf at other times than the venues', and scans, since a code leads to the short
 * questions and whoever goes on to the long ones is not scanned again.
 */
import { type Catalogue, type NamedInstrument, type Text, venueOf, type Wave } from '../../protocol/catalogue.ts'
import { holm } from '../../statistics/holm.ts'
import { placeBeneath } from '../../tally/leaf.ts'
import type { Snapshot } from '../gate/snapshot.ts'
import { tablesOf } from '../icat/tables.ts'
import { VIEW_NAMES } from '../view-names.ts'
import type { Level, Unit } from '../views.ts'
import { alikeOf } from './alike.ts'
import type { AnomalyCheck, CheckKind, Finding, Raw } from './check.ts'
import { formOrderOf } from './form-order.ts'
import { startsOf } from './starts.ts'
import { sentenceOf } from './words.ts'

/** Chance of a single flag in a wave in which everything is honest, at most. */
export const ANOMALY_LEVEL = 0.001

/** Hours in which a place had more messages than it lets people through, as the collector counted them. */
export interface Alarm {
  readonly place: string
  readonly hours: number
}

/** The alarms of a collector's answer; undefined where it gives none, or something that is no list of them: then nothing was watched. */
export function alarmsIn(value: unknown): readonly Alarm[] | undefined {
  if (!Array.isArray(value)) return undefined
  const isAlarm = (one: unknown): one is Alarm =>
    typeof one === 'object' &&
    one !== null &&
    typeof (one as Alarm).place === 'string' &&
    Number.isSafeInteger((one as Alarm).hours) &&
    (one as Alarm).hours >= 0
  return value.every(isAlarm) ? value.map(({ place, hours }) => ({ place, hours })) : undefined
}

/** One instrument's rows and snapshots. */
export interface Watched {
  readonly instrument: NamedInstrument
  readonly units: readonly Unit[]
  readonly snapshots: readonly Snapshot[]
}

const LEVELS: readonly Level[] = ['overall', 'leaf', 'comparison']

interface Draft extends Pick<AnomalyCheck, 'kind' | 'instrument' | 'level' | 'unit' | 'name'> {
  readonly raw: Raw
}

/** In the order of instruments, places and kinds, `pace` last. `alarms` is absent where no collector watches. */
export function anomalyChecksOf(
  watched: readonly Watched[],
  wave: Wave,
  catalogue: Catalogue,
  alarms: readonly Alarm[] | undefined,
): AnomalyCheck[] {
  const drafts = watched.flatMap((one) =>
    one.units.filter(({ level }) => LEVELS.includes(level)).flatMap((unit) => draftsOf(unit, one, wave)),
  )
  const tested = drafts.flatMap(({ raw }) => (raw.kind === 'tested' ? [raw.p] : []))
  const adjusted = holm(tested)
  let next = 0
  return [
    ...drafts.map(({ raw, ...draft }) =>
      told(draft, raw.kind === 'tested' ? findingOf(raw, adjusted[next++] as number, draft.kind) : raw),
    ),
    ...paceOf(alarms, catalogue),
  ]
}

function draftsOf(unit: Unit, { instrument, snapshots }: Watched, wave: Wave): Draft[] {
  const own = snapshots.filter(({ place }) => unit.places.includes(placeBeneath(place)))
  const isStrong = own.length > 0 && own.every(({ n }) => n.endline + n.contentFirst === 0)
  const lead = {
    instrument: instrument.id,
    level: unit.level,
    unit: unit.id,
    name: unit.name ?? VIEW_NAMES[unit.id] ?? { es: unit.id, en: unit.id },
  }
  const strong: Raw = { kind: 'not-run', reason: 'strong-mode' }
  const found: [CheckKind, Raw][] = [['form-order', isStrong ? strong : formOrderOf(own, wave.orderABShare ?? 0.5)]]
  if (unit.level !== 'comparison') found.push(['alike', isStrong ? strong : alikeOf(tablesOf(unit.tally), instrument)])
  found.push(['starts', startsOf(own)])
  return found.map(([kind, raw]) => ({ ...lead, kind, raw }))
}

function findingOf({ seen, expected }: Extract<Raw, { kind: 'tested' }>, p: number, kind: CheckKind): Finding {
  if (p >= ANOMALY_LEVEL) return { kind: 'clear' }
  return { kind: 'flagged', seen: seen === 'not-told' ? seen : coarse(seen, kind), expected, chance: boundOf(p) }
}

const STEP = 0.05
/** Down to the step below: a flag says "at least" of what repeats, and "about" of the rest. */
const coarse = (share: number, kind: CheckKind): number =>
  Number(((kind === 'alike' ? Math.floor(share / STEP) : Math.round(share / STEP)) * STEP).toFixed(2))

const SMALLEST = 1e-9
/** The next power of ten above, and never below one in a thousand million: what lies beyond says nothing more to anybody. */
const boundOf = (p: number): number => Math.max(SMALLEST, Number(`1e${Math.ceil(Math.log10(p))}`))

function paceOf(alarms: readonly Alarm[] | undefined, catalogue: Catalogue): AnomalyCheck[] {
  const everywhere = { kind: 'pace', instrument: 'all', level: 'overall', unit: 'all', name: VIEW_NAMES.all as Text } as const
  if (alarms === undefined) return [told(everywhere, { kind: 'not-run', reason: 'not-watched' })]
  const crowded = alarms.filter(({ hours }) => hours > 0)
  if (crowded.length === 0) return [told(everywhere, { kind: 'clear' })]
  return crowded.map(({ place, hours }) => {
    const name = venueOf(catalogue, place)?.name ?? VIEW_NAMES[place] ?? { es: place, en: place }
    const finding: Finding = { kind: 'flagged', seen: hours, expected: 0, chance: 'none' }
    return told({ kind: 'pace', instrument: 'all', level: 'leaf', unit: place, name }, finding)
  })
}

const told = (lead: Omit<AnomalyCheck, 'finding' | 'sentence'>, finding: Finding): AnomalyCheck => {
  const { kind, instrument, level, unit, name } = lead
  return { kind, instrument, level, unit, name, finding, sentence: sentenceOf(kind, name, finding) }
}
