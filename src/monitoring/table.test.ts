import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { asCount, asDate, asPositiveCount, asText, type Columns, readTable } from './table.ts'

interface Row {
  readonly city: string
  readonly cases: number
  readonly on?: string
}
const columns = {
  city: { names: ['city', 'ciudad'], required: true, read: asText },
  cases: { names: ['cases', 'casos'], required: true, read: asCount },
  on: { names: ['extracted_on'], required: false, read: asDate },
} as Columns<Row>

const mistakesOf = (text: string) => {
  const table = readTable<Row>(text, columns)
  return table.kind === 'refused' ? table.mistakes.map(({ line, column, reason }) => `${line} ${column} ${reason}`) : []
}

describe('a table that people filled in', () => {
  test('is read by the names of its columns, in any order, case, language and separator, with other columns passed over', () => {
    const expected = {
      kind: 'read',
      rows: [
        { line: 2, city: 'Cali', cases: 7 },
        { line: 3, city: 'Neiva', cases: 0, on: '2018-07-01' },
      ],
    }
    expect(readTable(`city,cases,extracted_on\nCali,7,\nNeiva,0,2018-07-01\n`, columns)).toEqual(expected)
    expect(readTable(`\uFEFFEXTRACTED ON;Nota;Casos;Ciudad\r\n;x;7;Cali\r\n2018-07-01;y;0;"Neiva"\r\n;;;\r\n`, columns)).toEqual(
      expected,
    )
  })

  test('is refused with every mistake, by line and column, and gives no row', () => {
    expect(mistakesOf('city,cases\nCali,7\n,x\nNeiva,-1,2\nPasto,1.5\n')).toEqual([
      '3 city value-missing',
      '3 cases not-a-count',
      '4  cells-too-many',
      '4 cases not-a-count',
      '5 cases not-a-count',
    ])
    expect(mistakesOf('city,City,n\nCali,Cali,1\n')).toEqual(['1 city column-twice', '1 cases column-missing'])
    expect(mistakesOf('')).toEqual(['1 city column-missing', '1 cases column-missing'])
    expect(mistakesOf('city,cases\n')).toEqual(['1  no-rows'])
    expect(mistakesOf('city,cases,extracted_on\nCali,1,2018-02-29\nCali,1,18-02-01')).toEqual([
      '2 extracted_on not-a-date',
      '3 extracted_on not-a-date',
    ])
  })

  test('counts lines as an editor does, where a cell runs over several', () => {
    expect(mistakesOf('city,cases\n"Cali\nValle",7\nNeiva,x\n')).toEqual(['4 cases not-a-count'])
  })

  test('comes back as it was written, whatever stands in its cells', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((s) => s.trim())
      .filter((s) => s !== '' && !s.includes('\u0000'))
    fc.assert(
      fc.property(fc.array(fc.record({ city: text, cases: fc.nat(1e9) }), { minLength: 1, maxLength: 20 }), (rows) => {
        const written = Papa.unparse(rows, { newline: '\r\n' })
        expect(readTable<Row>(written, columns)).toMatchObject({ kind: 'read', rows })
      }),
    )
  })

  test('takes no prosecutors for a mistake', () => {
    expect(asPositiveCount('0')).toEqual({ reason: 'not-positive' })
    expect(asPositiveCount('3')).toEqual({ value: 3 })
  })
})
