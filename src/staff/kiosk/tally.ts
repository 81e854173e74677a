/**
 * The tally on the device: a kiosk's own leaves, from the record to the file that staff take away. Everything here is one transaction each, so that a tablet
 * that loses its power has counted a person or has not.
 *
 * While somebody answers, the two copies of her leaf differ by her. `settle` makes them alike once she is done, so that nothing of the last person can be worked
 * out of them. What it costs to count one person does not depend on how many came before her: a leaf has as many counters as its instrument allows.
 */
import type { Counted } from '../../protocol/counting.ts'
import { decideClose, type Rest } from '../../report/gate/close.ts'
import { batchOfBaseline, decideRelease, type GateMemory, heldBack, NOTHING_RELEASED, sizeOf } from '../../report/gate/release.ts'
import { isoWeek, type Snapshot, snapshotOf } from '../../report/gate/snapshot.ts'
import { KIOSK_FORMAT, type KioskExport, type Sign, writeKioskExport } from '../../report/kiosk-export.ts'
import { leafId, parseLeafId, placeAtKiosk, SHARED_PLACES } from '../../tally/leaf.ts'
import { EMPTY, mergeTallies, type Tally, tallyOf } from '../../tally/tally.ts'
import { sha256 } from '../sha-256.ts'
import { asked, type Stores, within } from './device.ts'
import type { KeptPin, Lock } from './pin.ts'
import { copyOf, readTwins, type Slot, type Twins } from './twins.ts'

/** What a kiosk is, from its start until its tally is closed. */
export interface Kiosk {
  /** Names its venue's series of snapshots (tally/leaf). */
  readonly name: string
  /** Names its series of the places that no venue may be read from: 14–17, unknown, comparison. Nothing that is shown ties the two together. */
  readonly apart: string
  readonly venue: string
  /** As `formatPairing` writes it; absent where the kiosk was started without a collector. */
  readonly pairing?: string
  readonly pin: KeptPin
  readonly lock: Lock
}

interface Leaf {
  readonly live: Tally
  readonly memory: GateMemory
  /** Of the last snapshot. */
  readonly number: number
}

const NEW_LEAF: Leaf = { live: EMPTY, memory: NOTHING_RELEASED, number: 0 }
const KIOSK = 'kiosk'

/** `repaired`: one copy was damaged, the other is whole; what came in since it was written, one person at most, is lost. `lost`: both were. */
export interface Trouble {
  readonly kind: 'repaired' | 'lost'
  /** The leaf, or `kiosk`. */
  readonly name: string
  /** Of what is lost, the damaged copies as they were found, for whoever can still read something in them. */
  readonly copies?: readonly unknown[]
}

async function twinsOf<T>({ twin }: Stores, name: string): Promise<Twins<T>> {
  return readTwins<T>(name, await copiesOf(twin, name))
}

const copiesOf = async (twin: IDBObjectStore, name: string): Promise<[unknown, unknown]> => [
  await asked(twin.get([name, 0])),
  await asked(twin.get([name, 1])),
]

/** Reads a leaf and mends it: a damaged copy is noted, and overwritten by whatever is written next. */
async function leafOf(stores: Stores, name: string): Promise<{ value: Leaf; twins: Twins<Leaf> }> {
  const twins = await twinsOf<Leaf>(stores, name)
  if (twins.kind === 'good' && twins.isAlone) await note(stores, { kind: 'repaired', name })
  if (twins.kind !== 'lost') return { value: twins.kind === 'good' ? twins.value : NEW_LEAF, twins }
  await note(stores, { kind: 'lost', name, copies: await copiesOf(stores.twin, name) })
  // What was released stays released: a new series would count it again, so the numbers go on.
  const released = await asked(stores.snapshot.getAllKeys(seriesOf(name)))
  return { value: { ...NEW_LEAF, number: released.length }, twins }
}

const note = ({ trouble }: Stores, found: Trouble): Promise<unknown> => asked(trouble.add(found))

const seriesOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name], [name, []])

/** Writes over the copy that does not hold; both where there is none that does, or where `both` says so. */
async function write(stores: Stores, name: string, value: unknown, twins: Twins<unknown>, both = false): Promise<void> {
  const sequence = (twins.kind === 'good' ? twins.sequence : 0) + 1
  const free: Slot = twins.kind === 'good' && twins.slot === 0 ? 1 : 0
  const slots: readonly Slot[] = both || twins.kind !== 'good' ? [0, 1] : [free]
  for (const slot of slots) await asked(stores.twin.put(copyOf(name, sequence, value), [name, slot]))
}

