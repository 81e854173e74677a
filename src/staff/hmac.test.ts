import { createHmac, pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hmac, pbkdf2 } from './hmac.ts'
import { hexadecimal } from './sha-256.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('HMAC-SHA-256', () => {
  test.each([
    // RFC 4231, test cases 1, 2 and 6.
    [new Uint8Array(20).fill(0x0b), bytes('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [bytes('Jefe'), bytes('what do ya want for nothing?'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      new Uint8Array(131).fill(0xaa),
      bytes('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('gives what was published (%#)', (key, message, expected) => {
    expect(hexadecimal(hmac(key, message))).toBe(expected)
  })

  test('agrees with Node’s own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), fc.uint8Array({ maxLength: 200 }), (key, message) => {
        expect(hexadecimal(hmac(key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'))
      }),
    )
  })
})

describe('PBKDF2', () => {
  test('gives the first 32 bytes that were published', () => {
    // RFC 7914, section 11.
    expect(hexadecimal(pbkdf2(bytes('passwd'), bytes('salt'), 1))).toBe(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc',
    )
  })

  test('agrees with Node’s own over many rounds', () => {
    const node = pbkdf2Sync('4711', 'a salt', 500, 32, 'sha256').toString('hex')
    expect(hexadecimal(pbkdf2(bytes('4711'), bytes('a salt'), 500))).toBe(node)
  })
})
