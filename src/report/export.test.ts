import { describe, expect, test } from 'vitest'
import { DATE, handmade, ORIGIN } from '../../tests/formats/fixture.ts'
import { snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { EXPORT_FORMATS, type ExportFile, exportFiles, LIMITS } from './export.ts'
import { MARKS } from './formats/figures.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import { reportOf } from './report.ts'

const snapshots = [
  snapshotAt('terminal-norte', 40),
  snapshotAt('terminal-norte', 12, { number: 2, seed: 70 }),
  snapshotAt('mesa-norte', 11),
  snapshotAt('comparison', 20),
]
const report = reportOf({ wave: 'second', snapshots, catalogue: specimenCatalogue, date: DATE })
const files = await exportFiles(report, snapshots, { origin: ORIGIN })
const bytesOf = ({ data }: ExportFile): Buffer => Buffer.from(data as string)
const textOf = (name: string, among: readonly ExportFile[] = files): string => {
  const found = among.find((file) => file.name === name)
  if (!found) throw new RangeError(name)
  return String(found.data)
}

describe('an export', () => {
  test('has every format, each file named by wave and date, and each snapshot as it was released', () => {
    expect(files.map(({ name }) => name)).toEqual([
      'results-second-2026-11-24.csv',
      'counts-second-2026-11-24.csv',
      'checks-second-2026-11-24.csv',
      'report-es-second-2026-11-24.xlsx',
      'report-en-second-2026-11-24.xlsx',
      'report-second-2026-11-24.json',
      'datapackage-second-2026-11-24.zip',
      'iati-second-2026-11-24.xml',
      'notes-second-2026-11-24.txt',
      'public-second-2026-11-24.csv',
      'snapshots/second_specimen-1_terminal-norte_0001.json',
      'snapshots/second_specimen-1_terminal-norte_0002.json',
      'snapshots/second_specimen-1_mesa-norte_0001.json',
      'snapshots/second_specimen-1_comparison_0001.json',
    ])
    expect(JSON.parse(textOf('snapshots/second_specimen-1_terminal-norte_0002.json'))).toEqual(snapshots[1])
  })

  test('has names that every file system takes, none of them twice', () => {
    for (const { name } of files) expect(name).toMatch(/^(snapshots\/)?[\w.-]+$/)
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
  })

  test('has a media type for each file, and bytes that begin as its format does', () => {
    const beginnings: Readonly<Record<string, string>> = {
      'text/csv;charset=utf-8': '\uFEFFwave,',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'PK\u0003\u0004',
      'application/zip': 'PK\u0003\u0004',
      'application/json': '{',
      'application/xml': '<?xml version="1.0" encoding="UTF-8"?>',
      'text/plain;charset=utf-8': 'second (es)',
    }
    for (const file of files) {
      expect(Object.keys(beginnings)).toContain(file.type)
      expect(
        bytesOf(file)
          .toString('utf8')
          .startsWith(beginnings[file.type] ?? 'x'),
        file.name,
      ).toBe(true)
    }
  })

  test.each(EXPORT_FORMATS)('can be of one format alone: %s', async (format) => {
    const some = await exportFiles(report, snapshots, { origin: ORIGIN, formats: [format] })
    expect(some.length).toBeGreaterThan(0)
    const all = new Map(files.map((file) => [file.name, bytesOf(file)]))
    for (const file of some) expect(all.get(file.name)?.equals(bytesOf(file)), file.name).toBe(true)
  })

  test('holds no other wave’s snapshots', async () => {
    const other = { ...snapshotAt('terminal-norte', 40), wave: 'first' }
    const names = (await exportFiles(report, [...snapshots, other], { origin: ORIGIN, formats: ['snapshots'] })).map(
      ({ name }) => name,
    )
    expect(names).toHaveLength(4)
    for (const name of names) expect(name).toContain('/second_')
  })

  test('says its limits, its marks and the gate’s settings in a file of its own', () => {
    const notes = textOf('notes-second-2026-11-24.txt')
    for (const limit of [...LIMITS.es, ...LIMITS.en]) expect(notes).toContain(limit)
    for (const [name, value] of Object.entries(GATE_SETTINGS)) expect(notes).toContain(`${name}: ${value}`)
    for (const { mark } of MARKS) expect(notes).toContain(`\n${mark}: `)
    expect(notes).toContain('open wave')
  })

  test('of a closed wave says what became of whom', async () => {
    const closed = await exportFiles(handmade, [], { origin: ORIGIN, formats: ['notes', 'json'] })
    expect(textOf('notes-second-2026-11-24.txt', closed)).toContain('specimen@1 online: given up, 6 people')
    expect(JSON.parse(textOf('report-second-2026-11-24.json', closed))).toMatchObject({ closing: handmade.closing })
  })

  test('gives a tally in the snapshots and nowhere else', () => {
    for (const { name, type, data } of files)
      if (!name.startsWith('snapshots/') && type !== 'application/zip' && typeof data === 'string')
        expect(data, name).not.toMatch(/"tally"|n:(AB|BA|pooled):/)
  })

  test('of a wave without snapshots has the files and no figures', async () => {
    const empty = await exportFiles(reportOf({ wave: 'first', snapshots: [], catalogue: specimenCatalogue, date: DATE }), [], {
      origin: ORIGIN,
    })
    expect(empty).toHaveLength(10)
    expect(textOf('results-first-2026-11-24.csv', empty).trim().split('\r\n')).toHaveLength(2)
  })

  test('is the same bytes whoever asks', async () => {
    const again = await exportFiles(structuredClone(report), structuredClone(snapshots), { origin: ORIGIN })
    expect(again.map(({ name }) => name)).toEqual(files.map(({ name }) => name))
    for (const [at, file] of again.entries()) expect(bytesOf(file).equals(bytesOf(files[at] as ExportFile)), file.name).toBe(true)
  })

  test('gives nothing where one of its formats cannot be made', async () => {
    await expect(exportFiles(report, snapshots, { origin: 'no address' })).rejects.toThrow()
  })
})
