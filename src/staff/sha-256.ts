/**
 * SHA-256 (FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2). Browsers have one of their own in secure contexts only,
 * and a kiosk or a round table's laptop is often opened over plain http. For checking files that are not secret; nothing here keeps time constant.
 */

/** First 32 bits of the fractional part of a root of `prime`. */
const fraction = (prime: number, root: number): number => ((prime ** (1 / root) % 1) * 2 ** 32) >>> 0

const PRIMES: readonly number[] = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, index) => index + 2).some((factor) => n % factor === 0),
)

/** Section 4.2.2: cube roots of the first 64 primes. Section 5.3.3: square roots of the first eight. */
const K = Uint32Array.from(PRIMES.slice(0, 64), (prime) => fraction(prime, 3))
const START = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2))

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** Of a text's UTF-8 bytes, as hexadecimal. */
export const sha256 = (text: string): string => hexadecimal(sha256Bytes(new TextEncoder().encode(text)))

export const hexadecimal = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Of any bytes: 32 bytes. */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  // Section 5.1.1: a 1 bit, zeros, and the length in bits, to a multiple of 64 bytes.
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(padded.length - 4, bytes.length << 3)

  const state = Uint32Array.from(START)
  const w = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getUint32(block + 4 * t)
    for (let t = 16; t < 64; t++) w[t] = scheduled(w, t)
    compress(state, w)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (const [index, word] of state.entries()) digest.setUint32(4 * index, word)
  return new Uint8Array(digest.buffer)
}

/** σ₁(W[t−2]) + W[t−7] + σ₀(W[t−15]) + W[t−16]; the array cuts the sum to 32 bits. */
function scheduled(w: Uint32Array, t: number): number {
  const [near, far] = [w[t - 2] as number, w[t - 15] as number]
  const sigma1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)
  const sigma0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)
  return sigma1 + (w[t - 7] as number) + sigma0 + (w[t - 16] as number)
}

/** Section 6.2.2, steps 2 to 4. */
function compress(state: Uint32Array, w: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g)
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (K[t] as number) + (w[t] as number)) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] as number) + word
}
