import { expect, test } from 'vitest'
import { readCsv } from '../../../tests/csv.ts'
import { choosePlaces, sensitivityOf } from '../../monitoring/choice.ts'
import { examplePlaces } from '../../monitoring/example.ts'
import { readPlaces } from '../../monitoring/places.ts'
import { csvText } from '../../report/formats/csv.ts'
import { choiceTable } from './choice-table.ts'

test('the choice as a file is the table, in order of rank, and says in each row that it is invented', () => {
  const read = readPlaces(examplePlaces({ place: 'Inventada', mark: 'Datos inventados' }))
  if (read.kind === 'refused') throw new Error('the example is refused')
  const choice = choosePlaces(read.places, 5)
  if (choice.kind === 'refused') throw new Error(choice.reason)
  const moves = [1, 2].map((by) => new Map(sensitivityOf(read.places, 5, by).map((one) => [one.city, one])))
  const [header = [], ...rows] = readCsv(csvText(choiceTable(choice, moves, 'Datos inventados')))
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)])
  expect(rows).toHaveLength(12)
  expect(column('chosen').join(' ')).toBe('yes yes yes yes yes no no no no no no no')
  expect(column('rank').map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(new Set(column('note'))).toEqual(new Set(['Datos inventados']))
  for (const city of column('city')) expect(city).toMatch(/^Inventada [A-L]$/)
  expect(new Set(column('chosen_if_one_count_moves_by_2'))).toEqual(new Set(['always', 'sometimes', 'never']))
  // The small place that had no case is not among those chosen: its own rate is the lowest of all.
  const rates = column('rate').map(Number)
  expect(column('chosen')[rates.indexOf(0)]).toBe('no')
})
