/** A column of a table: one description from which the header, the HXL tag, the Table Schema, the codebook and the workbook's column all come. */
import type { Text } from '../../protocol/catalogue.ts'
import type { Cell } from './csv.ts'

/** What a cell holds where it holds no mark. `people` is a whole count, `percent` and `points` run to 100, `number` has no unit. */
export type Unit = 'text' | 'people' | 'percent' | 'points' | 'p' | 'number'

export interface Column<Row> {
  readonly name: string
  /** HXL 1.1 hashtag with its attributes. */
  readonly hxl: string
  readonly unit: Unit
  /** Of a pair of columns in two languages: which this one is. A workbook of the other language leaves it out. */
  readonly language?: 'es' | 'en'
  /** Over the column of a workbook. */
  readonly heading: Text
  readonly meaning: Text
  /** In a workbook, in characters; a column without one stands in the CSV alone. */
  readonly width?: number
  readonly cell: (row: Row) => Cell
}

export const headerOf = <Row>(columns: readonly Column<Row>[]): string[] => columns.map(({ name }) => name)
export const hxlOf = <Row>(columns: readonly Column<Row>[]): string[] => columns.map(({ hxl }) => hxl)
export const rowOf = <Row>(columns: readonly Column<Row>[], row: Row): Cell[] => columns.map(({ cell }) => cell(row))

/** A pair of columns, one for each language. `name` and `hxl` are given without the language. */
export function inBothLanguages<Row>(
  { name, hxl, heading, meaning, width }: Pick<Column<Row>, 'name' | 'hxl' | 'heading' | 'meaning' | 'width'>,
  text: (row: Row) => Text,
): Column<Row>[] {
  return (['es', 'en'] as const).map((language) => ({
    name: `${name}_${language}`,
    hxl: `${hxl}+i_${language}`,
    unit: 'text',
    language,
    heading,
    meaning: {
      es: `${meaning.es} (${language === 'es' ? 'en español' : 'en inglés'})`,
      en: `${meaning.en} (in ${language === 'es' ? 'Spanish' : 'English'})`,
    },
    ...(width !== undefined && { width }),
    cell: (row) => text(row)[language],
  }))
}
