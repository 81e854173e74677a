import fc from 'fast-check'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { QUIET, qrCode } from './qr-code.ts'

/** Draws a path of rectangles, four pixels a module. */
function drawn({ side, path }: ReturnType<typeof qrCode>): { pixels: Uint8ClampedArray; size: number; dark: boolean[][] } {
  const dark = Array.from({ length: side }, () => Array.from({ length: side }, () => false))
  for (const [, x = '', y = '', run = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let at = Number(x); at < Number(x) + Number(run); at++) {
      const row = dark[Number(y)]
      if (row) row[at] = true
    }
  const size = side * 4
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) if (dark[y >> 2]?.[x >> 2]) pixels.set([0, 0, 0], (y * size + x) * 4)
  return { pixels, size, dark }
}

const code = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,14})?$/),
    fc.integer({ min: 1, max: 9999 }),
    fc.stringMatching(/^[0-9a-z]{12}$/),
  )
  .map(([venue, epoch, tag]) => `https://esoescuento.org/en/q/#${venue}.${epoch}.${tag}`)

test('the path of an address is read as that address', () => {
  fc.assert(
    fc.property(code, (address) => {
      const { pixels, size } = drawn(qrCode(address, 60))
      expect(jsQR(pixels, size, size)?.data).toBe(address)
    }),
    { numRuns: 30 },
  )
})

test.each([
  [58, 41],
  [59, 49],
  [64, 49],
  [65, 49],
  [84, 49],
  [85, 53],
])(
  'an address of %i letters has a code of %i modules at 60 mm: never 45, whose very middle is a pattern that readers need',
  (letters, modules) => {
    const address = 'https://esoescuento.org/q/#'.padEnd(letters, 'x')
    const code = qrCode(address, 60)
    expect(code.side - 2 * QUIET).toBe(modules)
    const { pixels, size } = drawn(code)
    expect(jsQR(pixels, size, size)?.data).toBe(address)
  },
)

test('where the next size would have modules under a millimetre, 45 modules stay', () => {
  const address = 'https://esoescuento.org/q/#'.padEnd(60, 'x')
  expect([50, 56, 57, 58].map((width) => qrCode(address, width).side - 2 * QUIET)).toEqual([45, 45, 49, 49])
})

test('what was 45 modules is read with 15 % of it, in the very middle, turned into its opposite', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-z-]{32,37}$/), (rest) => {
      const address = `https://esoescuento.org/q/#${rest}`
      const { pixels, size } = drawn(qrCode(address, 60))
      // At worst: a reader that guesses has half of what is covered right.
      const half = ((size - 8 * QUIET) * Math.sqrt(0.15)) / 2
      const isCovered = (at: number) => Math.abs(at + 0.5 - size / 2) < half
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++)
          if (isCovered(x) && isCovered(y))
            for (let channel = 0; channel < 3; channel++) {
              const at = (y * size + x) * 4 + channel
              pixels[at] = 255 - (pixels[at] ?? 0)
            }
      expect(jsQR(pixels, size, size)?.data).toBe(address)
    }),
    { numRuns: 8 },
  )
})

test('four modules round it are white', () => {
  const { dark } = drawn(qrCode('https://esoescuento.org/q/#terminal-bogota.1.9f2k7c3m1x0q', 60))
  const isEdge = (at: number) => at < QUIET || at >= dark.length - QUIET
  expect(dark.flatMap((row, y) => row.filter((isDark, x) => isDark && (isEdge(x) || isEdge(y))))).toEqual([])
  expect(dark[QUIET]?.[QUIET]).toBe(true)
})

test('an address longer than a code can be is refused', () => {
  expect(() => qrCode(`https://esoescuento.org/${'x'.repeat(3000)}`, 60)).toThrow()
})
