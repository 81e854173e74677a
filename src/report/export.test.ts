import { describe, expect, test } from 'vitest'
import { readCsv } from '../../tests/csv.ts'
import { snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { exportFiles, LIMITS } from './export.ts'
import { NOT_ASKED, RESULTS_COLUMNS } from './formats/results-table.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import { WITHHELD_MARK } from './shown.ts'

const snapshots = [
  snapshotAt('terminal-norte', 40),
  snapshotAt('terminal-norte', 12, { number: 2, seed: 70 }),
  snapshotAt('mesa-norte', 11),
  snapshotAt('comparison', 20),
]
const files = exportFiles('second', snapshots, specimenCatalogue, '2026-11-24')
const textOf = (name: string): string => {
  const found = files.find((file) => file.name === name)
  if (!found) throw new RangeError(name)
  return found.text
}
const json = JSON.parse(textOf('results-second-2026-11-24.json')) as Record<string, unknown>

/** Every value inside, with the path to it. */
function* leaves(value: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) yield* leaves(part, `${path}/${name}`)
  else yield [path, value]
}

describe('an export', () => {
  test('has a table, a JSON file, and each snapshot as it was released', () => {
    expect(files.map(({ name }) => name)).toEqual([
      'results-second-2026-11-24.csv',
      'results-second-2026-11-24.json',
      'notes-second-2026-11-24.txt',
      'snapshots/second_specimen-1_terminal-norte_0001.json',
      'snapshots/second_specimen-1_terminal-norte_0002.json',
      'snapshots/second_specimen-1_mesa-norte_0001.json',
      'snapshots/second_specimen-1_comparison_0001.json',
    ])
    expect(JSON.parse(textOf('snapshots/second_specimen-1_terminal-norte_0002.json'))).toEqual(snapshots[1])
  })

  test('prints the gate’s settings and the limits with the results', () => {
    expect(json).toMatchObject({ settings: GATE_SETTINGS, limits: LIMITS, wave: { id: 'second' }, date: '2026-11-24' })
    expect(LIMITS.es).toHaveLength(LIMITS.en.length)
  })

  test('has a rectangular table under its header', () => {
    const [header, ...rows] = readCsv(textOf('results-second-2026-11-24.csv'))
    expect(header).toEqual([...RESULTS_COLUMNS])
    expect(rows.length).toBeGreaterThan(100)
    for (const row of rows) expect(row).toHaveLength(RESULTS_COLUMNS.length)
  })

  test('never writes a withheld figure as 0, blank or NaN: in the table it has a mark', () => {
    const rows = readCsv(textOf('results-second-2026-11-24.csv')).slice(1)
    const marks = new Set<string>(Object.values(WITHHELD_MARK))
    let withheld = 0
    for (const row of rows)
      for (const figure of row.slice(RESULTS_COLUMNS.indexOf('n'))) {
        expect(figure).not.toMatch(/^$|NaN|undefined|null|Infinity/)
        if (marks.has(figure)) withheld++
      }
    expect(withheld).toBeGreaterThan(10)
  })

  test('never writes a withheld figure as 0, blank or NaN: in JSON it is a reason and nothing else', () => {
    let withheld = 0
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('kind' in value && value.kind === 'withheld') {
        expect(Object.keys(value).sort()).toEqual(['kind', 'reason'])
        expect(Object.keys(WITHHELD_MARK)).toContain('reason' in value ? value.reason : undefined)
        withheld++
      }
      for (const part of Object.values(value)) walk(part)
    }
    walk(json)
    expect(withheld).toBeGreaterThan(10)
    for (const [path, value] of leaves(json)) expect([path, value]).not.toEqual([path, null])
  })

  test('has units without their tables: those stand in the snapshots', () => {
    for (const [path] of leaves(json)) expect(path).not.toContain('/tally')
  })

  test('holds no other wave’s snapshots', () => {
    const other = { ...snapshotAt('terminal-norte', 40), wave: 'first' }
    const both = exportFiles('second', [...snapshots, other], specimenCatalogue, '2026-11-24')
    expect(both).toEqual(files)
  })

  test('says its limits, its marks and the gate’s settings in a file of its own', () => {
    const notes = textOf('notes-second-2026-11-24.txt')
    for (const limit of [...LIMITS.es, ...LIMITS.en]) expect(notes).toContain(limit)
    for (const [name, value] of Object.entries(GATE_SETTINGS)) expect(notes).toContain(`${name}: ${value}`)
    for (const mark of [...Object.values(WITHHELD_MARK), NOT_ASKED]) expect(notes).toContain(`${mark}: `)
  })

  test('of a closed wave says what became of whom', () => {
    const rests = [{ wave: 'second', instrument: 'specimen@1', place: 'online', fate: 'given up' as const, people: 6 }]
    const closed = exportFiles('second', snapshots, specimenCatalogue, '2026-11-24', rests)
    expect(closed.find(({ name }) => name.startsWith('notes-'))?.text).toContain('specimen@1 online: given up, 6 people')
    expect(JSON.parse(closed[1]?.text ?? '')).toMatchObject({ closing: rests })
    expect(json).toMatchObject({ closing: 'open' })
  })

  test('of a wave without snapshots has a header and no rows', () => {
    const empty = exportFiles('first', [], specimenCatalogue, '2026-11-24')
    expect(empty.map(({ name }) => name)).toEqual([
      'results-first-2026-11-24.csv',
      'results-first-2026-11-24.json',
      'notes-first-2026-11-24.txt',
    ])
    expect(readCsv(empty[0]?.text ?? '')).toEqual([[...RESULTS_COLUMNS]])
  })

  test('of an unknown wave does not exist', () => {
    expect(() => exportFiles('third', [], specimenCatalogue, '2026-11-24')).toThrow('export: there is no wave third')
  })

  test('is the same bytes whoever asks', () => {
    expect(exportFiles('second', structuredClone(snapshots), specimenCatalogue, '2026-11-24')).toEqual(files)
  })
})