const leafNames = async ({ twin }: Stores): Promise<string[]> => {
  const names = (await asked(twin.getAllKeys())).map((key) => String((key as [string, Slot])[0]))
  return [...new Set(names)].filter((name) => name !== KIOSK)
}

/** What this device is. `lost` where it is damaged beyond repair: its leaves may still be whole. */
export function readKiosk(): Promise<Kiosk | 'none' | 'lost'> {
  return within(async (stores) => {
    const twins = await twinsOf<Kiosk>(stores, KIOSK)
    if (twins.kind === 'empty') return 'none'
    if (twins.kind === 'lost') return 'lost'
    if (twins.isAlone) {
      await note(stores, { kind: 'repaired', name: KIOSK })
      await write(stores, KIOSK, twins.value, twins, true)
    }
    return twins.value
  })
}

export function keepKiosk(kiosk: Kiosk): Promise<void> {
  return within(async (stores) => write(stores, KIOSK, kiosk, await twinsOf(stores, KIOSK), true))
}

/** The names under which snapshots of this tally went out before, where there are any: for a kiosk that has forgotten its own. */
export function namesBefore(): Promise<Partial<Pick<Kiosk, 'name' | 'apart'>>> {
  return within(async ({ snapshot }) => {
    const places = ((await asked(snapshot.getAll())) as string[]).map((text) => (JSON.parse(text) as Snapshot).place.split('~'))
    const isShared = ([place]: string[]) => SHARED_PLACES.some((shared) => shared === place)
    const name = places.find((parts) => !isShared(parts))?.[1]
    const apart = places.find(isShared)?.[1]
    return { ...(name && { name }), ...(apart && { apart }) }
  })
}

/**
 * Counts. `follows` is what this gave when the baseline of an endline was counted: the number of the batch that it will go out with; where that has gone out since,
 * the endline adds only its `late` keys, as with a collector.
 */
export function count({ leaf: name, keys, late }: Counted, follows: number | undefined): Promise<number> {
  return within(async (stores) => {
    const { value, twins } = await leafOf(stores, name)
    const batch = batchOfBaseline(value.memory)
    const added = late !== undefined && follows !== batch ? late : keys
    await write(stores, name, { ...value, live: mergeTallies(value.live, tallyOf(added)) }, twins)
    return batch
  })
}

/** Makes both copies of these leaves alike, or of all, and mends what is damaged. */
export function settle(leaves?: readonly string[]): Promise<void> {
  return within(async (stores) => {
    for (const name of leaves ?? (await leafNames(stores))) {
      const { value, twins } = await leafOf(stores, name)
      if (twins.kind !== 'good' || !twins.isSettled) await write(stores, name, value, twins, true)
    }
  })
}

/** What is damaged or was, that staff have not read yet. */
export const troubles = (): Promise<readonly Trouble[]> =>
  within(async ({ trouble }) => (await asked(trouble.getAll())) as readonly Trouble[])

/** Takes them for read. The copies of what is lost stay with the file of the tally. */
export const forgetTroubles = (): Promise<void> => within(async ({ trouble }) => void (await asked(trouble.clear())))

export interface Standing {
  /** People who began, and who came to the end, on `day`. */
  readonly startedToday: number
  readonly finishedToday: number
  /** People whose answers after are counted (their only ones, their reports), and how many of them the gate has released. */
  readonly counted: number
  readonly released: number
}

const peopleIn = (tally: Tally): number => sizeOf(tally, 'endline') + sizeOf(tally, 'content-first') + sizeOf(tally, 'strong')

export function standing(day: string): Promise<Standing> {
  return within(async (stores) => {
    const sum = { startedToday: 0, finishedToday: 0, counted: 0, released: 0 }
    for (const name of await leafNames(stores)) {
      const { live, memory } = (await leafOf(stores, name)).value
      sum.startedToday += live[`f:start:${day}`] ?? 0
      sum.finishedToday += live[`f:finish:${day}`] ?? 0
      sum.counted += peopleIn(live)
      sum.released += peopleIn(live) - peopleIn(heldBack(live, memory))
    }
    return sum
  })
}

/** A file to take away, and what stayed behind. */
export interface Taken {
  readonly file: string
  readonly text: string
  /** People that this export released for the first time. */
  readonly released: number
  /** People that stay for the next export, or at the close what became of them. */
  readonly held: number
  readonly pooled: number
}

interface Exporting {
  readonly kiosk: Kiosk
  /** YYYY-MM-DD by the device's clock. */
  readonly day: string
  readonly sign: Sign | undefined
}

