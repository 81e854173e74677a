/** The workbook, read back from its own XML. */
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import { MARKS } from '../../src/report/formats/figures.ts'
import { type Language, type Sheet, workbookOf } from '../../src/report/formats/workbook.ts'
import { xlsxBytes } from '../../src/report/formats/xlsx.ts'
import { STEP_WORDS } from '../../src/report/icat/steps.ts'
import { computed, DATE, empty, HOSTILE, handmade, ORIGIN } from './fixture.ts'
import { type OpenedCell, type OpenedSheet, openXlsx } from './opened.ts'

const opened = async (report: typeof handmade, language: Language) => openXlsx(await xlsxBytes(workbookOf(report, language), DATE))
const marks = new Set<unknown>(MARKS.map(({ mark }) => mark))

const sheets: Readonly<Record<Language, OpenedSheet[]>> = {
  es: await opened(handmade, 'es'),
  en: await opened(handmade, 'en'),
}

function cellAt(sheet: OpenedSheet | undefined, heading: string, isRow: (row: readonly (OpenedCell | undefined)[]) => boolean) {
  const [head = [], ...rows] = sheet?.rows ?? []
  const at = head.findIndex((cell) => cell?.value === heading)
  if (at < 0) throw new RangeError(`no column ${heading}`)
  return rows.find(isRow)?.[at]
}

const has = (value: string) => (row: readonly (OpenedCell | undefined)[]) => row.some((cell) => cell?.value === value)

