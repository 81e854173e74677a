/** The columns that stand first in every table: where a row is from. */
import type { Text } from '../../protocol/catalogue.ts'
import type { Level } from '../views.ts'
import { type Column, inBothLanguages } from './columns.ts'

export interface UnitRow {
  readonly report: { readonly wave: { readonly id: string } }
  readonly instrument: string
  readonly unit: { readonly level: Level; readonly id: string; readonly name: Text; readonly weeks: readonly [string, string] }
}

export const waveColumn = <Row>(wave: (row: Row) => string): Column<Row> => ({
  name: 'wave',
  hxl: '#meta+wave',
  unit: 'text',
  heading: { es: 'Ronda', en: 'Wave' },
  meaning: { es: 'Ronda de la campaña', en: 'Wave of the campaign' },
  cell: wave,
})

/** Code and name of whom a row is of. @param width of the code in a workbook, where the usual one is too narrow or too wide */
export const codeAndName = <Row>(
  unit: (row: Row) => { readonly id: string; readonly name: Text },
  width?: number,
): readonly Column<Row>[] => [
  {
    name: 'unit',
    hxl: '#x_unit+code',
    unit: 'text',
    heading: { es: 'Código', en: 'Code' },
    meaning: { es: 'Código del lugar o de la vista', en: 'Code of the venue or view' },
    ...(width !== undefined && { width }),
    cell: (row) => unit(row).id,
  },
  ...inBothLanguages<Row>(
    {
      name: 'unit_name',
      hxl: '#x_unit+name',
      heading: { es: 'De quiénes', en: 'Of whom' },
      meaning: { es: 'Nombre del lugar o de la vista', en: 'Name of the venue or view' },
      width: 24,
    },
    (row) => unit(row).name,
  ),
]

export const unitColumns = <Row extends UnitRow>(): readonly Column<Row>[] => [
  waveColumn(({ report }) => report.wave.id),
  {
    name: 'instrument',
    hxl: '#meta+instrument',
    unit: 'text',
    heading: { es: 'Cuestionario', en: 'Instrument' },
    meaning: { es: 'Cuestionario y su versión', en: 'Questionnaire and its version' },
    width: 12,
    cell: ({ instrument }) => instrument,
  },
  {
    name: 'level',
    hxl: '#x_unit+level',
    unit: 'text',
    heading: { es: 'Nivel', en: 'Level' },
    meaning: {
      es: 'De qué es la fila: total, público, ciudad, tipo de lugar, lugar, grupo de comparación o quienes contestaron otra vez',
      en: 'What the row is of: everybody, an audience, a city, a kind of venue, a venue, the comparison group or those who answered again',
    },
    width: 11,
    cell: ({ unit }) => unit.level,
  },
  ...codeAndName<Row>(({ unit }) => unit),
  {
    name: 'first_week',
    hxl: '#date+start+week',
    unit: 'text',
    heading: { es: 'Desde', en: 'From' },
    meaning: { es: 'Semana ISO de la primera publicación sumada', en: 'ISO week of the first snapshot added up' },
    width: 10,
    cell: ({ unit }) => unit.weeks[0],
  },
  {
    name: 'last_week',
    hxl: '#date+end+week',
    unit: 'text',
    heading: { es: 'Hasta', en: 'To' },
    meaning: { es: 'Semana ISO de la última publicación sumada', en: 'ISO week of the last snapshot added up' },
    width: 10,
    cell: ({ unit }) => unit.weeks[1],
  },
]