/** Under whose name a leaf's snapshots go out: a place that is no venue is never tied to one. */
function seriesAt({ name, apart }: Kiosk, place: string): string {
  return placeAtKiosk(place, SHARED_PLACES.some((shared) => shared === place) ? apart : name)
}

/** Asks the gate about each leaf, keeps what it releases, and gives all that was ever released of this tally. */
export function takeExport({ kiosk, day, sign }: Exporting): Promise<Taken> {
  return within(async (stores) => {
    let released = 0
    let held = 0
    for (const name of await leafNames(stores)) {
      const { value, twins } = await leafOf(stores, name)
      const decision = decideRelease(value.live, value.memory)
      const next = { ...value, memory: decision.next, number: value.number + (decision.kind === 'released' ? 1 : 0) }
      if (decision.kind === 'released') {
        const leaf = parseLeafId(name)
        const snapshot = snapshotOf({ ...leaf, place: seriesAt(kiosk, leaf.place) }, decision, {
          number: next.number,
          week: isoWeek(day),
          hash: sha256,
        })
        await asked(stores.snapshot.put(JSON.stringify(snapshot), [name, next.number]))
        released += peopleIn(snapshot.tally)
      }
      held += peopleIn(heldBack(value.live, decision.next))
      // Both: an older copy would let the gate release these people once more.
      await write(stores, name, next, twins, true)
    }
    return { ...(await fileOf(stores, { kiosk, day, sign }, 'open')), released, held, pooled: 0 }
  })
}

/**
 * Closes the tally: the last snapshots, the rests pooled across leaves or given up (report/gate/close). The device forgets the counters and what it was; the file
 * stays until staff erase it.
 */
export function closeTally({ kiosk, day, sign }: Exporting): Promise<Taken> {
  return within(async (stores) => {
    const leaves = []
    const numbers = new Map<string, number>()
    for (const name of await leafNames(stores)) {
      const { live, memory, number } = (await leafOf(stores, name)).value
      leaves.push({ ...parseLeafId(name), live, memory })
      numbers.set(name, number)
    }
    const waves = [...new Set(leaves.map(({ wave }) => wave))]
    const rests: Rest[] = []
    let released = 0
    for (const wave of waves) {
      const closing = decideClose(leaves.filter((leaf) => leaf.wave === wave))
      rests.push(...closing.rests)
      for (const { leaf, decision } of closing.released) {
        const name = leafId(leaf)
        const number = (numbers.get(name) ?? 0) + 1
        numbers.set(name, number)
        const at = { ...leaf, place: seriesAt(kiosk, leaf.place) }
        const snapshot = snapshotOf(at, decision, { number, week: isoWeek(day), hash: sha256 })
        await asked(stores.snapshot.put(JSON.stringify(snapshot), [name, number]))
        released += peopleIn(snapshot.tally)
      }
    }
    const taken = await fileOf(stores, { kiosk, day, sign }, rests)
    await asked(stores.closed.put({ file: taken.file, text: taken.text }, kiosk.name))
    for (const store of [stores.twin, stores.snapshot, stores.trouble]) await asked(store.clear())
    const people = (fate: Rest['fate']) => rests.reduce((sum, rest) => sum + (rest.fate === fate ? rest.people : 0), 0)
    return { ...taken, released, held: people('given up'), pooled: people('pooled') }
  })
}

async function fileOf(
  { snapshot }: Stores,
  { kiosk, day, sign }: Exporting,
  state: KioskExport['state'],
): Promise<{ file: string; text: string }> {
  const texts = (await asked(snapshot.getAll())) as string[]
  const content: KioskExport = {
    format: KIOSK_FORMAT,
    pairing: kiosk.pairing?.replace(/\.[^.]*$/, '') ?? 'unpaired',
    venue: kiosk.venue,
    week: isoWeek(day),
    state,
    snapshots: texts.map((text) => JSON.parse(text) as Snapshot),
  }
  return {
    file: `kiosk_${kiosk.venue}_${kiosk.name}_${day}${state === 'open' ? '' : '_closed'}.json`,
    text: writeKioskExport(content, sha256, sign),
  }
}

export interface ClosedTally {
  readonly file: string
  readonly text: string
}

/** The files of closed tallies. They hold nothing that the gate has not released. */
export const closedTallies = (): Promise<readonly ClosedTally[]> =>
  within(async ({ closed }) => (await asked(closed.getAll())) as readonly ClosedTally[])

export const eraseClosed = (): Promise<void> => within(async ({ closed }) => void (await asked(closed.clear())))
