/** The Data Package, unzipped and read as a reader would that knows nothing of us: by its descriptor. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Package } from 'datapackage'
import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import { anomalyRows } from '../../src/report/formats/anomaly-table.ts'
import { codebookOf } from '../../src/report/formats/codebook.ts'
import { countRows } from '../../src/report/formats/counts-table.ts'
import { dataPackage, dataPackageDescriptor } from '../../src/report/formats/data-package.ts'
import { indicatorRows } from '../../src/report/formats/indicator-table.ts'
import { notesText } from '../../src/report/formats/notes.ts'
import { reportJson } from '../../src/report/formats/report-json.ts'
import { DATA_PACKAGE_RULES } from './data-package-rules.ts'
import { computed, empty, handmade, ORIGIN, strong } from './fixture.ts'

const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(DATA_PACKAGE_RULES)

interface Field {
  readonly name: string
  readonly type: 'string' | 'number' | 'integer'
  readonly constraints?: { readonly minimum?: number; readonly maximum?: number }
}
interface Resource {
  readonly name: string
  readonly path: string
  readonly schema?: {
    readonly fields: readonly Field[]
    readonly primaryKey: readonly string[]
    readonly missingValues?: readonly string[]
  }
}

function open(report: typeof handmade) {
  const files = Object.fromEntries(
    Object.entries(unzipSync(dataPackage(report, ORIGIN))).map(([name, data]) => [name, strFromU8(data)]),
  )
  return { files, descriptor: JSON.parse(files['datapackage.json'] ?? '') as { resources: Resource[] } }
}

/** Table Schema's lexical forms. */
const INTEGER = /^[+-]?\d+$/
const NUMBER = /^[+-]?\d+(\.\d*)?(E[+-]?\d+)?$/

/** A table as typed values: null where the descriptor says that there is no value. Throws where a cell is not of its field's type. */
function tableOf(text: string, { fields, missingValues = [''] }: NonNullable<Resource['schema']>): Record<string, unknown>[] {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true })
  const [header, ...rows] = data
  expect(errors).toEqual([])
  expect(header).toEqual(fields.map(({ name }) => name))
  return rows.map((row) => {
    expect(row).toHaveLength(fields.length)
    return Object.fromEntries(
      fields.map(({ name, type, constraints }, at) => {
        const cell = row[at] ?? ''
        if (missingValues.includes(cell)) return [name, null]
        if (type === 'string') return [name, cell]
        expect(cell, name).toMatch(type === 'integer' ? INTEGER : NUMBER)
        const value = Number(cell)
        if (constraints?.minimum !== undefined) expect(value, name).toBeGreaterThanOrEqual(constraints.minimum)
        if (constraints?.maximum !== undefined) expect(value, name).toBeLessThanOrEqual(constraints.maximum)
        return [name, value]
      }),
    )
  })
}

