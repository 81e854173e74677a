/** The choice as rows for a CSV file. Column names are for programs and in English; what is invented says so in each row. */
import type { Choice, Sensitivity } from '../../monitoring/choice.ts'
import type { Cell } from '../../report/formats/csv.ts'

const HEADER = [
  'rank',
  'city',
  'chosen',
  'periods',
  'cases_identified',
  'prosecutor_periods',
  'rate',
  'rate_low95',
  'rate_high95',
  'rate_drawn_to_all',
  'rate_drawn_to_all_low95',
  'rate_drawn_to_all_high95',
  'own_share',
  'rate_of_all',
  'lowest_rank_if_one_count_moves_by_1',
  'highest_rank_if_one_count_moves_by_1',
  'chosen_if_one_count_moves_by_1',
  'lowest_rank_if_one_count_moves_by_2',
  'highest_rank_if_one_count_moves_by_2',
  'chosen_if_one_count_moves_by_2',
  'note',
] as const

export function choiceTable(
  choice: Choice,
  moves: readonly ReadonlyMap<string, Sensitivity>[],
  note: string,
): readonly (readonly Cell[])[] {
  return [
    HEADER,
    ...choice.ranked.map(({ rank, place, isChosen, own, shrunken }): Cell[] => [
      rank,
      place.city,
      isChosen ? 'yes' : 'no',
      place.periods.join(' '),
      place.cases,
      place.prosecutorPeriods,
      own.rate,
      own.interval.low,
      own.interval.high,
      shrunken.rate,
      shrunken.interval.low,
      shrunken.interval.high,
      shrunken.own,
      choice.overall,
      ...moves.flatMap((move): Cell[] => {
        const found = move.get(place.city)
        if (!found) throw new TypeError(`choice-table: nothing is known of ${place.city}`)
        return [...found.ranks, found.chosen]
      }),
      note,
    ]),
  ]
}
