/**
 * How many pairs it takes to see a change, and how small a change so many pairs can show.
 *
 * Sources: shares, R. J. Connor, Biometrics 43 (1987) 207–211 (McNemar's test without correction); scores, the normal approximation
 * n = ((z_α + z_β) / d_z)², J. Cohen, Statistical Power Analysis (1988), chapter 2, which for fewer than some twenty pairs promises a little
 * too much.
 */
import { requireShare } from './count.ts'
import { normalQuantile } from './distributions/normal.ts'
import { type Refused, refused } from './refusal.ts'

export interface Demand {
  /** Two-sided level of the test, 0.05 unless told. */
  readonly level?: number
  /** Chance to see a change that is there, from 0.5; 0.8 unless told. */
  readonly power?: number
}

export interface DetectableChange {
  readonly kind: 'computed'
  /** In points of share: 0.12 is a change of 12 percentage points. */
  readonly change: number
}

export interface PairsNeeded {
  readonly kind: 'computed'
  readonly pairs: number
}

/**
 * Smallest change of a share that `pairs` can show, where a share `discordance` (0 to 1) of people changes their answer either way. Refused as
 * `not-detectable` where it would have to be larger than the discordance itself.
 */
export function detectableChange(
  pairs: number,
  discordance: number,
  demand: Demand = {},
): DetectableChange | Refused<'not-detectable'> {
  requirePairs('detectableChange', pairs)
  requireDiscordance('detectableChange', discordance)
  const { alpha, beta } = points('detectableChange', demand)
  // Connor's n solved for the change: √n δ = z_α √ψ + z_β √(ψ − δ²), a quadratic in δ.
  const inner = pairs - alpha * alpha + beta * beta
  if (inner < 0) return refused('not-detectable')
  const change = (Math.sqrt(discordance) * (alpha * Math.sqrt(pairs) + beta * Math.sqrt(inner))) / (pairs + beta * beta)
  return change > discordance ? refused('not-detectable') : { kind: 'computed', change }
}

/**
 * Pairs needed to see a `change` of a share (0 < change ≤ 1, either way) with this discordance. Refused as `beyond-discordance` where the
 * change is larger: nobody can gain without changing their answer.
 */
export function pairsForShare(
  change: number,
  discordance: number,
  demand: Demand = {},
): PairsNeeded | Refused<'beyond-discordance'> {
  if (!(Math.abs(change) > 0 && Math.abs(change) <= 1))
    throw new RangeError(`pairsForShare: change is ${change}; it has to lie from −1 to 1, and not at 0`)
  requireDiscordance('pairsForShare', discordance)
  const { alpha, beta } = points('pairsForShare', demand)
  if (Math.abs(change) > discordance) return refused('beyond-discordance')
  const root = alpha * Math.sqrt(discordance) + beta * Math.sqrt(discordance - change * change)
  return { kind: 'computed', pairs: Math.ceil((root / change) ** 2) }
}

/** Smallest d_z (see `paired-effect.ts`) that `pairs` can show in the mean of a score. */
export function detectableEffect(pairs: number, demand: Demand = {}): number {
  requirePairs('detectableEffect', pairs)
  const { alpha, beta } = points('detectableEffect', demand)
  return (alpha + beta) / Math.sqrt(pairs)
}

/** Pairs needed to see a d_z of `effect`, either way. Throws RangeError at 0. */
export function pairsForEffect(effect: number, demand: Demand = {}): number {
  if (!(Math.abs(effect) > 0 && Number.isFinite(effect)))
    throw new RangeError(`pairsForEffect: effect is ${effect}; it cannot be 0`)
  const { alpha, beta } = points('pairsForEffect', demand)
  return Math.ceil(((alpha + beta) / effect) ** 2)
}

/** The points of the normal distribution that stand for level and power. */
function points(where: string, { level = 0.05, power = 0.8 }: Demand): { readonly alpha: number; readonly beta: number } {
  requireShare(where, 'level', level)
  if (!(power >= 0.5 && power < 1)) throw new RangeError(`${where}: power is ${power}; it has to lie from 0.5 to below 1`)
  return { alpha: -normalQuantile(level / 2), beta: -normalQuantile(1 - power) }
}

function requirePairs(where: string, pairs: number): void {
  if (!Number.isSafeInteger(pairs) || pairs < 1)
    throw new RangeError(`${where}: pairs is ${pairs}; it has to be a whole number from 1`)
}

function requireDiscordance(where: string, discordance: number): void {
  if (!(discordance > 0 && discordance <= 1))
    throw new RangeError(`${where}: discordance is ${discordance}; it has to lie between 0 and 1`)
}
