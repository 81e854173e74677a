/**
 * Solves a challenge (proof.ts). SHA-256 (FIPS 180-4, section 6.2.2) of one block of 28 bytes, of which only the last four ever change and only the first four of the result are looked at. Made to be
 * small and quick: it is a kilobyte that a weak phone fetches and runs.
 */

/** Section 4.2.2: first 32 bits of the fractional parts of the cube roots of the first 64 primes; and section 5.3.3: of the square roots of the first eight. */
const k = new Int32Array(64)
const start = new Int32Array(8)
for (let number = 2, found = 0; found < 64; number++) {
  let factor = 2
  while (number % factor) factor++
  if (factor < number) continue
  start[found] = (number ** 0.5 % 1) * 2 ** 32
  k[found++] = (number ** (1 / 3) % 1) * 2 ** 32
}

const w = new Int32Array(64)

/** First 32 bits of the hash of the block in `w`. */
function hash(): number {
  // One by one: to take the array apart would go through its iterator, which takes three times as long as all the rest.
  let a = start[0] as number
  let b = start[1] as number
  let c = start[2] as number
  let d = start[3] as number
  let e = start[4] as number
  let f = start[5] as number
  let g = start[6] as number
  let h = start[7] as number
  for (let t = 0; t < 64; t++) {
    if (t > 15) {
      const far = w[t - 15] as number
      const near = w[t - 2] as number
      w[t] =
        (((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3)) +
        (((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10)) +
        (w[t - 16] as number) +
        (w[t - 7] as number)
    }
    const first =
      (h +
        (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        (g ^ (e & (f ^ g))) +
        (k[t] as number) +
        (w[t] as number)) |
      0
    const second = (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) | (c & (a | b)))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  return ((start[0] as number) + a) >>> 0
}

/**
 * The proof for a challenge; an empty text where the time is over first, or where it is no challenge or one that nothing solves.
 * @param challenge 48 hexadecimal digits
 * @param isOver asked every thousand tries, some milliseconds on a weak phone
 */
export function searchProof(challenge: string, isOver: () => boolean): string {
  for (let t = 0; t < 6; t++) w[t] = Number.parseInt(challenge.slice(8 * t, 8 * t + 8), 16)
  // Section 5.1.1: a 1 bit behind the 28 bytes, and their length in bits.
  w[7] = 1 << 31
  w[15] = 224
  const threshold = (w[0] as number) >>> 0
  let proof = challenge
  for (let number = 0, found = 0; threshold && (number % 1024 || !isOver()); number++) {
    w[6] = number
    if (hash() < threshold) {
      proof += `.${number.toString(36)}`
      if (++found > 7) return proof
    }
  }
  return ''
}
