import { describe, expect, test } from 'vitest'
import { readVenueTable } from './venue-table.ts'

const read = (text: string) => readVenueTable(new TextEncoder().encode(text))
const HEAD = 'id,name_es,name_en,kind,city,audience'
const ROW = 'terminal-cali,Terminal de Cali,Cali bus terminal,terminal,Cali,travellers'
const cali = {
  id: 'terminal-cali',
  nameEs: 'Terminal de Cali',
  nameEn: 'Cali bus terminal',
  kind: 'terminal',
  city: 'Cali',
  audience: 'travellers',
}

describe('a table', () => {
  test.each([
    ['commas', `${HEAD}\n${ROW}\n`],
    ['semicolons, as a spreadsheet in Spanish writes them', `${HEAD}\n${ROW}`.replaceAll(',', ';')],
    ['tabs and a byte-order mark', `\uFEFF${HEAD}\r\n${ROW}\r\n`.replaceAll(',', '\t')],
    [
      'columns in another order',
      `city,id,kind,name_en,name_es,audience\nCali,terminal-cali,terminal,Cali bus terminal,Terminal de Cali,travellers`,
    ],
  ])('with %s gives its rows', (_, text) => {
    expect(read(text)).toEqual({ ok: true, rows: [{ line: 2, draft: cali }] })
  })

  test('of registrations gives aircraft, and a name that is filled in stands', () => {
    expect(read('registration\nHK-4521\nHK-4522\n')).toMatchObject({
      ok: true,
      rows: [
        { line: 2, draft: { id: 'hk-4521', nameEs: 'Avión HK-4521', kind: 'flight', city: 'none', audience: 'travellers' } },
        { line: 3, draft: { id: 'hk-4522' } },
      ],
    })
    expect(read('registration,name_es\nHK-4521,El cóndor\nHK-4522,\n')).toMatchObject({
      rows: [{ draft: { nameEs: 'El cóndor' } }, { draft: { nameEs: 'Avión HK-4522' } }],
    })
  })

  test('counts its lines as an editor does: empty ones too, and texts of several lines', () => {
    const read3 = read(`${HEAD}\n\n"a","x\ny",b,c,d,e\n${ROW}\n`)
    expect(read3.ok && read3.rows.map(({ line }) => line)).toEqual([3, 5])
  })

  test.each([
    ['', 1, 'the file is empty'],
    ['\n\n', 1, 'the file is empty'],
    [`${HEAD}\n`, 1, 'there is no row under the head'],
    [`\n${HEAD},extra\n${ROW}`, 2, 'there is no column "extra"'],
    [`${HEAD},id\n${ROW}`, 1, 'the column id stands twice'],
    [`id,name_es,name_en,kind,city\na,b,c,d,e`, 1, 'the column audience is missing'],
    [`${HEAD}\n${ROW},more`, 2, 'there are more than 6 cells'],
    [`${HEAD}\n${ROW}\n"open,b,c,d,e,f`, 3, 'Quoted field unterminated'],
  ])('%j is refused with line and reason', (text, line, reason) => {
    expect(read(text)).toEqual({ ok: false, faults: [{ line, reason: expect.stringContaining(reason) }] })
  })

  test('in another encoding is refused, and told how to save it', () => {
    expect(readVenueTable(Buffer.from(`${HEAD}\nx,Bogot\u00e1,b,c,d,e`, 'latin1'))).toEqual({
      ok: false,
      faults: [{ line: 1, reason: expect.stringContaining('UTF-8') }],
    })
  })
})
