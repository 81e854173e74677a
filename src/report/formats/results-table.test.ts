import { describe, expect, test } from 'vitest'
import { snapshotAt } from '../../../tests/released.ts'
import { specimenCatalogue, specimenInstrument } from '../../../tests/specimen.ts'
import { key } from '../../tally/keys.ts'
import { resultsOf } from '../results.ts'
import { WITHHELD_MARK } from '../shown.ts'
import { type Unit, unitsOf } from '../views.ts'
import type { Cell } from './csv.ts'
import { NOT_ASKED, RESULTS_COLUMNS, resultRows } from './results-table.ts'

const units = unitsOf(
  [snapshotAt('terminal-norte', 60), snapshotAt('mesa-norte', 11), snapshotAt('comparison', 30)],
  specimenCatalogue,
)
const rows = resultRows('second', specimenInstrument, units)
type Column = (typeof RESULTS_COLUMNS)[number]
const cell = (row: readonly Cell[], column: Column): Cell => row[RESULTS_COLUMNS.indexOf(column)] ?? ''

function rowOf(unit: string, measure: string): readonly Cell[] {
  const found = rows.find((row) => cell(row, 'unit') === unit && cell(row, 'measure') === measure)
  if (!found) throw new RangeError(`${unit} ${measure}`)
  return found
}

describe('the results table', () => {
  test('has a row for each unit and measure, each as long as the header', () => {
    const { concepts, barriers } = specimenInstrument
    expect(rows).toHaveLength(units.length * (3 + 4 + concepts.length + barriers.length))
    for (const row of rows) expect(row).toHaveLength(RESULTS_COLUMNS.length)
  })

  test('has no blank figure, no 0 for what is withheld and no NaN', () => {
    const marks = new Set<Cell>([...Object.values(WITHHELD_MARK), NOT_ASKED, 'no interval', 'pairs', 'margins'])
    const first = RESULTS_COLUMNS.indexOf('n')
    for (const row of rows)
      for (const figure of row.slice(first))
        expect(typeof figure === 'number' ? Number.isFinite(figure) : marks.has(figure)).toBe(true)
  })

  test('gives shares in percent to one decimal, with their limits', () => {
    const unit = units.find(({ level, id }) => level === 'leaf' && id === 'terminal-norte') as Unit
    for (const result of resultsOf(unit.tally, specimenInstrument).concepts) {
      const row = rowOf('terminal-norte', result.concept)
      if (result.before.kind === 'withheld') expect(cell(row, 'before')).toBe(WITHHELD_MARK[result.before.reason])
      else {
        expect(cell(row, 'before')).toBe(Number((result.before.value.share * 100).toFixed(1)))
        expect(cell(row, 'before_low')).toBe(Number((result.before.value.low * 100).toFixed(1)))
        expect(cell(row, 'before_high')).toBe(Number((result.before.value.high * 100).toFixed(1)))
      }
      expect(cell(row, 'gained')).toBe(result.gained.kind === 'shown' ? result.gained.value : WITHHELD_MARK[result.gained.reason])
    }
  })

  test('names a measure in both languages, with its ICAT step', () => {
    const row = rowOf('terminal-norte', 'debt')
    expect([cell(row, 'measure_name_es'), cell(row, 'measure_name_en'), cell(row, 'icat_step')]).toEqual([
      'debt (es)',
      'debt (en)',
      1,
    ])
    expect(cell(rowOf('terminal-norte', 'shy'), 'icat_step')).toBe(3)
  })

  test('says of a barrier that it has no after, which is not the same as withheld', () => {
    const row = rowOf('terminal-norte', 'shy')
    expect(cell(row, 'after')).toBe(NOT_ASKED)
    expect(cell(row, 'before')).not.toBe(NOT_ASKED)
  })

  test('says of a group that nothing was released of it', () => {
    const row = rowOf('comparison', 'endline')
    expect(cell(row, 'n')).toBe(WITHHELD_MARK['not-released'])
    expect(cell(rowOf('comparison', 'content-first'), 'n')).toBe(30)
  })

  test('shows no figure of fewer than 10 people', () => {
    const unit = {
      ...(units[0] as Unit),
      id: 'few',
      tally: { [key.n('endline', 'pooled')]: 9, [key.paired('pooled', 'debt', '1', '0')]: 9 },
    }
    for (const row of resultRows('second', specimenInstrument, [unit]))
      for (const figure of row.slice(RESULTS_COLUMNS.indexOf('n'))) expect(typeof figure).toBe('string')
  })
})
