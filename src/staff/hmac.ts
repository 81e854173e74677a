/**
 * HMAC-SHA-256 (RFC 2104) and the PBKDF2 that is built on it (RFC 8018, section 5.2, one block of 32 bytes), for pages that stand on plain http, where
 * browsers keep their own to themselves. Nothing here keeps time constant.
 */
import { sha256Bytes } from './sha-256.ts'

const BLOCK = 64

export function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(BLOCK)
  padded.set(key.length > BLOCK ? sha256Bytes(key) : key)
  const under = (mask: number, bytes: Uint8Array) => {
    const joined = new Uint8Array(BLOCK + bytes.length)
    joined.set(padded.map((byte) => byte ^ mask))
    joined.set(bytes, BLOCK)
    return sha256Bytes(joined)
  }
  return under(0x5c, under(0x36, message))
}

/** A password stretched by `rounds`, which makes each guess that much dearer. */
export function pbkdf2(password: Uint8Array, salt: Uint8Array, rounds: number): Uint8Array {
  const first = new Uint8Array(salt.length + 4)
  first.set(salt)
  first[salt.length + 3] = 1
  let last = hmac(password, first)
  const sum = last.slice()
  for (let round = 1; round < rounds; round++) {
    last = hmac(password, last)
    for (const [index, byte] of last.entries()) sum[index] = (sum[index] as number) ^ byte
  }
  return sum
}
