/**
 * Many respondents on one tablet, with power cuts: keeps, beside the tablet, the count of what they handed in, and holds the disk against it. A cut may come
 * between a click and its word, so that the last few things handed in are there or not: in their order, and nothing else.
 */
import type { Page } from '@playwright/test'
import { diceOf } from '../browser/dice.ts'
import type { Counters } from '../browser/expected.ts'
import { handedIn, type Plan, planOf, respond, SAYS, type Step } from './respondent.ts'
import { Tablet } from './tablet.ts'

type Adds = Counters

export const added = (...all: readonly Adds[]): Counters => {
  const sum: Counters = {}
  for (const one of all)
    for (const [leaf, keys] of Object.entries(one)) {
      sum[leaf] ??= {}
      const own = sum[leaf]
      for (const [key, n] of Object.entries(keys)) own[key] = (own[key] ?? 0) + n
    }
  return sum
}

const sorted = (counters: Counters): string =>
  JSON.stringify(
    Object.entries(counters)
      .sort()
      .map(([leaf, keys]) => [leaf, Object.entries(keys).sort()]),
  )

/** In the page, before its scripts: randomness from a seed (mulberry32). */
function drawBySeed(seed: number): void {
  let state = seed >>> 0
  const byte = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return (mixed ^ (mixed >>> 14)) & 255
  }
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    if (array) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      for (let at = 0; at < bytes.length; at++) bytes[at] = byte()
    }
    return array
  }
}

export class Day {
  readonly tablet: Tablet
  readonly #venue: string
  readonly #dice: () => number
  readonly #seed: number
  /** Surely counted, by the tablet's own word. */
  counted: Counters = {}
  /** Handed in, and no word yet. */
  #pending: Adds[] = []
  #steps: Step[] = []
  #clicksLeft = Number.POSITIVE_INFINITY
  #cut: Promise<void> | undefined
  people = 0
  cuts = 0
  /** How many of the things handed in just before a cut were counted, and how many not. */
  kept = 0
  dropped = 0
  /** Milliseconds from the last click to the word, person by person. */
  readonly took: number[] = []

  constructor(url: string, venue: string, seed: number) {
    this.#venue = venue
    this.#dice = diceOf(seed)
    this.#seed = seed
    this.tablet = new Tablet(url, (page) => this.#listen(page))
  }

  async #listen(page: Page): Promise<void> {
    // The kiosk's own draws too, and others after each cut: with few people a leaf may stay too small for the gate, and that should not be luck.
    await page.addInitScript(drawBySeed, this.#seed * 1000 + this.cuts)
    await page.exposeBinding(SAYS, (_, step: Step) => {
      this.#steps.push(step)
      if (--this.#clicksLeft === 0) {
        const wait = this.#dice() * 25
        this.#clicksLeft = Number.POSITIVE_INFINITY
        this.#cut = new Promise((resolve) => setTimeout(resolve, wait)).then(() => this.tablet.kill())
      }
    })
  }

  /** One respondent; with a cut the power goes at some click of hers, and the tablet is started again. */
  async next({ cut = false } = {}): Promise<void> {
    const plan: Plan = planOf(this.#dice)
    this.people++
    this.#steps = []
    // One that has not come yet comes with a later respondent: not everybody clicks so often.
    if (cut && this.#clicksLeft === Number.POSITIVE_INFINITY) this.#clicksLeft = 1 + Math.floor(this.#dice() * 12)
    this.#cut = undefined
    let took = 0
    try {
      took = await respond(this.tablet.page, plan)
    } catch (error) {
      if (!this.#cut) throw error
    }
    this.#pending.push(...handedIn(plan, this.#steps, this.#venue).map(({ adds }) => adds))
    if (took > 0) {
      this.took.push(took)
      this.#take(this.#pending.length)
    }
    if (this.#cut) {
      await this.#cut
      await this.#afterCut()
    }
  }

  #take(n: number): void {
    this.counted = added(this.counted, ...this.#pending.slice(0, n))
    this.#pending = this.#pending.slice(n)
  }

  async #afterCut(): Promise<void> {
    this.cuts++
    await this.tablet.start()
    const { page } = this.tablet
    // On a busy machine a browser that was killed may be slow to come up; what stands there instead tells it from a kiosk that forgot what it is.
    await page
      .locator('.rest')
      .waitFor({ timeout: 120_000 })
      .catch(async (cause) => {
        const shown = await page.locator('body').innerText({ timeout: 10_000 }).catch(String)
        throw new Error(`after cut ${this.cuts} the kiosk does not rest, and shows: ${shown.slice(0, 500)}`, { cause })
      })
    const found = sorted((await this.tablet.stored()).live)
    const kept = Array.from({ length: this.#pending.length + 1 }, (_, n) => n).find(
      (n) => sorted(added(this.counted, ...this.#pending.slice(0, n))) === found,
    )
    if (kept === undefined)
      throw new Error(`after cut ${this.cuts} the disk holds what nobody handed in:\n${found}\nand not\n${sorted(this.counted)}`)
    this.kept += kept
    this.dropped += this.#pending.length - kept
    this.#take(kept)
    this.#pending = []
  }

  /** Holds the disk against the count, once all is on it. Throws where they differ. */
  async check(): Promise<void> {
    const expected = sorted(added(this.counted, ...this.#pending))
    for (let look = 0; look < 100; look++) {
      if (sorted((await this.tablet.stored()).live) === expected) return this.#take(this.#pending.length)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the disk differs from the count:\n${sorted((await this.tablet.stored()).live)}\nand not\n${expected}`)
  }

  /** The heap after a collection, in bytes. */
  async heap(): Promise<number> {
    const session = await this.tablet.page.context().newCDPSession(this.tablet.page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    await session.detach()
    return usedSize
  }
}