describe('a workbook', () => {
  test('has a sheet for each ICAT step, and counts, quality, codebook, limits, what was odd and snapshots, in its language', () => {
    expect(sheets.es.map(({ name }) => name)).toEqual([
      'Léeme',
      ...[1, 2, 3, 4, 5].map((step) => `${step} ${STEP_WORDS[step as 1].title.es}`),
      'Cuentas',
      'Calidad',
      'Libro de códigos',
      'Límites y ajustes',
      'Algo raro',
      'Publicaciones',
    ])
    expect(sheets.en.map(({ name }) => name)).toContain('5 What changed')
    expect(sheets.en.at(-1)?.name).toBe('Snapshots')
  })

  test('has names that Excel takes: unique, up to 31 characters, none of []/\\:*?', () => {
    for (const language of ['es', 'en'] as const) {
      const names = sheets[language].map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[^[\]/\\:*?]{1,31}$/)
    }
  })

  test('keeps the header in sight, gives each column a width, and wraps texts', () => {
    for (const sheet of sheets.es) {
      const [head = []] = sheet.rows
      expect(sheet.frozen, sheet.name).toMatchObject({ rows: 1, columns: expect.any(Number) })
      expect(sheet.widths, sheet.name).toHaveLength(head.length)
      for (const cell of head) expect(cell).toMatchObject({ value: expect.stringMatching(/\S/), isWrapped: true })
    }
    expect(sheets.es[5]?.frozen.columns).toBe(2)
    expect(cellAt(sheets.es[5], 'Frase lista para pegar', has('scale:knowledge'))?.isWrapped).toBe(true)
  })

  test('writes percent as real percent, and points with their sign', () => {
    const isKnowledge = has('scale:knowledge')
    expect(cellAt(sheets.es[5], 'Antes %', isKnowledge)).toMatchObject({ value: 0.428, format: '0.0%' })
    expect(cellAt(sheets.en[5], 'After %, 95% from', isKnowledge)).toMatchObject({ value: 0.567, format: '0.0%' })
    expect(cellAt(sheets.en[5], 'Change (points)', isKnowledge)).toMatchObject({ value: 18.5, format: '+0.0;-0.0;0.0' })
    expect(cellAt(sheets.en[2], 'Change (points)', has('concept:would-ask'))?.value).toBe(-8.2)
    expect(cellAt(sheets.en[5], 'n first', isKnowledge)).toMatchObject({ value: 116, format: '#,##0' })
    expect(cellAt(sheets.en[5], 'p', isKnowledge)).toMatchObject({ value: 0.0000012, format: 'General' })
  })

  test('writes a mark as text, which no sum takes for 0', () => {
    const isDebt = has('concept:debt')
    expect(cellAt(sheets.es[5], 'Antes %', isDebt)?.value).toBe('<5')
    expect(cellAt(sheets.es[5], 'n primera', isDebt)?.value).toBe('<10')
    expect(cellAt(sheets.es[3], 'Antes %', has('barrier:shy'))?.value).toBe('held')
    expect(cellAt(sheets.es[2], 'OR', has('concept:would-ask'))?.value).toBe('unbounded')
  })

  test('says which action or barrier an indicator informs, by its name', () => {
    expect(cellAt(sheets.en[2], 'Informs', has('concept:would-ask'))?.value).toBe('ask (en)')
    expect(cellAt(sheets.es[3], 'Sirve para', has('barrier:shy'))?.value).toBe('shy (es)')
  })

  test('has for step 4 the pathways, what is tested of them and what is not', () => {
    const [, first = [], second = []] = sheets.en[4]?.rows ?? []
    const values = (row: readonly (OpenedCell | undefined)[]) => row.map((cell) => cell?.value)
    expect(values(first)).toContain('tested here')
    expect(values(first)).toContain('ask (en)')
    expect(values(first)).toContain('opened (en). seen (en)')
    expect(values(first)).toContain('concept:would-ask')
    expect(values(second)).toEqual(expect.arrayContaining(['assumed', 'not asked']))
  })

  test('keeps a hostile name as text, less the control character that XML cannot hold', () => {
    expect(cellAt(sheets.es[5], 'De quiénes', has('scale:knowledge'))?.value).toBe(HOSTILE.replace('\u0001', ''))
  })

  test('explains each of its columns, marks and indicators in the codebook', () => {
    const book = new Set(sheets.es[8]?.rows.map((row) => row[2]?.value))
    for (const name of ['baseline_low', 'odds_ratio', 'held', 'no-variance', 'margins', 'scale:knowledge', 'would-ask'])
      expect(book.has(name), name).toBe(true)
  })

  test('prints limits and the gate’s settings, and what became of whom at the close', () => {
    const says = sheets.en[9]?.rows.map((row) => `${row[0]?.value} ${row[1]?.value}`).join('\n') ?? ''
    for (const limit of handmade.limits.en) expect(says).toContain(limit)
    for (const [name, value] of Object.entries(handmade.settings)) expect(says).toContain(`gate: ${name} ${value}`)
    expect(says).toContain('specimen@1 online given up: 6 people')
  })

  test('says of a flag what was seen, how rarely, what may explain it and what to do, and gives no figure of what is no flag', () => {
    const odd = sheets.en[10]
    const order = has('place-0')
    expect(cellAt(odd, 'Seen %', order)).toMatchObject({ value: 0.7, format: '0.0%' })
    expect(cellAt(odd, 'By chance, under', order)?.value).toBe(0.0001)
    expect(cellAt(odd, 'In words', order)?.value).toContain('about 70% began with form A, and the draw should give 50%')
    expect(cellAt(odd, 'What may explain it', order)?.value).toContain('leave it halfway')
    expect(cellAt(odd, 'What to do', order)?.value).toContain('Ask at the place')
    expect(cellAt(odd, 'Hours', has('place-4'))?.value).toBe(2)
    expect(cellAt(odd, 'Seen %', has('place-1'))?.value).toBe('not asked')
    for (const place of ['place-2', 'place-3'])
      for (const heading of ['Seen %', 'Expected %', 'Hours', 'By chance, under', 'What may explain it', 'What to do'])
        expect(cellAt(odd, heading, has(place))?.value, heading).toBe('not asked')
    expect(cellAt(odd, 'Finding', has('place-2'))?.value).toBe('too-few')
  })

  test('is the same bytes for the same report', async () => {
    const again = await xlsxBytes(workbookOf(structuredClone(handmade), 'es'), DATE)
    expect(Buffer.compare(again, await xlsxBytes(workbookOf(handmade, 'es'), DATE))).toBe(0)
  })

  test('of a wave of which nothing was released has every sheet, and headers alone', async () => {
    const found = await opened(empty, 'en')
    expect(found).toHaveLength(12)
    for (const at of [1, 2, 3, 5, 6]) expect(found[at]?.rows, found[at]?.name).toHaveLength(1)
  })

  test('refuses a number that is none', async () => {
    const bad: Sheet = { name: 'x', columns: [{ heading: 'x', width: 9, unit: 'percent' }], rows: [[Number.NaN]], fixedColumns: 1 }
    await expect(xlsxBytes([bad], DATE)).rejects.toThrow('is no figure; an absence has to be named')
  })

  test('of the computed report has nothing but numbers and marks in its columns of numbers', async () => {
    for (const language of ['es', 'en'] as const) {
      const model = workbookOf(computed, language)
      const found = await opened(computed, language)
      let numbers = 0
      for (const [at, sheet] of model.entries())
        for (const row of found[at]?.rows.slice(1) ?? [])
          for (const [column, { unit, heading }] of sheet.columns.entries()) {
            const value = row[column]?.value
            if (typeof value === 'number') numbers++
            if (unit !== 'text' && typeof value !== 'number')
              expect(marks.has(value), `${sheet.name}, ${heading}: ${value}`).toBe(true)
          }
      expect(numbers).toBeGreaterThan(2000)
    }
  })
})

test('both workbooks carry language, wave and date in their names', async () => {
  const files = await exportFiles(handmade, [], { origin: ORIGIN, formats: ['xlsx'] })
  expect(files.map(({ name }) => name)).toEqual(['report-es-second-2026-11-24.xlsx', 'report-en-second-2026-11-24.xlsx'])
})
