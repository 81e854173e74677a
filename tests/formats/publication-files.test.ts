/** The open data of a publication, read as somebody would who knows nothing of us. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Package } from 'datapackage'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { MISSING_VALUES } from '../../src/report/formats/data-package.ts'
import { PUBLIC_COLUMNS, publishedRows } from '../../src/report/formats/public-table.ts'
import { publicationFile, publicNotes } from '../../src/report/formats/publication-files.ts'
import { isSealed, type Publication, publicationOf } from '../../src/report/publication.ts'
import { readCsv } from '../csv.ts'
import { sha256 } from '../released.ts'
import { DATA_PACKAGE_RULES } from './data-package-rules.ts'
import { computed } from './fixture.ts'

const ADDRESS = 'https://campaign.example/resultados/second/'
const publication = publicationOf(computed, 0, sha256)
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(DATA_PACKAGE_RULES)
const packed = Object.fromEntries(
  Object.entries(unzipSync(publicationFile('datapackage.zip', publication, ADDRESS) as Uint8Array)).map(([name, data]) => [
    name,
    strFromU8(data),
  ]),
)

test('the table has a row for each figure’s place, under a header and HXL tags', () => {
  const [header, tags, ...rows] = readCsv(String(publicationFile('results.csv', publication, ADDRESS)))
  expect(header).toEqual(PUBLIC_COLUMNS.map(({ name }) => name))
  expect(tags).toEqual(PUBLIC_COLUMNS.map(({ hxl }) => hxl))
  expect(rows).toHaveLength(publishedRows(publication).length)
  expect(rows.length).toBeGreaterThan(80)
})

test('the JSON is what was published, and its seal holds for whoever reads it', () => {
  const read = JSON.parse(String(publicationFile('results.json', publication, ADDRESS))) as Publication
  expect(read).toEqual(publication)
  expect(isSealed(read, sha256)).toBe(true)
})

describe('the Data Package', () => {
  test('keeps the rules of the standard', () => {
    validate(JSON.parse(packed['datapackage.json'] ?? ''))
    expect(validate.errors ?? []).toEqual([])
  })

  test('has every file that it names, and names every file that it has', () => {
    const { resources } = JSON.parse(packed['datapackage.json'] ?? '') as { resources: { path: string }[] }
    expect([...resources.map(({ path }) => path), 'datapackage.json'].sort()).toEqual(Object.keys(packed).sort())
  })

  test('is read by a library of others, table by table, with absences where marks stand', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'))
    for (const [name, text] of Object.entries(packed)) writeFileSync(join(folder, name), text)
    const opened = await Package.load(join(folder, 'datapackage.json'), { basePath: folder })
    expect([opened.valid, opened.errors]).toEqual([true, []])
    const rows = (await opened.resources.find(({ name }) => name === 'results')?.read({ keyed: true })) ?? []
    rmSync(folder, { recursive: true })
    expect(rows).toHaveLength(publishedRows(publication).length)
    const endline = rows.find(({ level, measure }) => level === 'overall' && measure === 'endline')
    expect(endline).toMatchObject({ n: 130, before: null })
  })

  test('explains each of its columns, marks and words in both languages', () => {
    const book = readCsv(packed['codebook.csv'] ?? '')
    const names = new Set(book.map(([part, , name]) => `${part} ${name}`))
    for (const { name } of PUBLIC_COLUMNS) expect(names.has(`column ${name}`), name).toBe(true)
    for (const mark of MISSING_VALUES.filter((value) => value !== '')) expect(names.has(`mark ${mark}`), mark).toBe(true)
    for (const { unit } of publishedRows(publication)) expect(names.has(`word ${unit.level}`), unit.level).toBe(true)
    for (const [, , name, , es, en] of book) expect(es && en, name).toBeTruthy()
  })

  test('is the same bytes for the same publication', () => {
    expect(publicationFile('datapackage.zip', publication, ADDRESS)).toEqual(
      publicationFile('datapackage.zip', publication, ADDRESS),
    )
  })
})

test('the notes say what was corrected, and what is lost', () => {
  const notes = publicNotes({
    ...publication,
    corrections: [{ date: '2026-12-24', reason: { es: 'Faltaba.', en: 'It was missing.' }, figures: [] }],
    release: { ...publication.release, missing: 2 },
  })
  expect(notes).toContain('2026-12-24: Faltaba. · It was missing. (0)')
  expect(notes).toContain('snapshots that are lost: 2')
  expect(notes).toContain('edition 2')
})
