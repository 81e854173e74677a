/**
 * Proof of work: what a collector asks for with each message while it is flooded, and never else. It tells nothing of anybody: it says that the sender's processor worked for a moment.
 *
 * - **Challenge**, 24 bytes as 48 hexadecimal digits: a threshold, the second since 1970 at which it ends (both 32 bits, big end first), and 128 bits of a MAC by which the
 *   collector knows it as its own, made for this message's one-time number. It is kept nowhere.
 * - **Solution**: a number of 32 bits that, written behind the challenge's bytes (28 in all), has a SHA-256 whose first 32 bits are below the threshold.
 * - **Proof**: the challenge and `SOLUTIONS` of its solutions, each greater than the one before, in base 36: `challenge.1k.2x3…`. Several small tasks in place of one: the sum of eight
 *   chances lies closer to its mean than one, so that bad luck costs a weak phone less for the same price.
 *
 * SHA-256, since browsers' own is there in secure contexts only and costs some 20 µs a call, while half a kilobyte of script does it in a fiftieth of that (proof-search), and
 * since Node has it. A proof belongs to one message: it serves nobody else, and the same message sent again brings the same proof.
 */

/** The request's header that carries a proof. */
export const PROOF_HEADER = 'proof'

/** How many solutions a proof has. */
export const SOLUTIONS = 8

/** Tries that a proof takes on average: see the figures of `npm run bench:proof` in docs/performance.md before changing it. */
export const EXPECTED_TRIES = 80_000

/** The threshold that `EXPECTED_TRIES` come to. Not rounded by a call, which every page with an outbox would carry along. */
export const THRESHOLD = ((2 ** 32 * SOLUTIONS) / EXPECTED_TRIES) >>> 0

/** Seconds for which a challenge holds: a proof waits on the phone for a bad network, not overnight. */
export const CHALLENGE_SECONDS = 300

/** After so many ms a phone gives a task up: it is too slow for it, has slept meanwhile, or was given one that nobody solves. */
export const SEARCH_LIMIT_MS = 10_000

export interface Challenge {
  /** First 32 bits of a solution's hash are below it. */
  readonly threshold: number
  /** Seconds since 1970. */
  readonly ends: number
  /** 32 hexadecimal digits. */
  readonly mac: string
}

export interface Proof {
  readonly challenge: Challenge
  readonly solutions: readonly number[]
}

const CHALLENGE = /^[0-9a-f]{48}$/

/** No proof is longer: 48 digits, and eight numbers of at most seven. */
const LONGEST = 48 + SOLUTIONS * 8

const word = (number: number): string => number.toString(16).padStart(8, '0')

export const formatChallenge = ({ threshold, ends, mac }: Challenge): string => word(threshold) + word(ends) + mac

/** The challenge in a text, or undefined where it is none. */
export function parseChallenge(text: string): Challenge | undefined {
  if (!CHALLENGE.test(text)) return undefined
  return { threshold: Number.parseInt(text.slice(0, 8), 16), ends: Number.parseInt(text.slice(8, 16), 16), mac: text.slice(16) }
}

/** @param solutions whole numbers of 32 bits, ascending */
export const formatProof = (challenge: string, solutions: readonly number[]): string =>
  [challenge, ...solutions.map((solution) => solution.toString(36))].join('.')

/** The proof in a text; undefined where it has another form, a number is not of 32 bits, or the numbers do not ascend. Whether it holds is `isSolved`'s to say. */
export function parseProof(text: string): Proof | undefined {
  if (text.length > LONGEST) return undefined
  const [head = '', ...numbers] = text.split('.')
  const challenge = parseChallenge(head)
  const solutions = numbers.map((number) => (/^(0|[1-9a-z][0-9a-z]*)$/.test(number) ? Number.parseInt(number, 36) : Number.NaN))
  const ascends = solutions.every((solution, at) => solution < 2 ** 32 && solution > (solutions[at - 1] ?? -1))
  return challenge && solutions.length === SOLUTIONS && ascends ? { challenge, solutions } : undefined
}

/** The 28 bytes that are hashed for a solution, as hexadecimal digits. */
export const hashedText = (challenge: Challenge, solution: number): string => formatChallenge(challenge) + word(solution)

/**
 * Whether every solution solves the challenge: `SOLUTIONS` hashes at most, whatever was sent. That the challenge is the collector's own, made for this message and not over, is not asked here.
 * @param hash the first 32 bits of the SHA-256 of bytes, which are given as hexadecimal digits
 */
export const isSolved = ({ challenge, solutions }: Proof, hash: (hexadecimal: string) => number): boolean =>
  solutions.every((solution) => hash(hashedText(challenge, solution)) < challenge.threshold)
