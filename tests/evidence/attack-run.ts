/** One campaign run and attacked from all sides; and sums over many. */
import { resultsOfUnits } from '../../src/report/across.ts'
import type { Decision } from '../../src/report/gate/release.ts'
import type { Results } from '../../src/report/results.ts'
import { type PublicResults, publicResults } from '../../src/report/rounding.ts'
import { unitsOf } from '../../src/report/views.ts'
import { disclosuresIn, type Knowledge, MEASURES, type MeasureKind } from './attack-batches.ts'
import { type Campaign, type Gate, type Plan, planOf, runCampaign } from './attack-campaign.ts'
import { batchCountsThatFollow, countsThatFollow, type Dated, roundedCountsThatFollow } from './attack-files.ts'

/** Whole numbers throughout, so that outcomes add up. */
export interface Outcome {
  readonly campaigns: number
  readonly people: number
  readonly snapshots: number
  /** People in released follow-ups. */
  readonly followups: number
  /** Messages that staff took in out of the quarantine, and pairs among them. */
  readonly takenIn: { readonly messages: number; readonly pairs: number }
  /** Units in all exports, one export after each snapshot. */
  readonly units: number
  readonly exports: number
  /** Answers learnt for certain by adding and subtracting tables: by what was learnt. */
  readonly subtracted: Readonly<Record<MeasureKind, number>>
  /** Answers that everybody of a whole released table gave. */
  readonly alike: Readonly<Record<MeasureKind, number>>
  readonly campaignsWith: { readonly subtracted: number; readonly alike: number }
  /** Counts under 5 that follow from files alone: from one export, from all rounded ones, from all exact ones together. */
  readonly fromFiles: { readonly oneExport: number; readonly rounded: number; readonly exactOverTime: number }
}

export interface Attack {
  readonly knowledge?: Knowledge
  readonly gate?: Gate
  /** Exports are made and attacked in one of so many campaigns; 0 for none. */
  readonly filesOneIn?: number
  readonly change?: Partial<Plan>
  /** Fewest and most people at a venue. */
  readonly sizes?: readonly [number, number]
}

/** A gate without batches: everything goes out after each arrival. That attackers win against it shows that they can win. */
export const gateWithoutBatches: Gate = (live, memory): Decision => ({
  kind: 'released',
  tally: Object.fromEntries(
    Object.entries(live).flatMap(([text, count]) => {
      const left = count - (memory.spent[text] ?? 0)
      return left > 0 && !/^[rf]:/.test(text) ? [[text, left]] : []
    }),
  ),
  footfall: { scans: 0, starts: 0, finishes: 0 },
  next: { spent: { ...live }, unmatched: {}, tried: {}, batches: {} },
})

const none = (): Record<MeasureKind, number> => Object.fromEntries(MEASURES.map((kind) => [kind, 0])) as Record<MeasureKind, number>

export function attackCampaign(
  seed: number,
  { knowledge = 'other batches', gate, filesOneIn = 1, change = {} }: Attack = {},
): Outcome {
  const campaign = runCampaign({ ...planOf(seed), ...change }, gate)
  const subtracted = none()
  const alike = none()
  for (const { kind, from, people } of disclosuresIn(campaign, knowledge))
    if (from === 'a remainder') subtracted[kind] += people
    else alike[kind] += people
  const isHit = (counts: Record<MeasureKind, number>) =>
    MEASURES.some((kind) => kind !== 'no barrier' && counts[kind] > 0) ? 1 : 0
  const files = filesOneIn > 0 && seed % filesOneIn === 0 ? attackFiles(campaign) : NO_FILES
  return {
    campaigns: 1,
    people: campaign.people.length,
    snapshots: campaign.snapshots.length,
    followups: campaign.snapshots.reduce((sum, { n }) => sum + (n.followup ?? 0), 0),
    takenIn: campaign.takenIn,
    subtracted,
    alike,
    campaignsWith: { subtracted: isHit(subtracted), alike: isHit(alike) },
    ...files,
  }
}

const NO_FILES = { units: 0, exports: 0, fromFiles: { oneExport: 0, rounded: 0, exactOverTime: 0 } }

function attackFiles({ snapshots, catalogue, instrument }: Campaign): Pick<Outcome, 'units' | 'exports' | 'fromFiles'> {
  const places = snapshots.map(({ place }) => place)
  const exact: Dated<Results>[] = []
  const rounded: Dated<PublicResults>[] = []
  let units = 0
  let oneExport = 0
  for (let count = 1; count <= snapshots.length; count++) {
    const shown = unitsOf(snapshots.slice(0, count), catalogue)
    const results = resultsOfUnits(shown, instrument)
    units += shown.length
    oneExport += countsThatFollow(shown, results, instrument).length
    exact.push({ units: shown, results, snapshots: count })
    rounded.push({ units: shown, results: results.map(publicResults), snapshots: count })
  }
  return {
    units,
    exports: snapshots.length,
    fromFiles: {
      oneExport,
      rounded: roundedCountsThatFollow(rounded, places),
      exactOverTime: batchCountsThatFollow(exact, places),
    },
  }
}

export const NO_CAMPAIGN: Outcome = {
  campaigns: 0,
  people: 0,
  snapshots: 0,
  followups: 0,
  takenIn: { messages: 0, pairs: 0 },
  subtracted: none(),
  alike: none(),
  campaignsWith: { subtracted: 0, alike: 0 },
  ...NO_FILES,
}

/** Adds numbers of the same shape. */
export function addOutcomes(a: Outcome, b: Outcome): Outcome {
  const add = (one: unknown, other: unknown): unknown =>
    typeof one === 'number'
      ? one + (other as number)
      : Object.fromEntries(
          Object.entries(one as object).map(([name, part]) => [name, add(part, (other as Record<string, unknown>)[name])]),
        )
  return add(a, b) as Outcome
}

export function attackCampaigns(from: number, to: number, attack: Attack = {}): Outcome {
  let sum = NO_CAMPAIGN
  for (let seed = from; seed < to; seed++) sum = addOutcomes(sum, attackCampaign(seed, attack))
  return sum
}

/** Answers of all kinds, those left out that say only which barrier somebody did not name. */
export const answersIn = (counts: Readonly<Record<MeasureKind, number>>): number =>
  MEASURES.reduce((sum, kind) => sum + (kind === 'no barrier' ? 0 : counts[kind]), 0)