describe.each([
  ['made by hand', handmade],
  ['computed from snapshots', computed],
  ['with a venue in strong mode', strong],
  ['of a wave of which nothing was released', empty],
])('the Data Package %s', (_, report) => {
  const { files, descriptor } = open(report)

  test('has a descriptor that follows the rules of Data Package 2.0', () => {
    validate(descriptor)
    expect(validate.errors ?? []).toEqual([])
  })

  test('holds every file that it names, once each, and no other', () => {
    const named = descriptor.resources.map(({ path }) => path)
    expect(Object.keys(files).sort()).toEqual(['datapackage.json', ...named].sort())
    expect(new Set(descriptor.resources.map(({ name }) => name)).size).toBe(named.length)
  })

  test('has tables whose every cell is of its field’s type or a missing value, with neither mark nor tags before them', () => {
    for (const { path, schema } of descriptor.resources) {
      if (!schema) continue
      expect(files[path]).not.toMatch(/^\uFEFF|^#/m)
      const rows = tableOf(files[path] ?? '', schema)
      expect(rows).toHaveLength(
        {
          'results.csv': indicatorRows(report),
          'counts.csv': countRows(report),
          'checks.csv': anomalyRows(report),
          'codebook.csv': codebookOf(report),
        }[path]?.length ?? -1,
      )
      // What tells rows apart is never missing, and does tell them apart.
      const keys = rows.map((row) => schema.primaryKey.map((name) => row[name]))
      for (const key of keys) expect(key).not.toContain(null)
      expect(new Set(keys.map((key) => key.join('\u0000'))).size).toBe(rows.length)
      for (const key of schema.primaryKey) expect(schema.fields.map(({ name }) => name)).toContain(key)
    }
  })

  test('opens in the library of the standard’s makers, which finds no fault and takes every row for what its schema says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'))
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      const opened = await Package.load(join(folder, 'datapackage.json'), { basePath: folder })
      expect([opened.valid, opened.errors]).toEqual([true, []])
      for (const resource of opened.resources) {
        const { path, schema } = descriptor.resources.find(({ name }) => name === resource.name) as Resource
        expect(resource.tabular).toBe(schema !== undefined)
        if (schema) expect(await resource.read({ keyed: true })).toEqual(tableOf(files[path] ?? '', schema))
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('has the report as JSON, and the notes', () => {
    expect(files['report.json']).toBe(reportJson(report, ORIGIN))
    expect(files['notes.txt']).toBe(notesText(report))
  })
})

describe('the Data Package', () => {
  test('reads a mark as no value, and a true 0 as 0', () => {
    const { files, descriptor } = open(handmade)
    const schema = descriptor.resources.find(({ name }) => name === 'results')?.schema
    if (!schema) throw new RangeError('results')
    const rows = tableOf(files['results.csv'] ?? '', schema)
    const row = (id: string) => rows.find(({ indicator }) => indicator === id)
    expect(row('scale:knowledge')).toMatchObject({ baseline: 42.8, n_baseline: 116, odds_ratio: null, p: 0.0000012 })
    expect(row('concept:debt')).toMatchObject({ baseline: null, n_baseline: null, endline: 100 })
    expect(row('scale:myths')).toMatchObject({ baseline: 0, baseline_low: null, test: null })
    expect(row('concept:would-ask')).toMatchObject({ odds_ratio: null, odds_ratio_low: 1.23, p: 1.2e-14, change: -8.2 })
  })

  test('is the same bytes for the same report, in any time zone', () => {
    const zone = process.env.TZ
    const made = ['UTC', 'America/Bogota', 'Asia/Tokyo'].map((name) => {
      process.env.TZ = name
      return Buffer.from(dataPackage(structuredClone(handmade), ORIGIN))
    })
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    for (const bytes of made) expect(made[0]?.equals(bytes)).toBe(true)
  })

  test('carries wave and date in its name', async () => {
    const [file] = await exportFiles(handmade, [], { origin: ORIGIN, formats: ['datapackage'] })
    expect(file).toMatchObject({ name: 'datapackage-second-2026-11-24.zip', type: 'application/zip' })
  })
})

describe('the rules notice', () => {
  const damages: [string, (descriptor: ReturnType<typeof dataPackageDescriptor>) => unknown][] = [
    ['a package without resources', (all) => ({ ...all, resources: [] })],
    ['a resource without a path', (all) => ({ ...all, resources: [{ ...all.resources[0], path: undefined }] })],
    ['a path out of the package', (all) => ({ ...all, resources: [{ ...all.resources[0], path: '../results.csv' }] })],
    ['a table without a schema', (all) => ({ ...all, resources: [{ ...all.resources[0], schema: undefined }] })],
    [
      'an unknown type of field',
      (all) => ({ ...all, resources: [{ ...all.resources[0], schema: { fields: [{ name: 'x', type: 'percent' }] } }] }),
    ],
    ['the profile of another version', (all) => ({ ...all, $schema: 'https://datapackage.org/profiles/1.0/datapackage.json' })],
    ['a day in place of a time', (all) => ({ ...all, created: '2026-11-24' })],
    ['a name with spaces', (all) => ({ ...all, name: 'Segunda ronda' })],
  ]
  test.each(damages)('%s', (_, damage) => {
    expect(validate(JSON.parse(JSON.stringify(damage(dataPackageDescriptor(handmade, ORIGIN)))))).toBe(false)
  })
})
