import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../../../tests/csv.ts'
import { csvText } from './csv.ts'

describe('the CSV text', () => {
  test('begins with a byte order mark and ends each row with CR LF', () => {
    expect(
      csvText([
        ['a', 1],
        ['b', 2.5],
      ]),
    ).toBe('\uFEFFa,1\r\nb,2.5\r\n')
    expect(csvText([])).toBe('\uFEFF')
  })

  test('quotes commas, quotes and line breaks, and doubles quotes (RFC 4180, section 2)', () => {
    expect(csvText([['a,b', 'say "no"', 'two\r\nlines', 'one\nline', 'plain']])).toBe(
      '\uFEFF"a,b","say ""no""","two\r\nlines","one\nline",plain\r\n',
    )
  })

  test('is read back as it was written', () => {
    const cells = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z",\r\n; ]{0,12}$/))
      .filter((cell) => !/^[=+\-@\t\r]/.test(cell))
    fc.assert(
      fc.property(fc.array(fc.array(cells, { minLength: 2, maxLength: 6 }), { maxLength: 6 }), (rows) => {
        expect(readCsv(csvText(rows))).toEqual(rows)
      }),
    )
  })

  test('keeps the accents of Spanish', () => {
    expect(readCsv(csvText([['Bogotá', 'niña', '¿sí?']]))).toEqual([['Bogotá', 'niña', '¿sí?']])
  })
})

describe('a cell', () => {
  test.each(['=1+1', '+57 1', '-rm', '@sum', '\tx', '\rx', '=HYPERLINK("x")', '-1-1', '+1', '-', '=', '-1e5', '--1'])(
    'that a spreadsheet would run as a formula gets an apostrophe: %j',
    (cell) => {
      expect(readCsv(csvText([[cell, 'x']]))).toEqual([[`'${cell}`, 'x']])
    },
  )

  test('never begins as a formula unless it is a number', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const [[read = ''] = []] = readCsv(csvText([[cell, 'x']]))
        expect(/^[=+\-@\t\r]/.test(read) && !/^-?\d+(\.\d+)?$/.test(read)).toBe(false)
      }),
    )
  })

  test.each(['-5', '-0.5', '12', '-12.25'])('that is a plain number stays one: %s', (cell) => {
    expect(readCsv(csvText([[cell, 'x']]))).toEqual([[cell, 'x']])
  })

  test('of a number is written without loss, a negative one too', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const [[read = ''] = []] = readCsv(csvText([[number, 'x']]))
        expect(Number(read)).toBe(number === 0 ? 0 : number)
      }),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'is never %d: an absence has to be named',
    (number) => {
      expect(() => csvText([['share', number]])).toThrow(RangeError)
      expect(() => csvText([[number]])).toThrow('is no figure; an absence has to be named')
    },
  )
})
