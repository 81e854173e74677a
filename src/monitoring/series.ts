/**
 * The form of case series that staff fill in from what the Fiscalía gives them: new investigations of a city in a period, by date of entry. Public files cannot
 * stand in for it: they give years and no months, and victims or processes in place of investigations.
 */
import { asCount, asDate, asPositiveCount, asText, type Columns, type Mistake, plain, readTable } from './table.ts'

/** One city in one period. Dates are YYYY-MM-DD, both days included. */
export interface CaseCount {
  readonly city: string
  /** Code of the municipality in DANE's list, five digits with its leading zero; a text. */
  readonly daneCode?: string
  readonly start: string
  readonly end: string
  readonly investigations: number
  readonly prosecutors: number
  /** Prosecutors of the city who took part in a round table; 0 where none did, undefined where nobody wrote it down. */
  readonly trained?: number
  /** First day of the training. */
  readonly trainedOn?: string
  readonly source: string
  readonly extractedOn: string
  readonly note?: string
}

export const SERIES_COLUMNS: Columns<CaseCount> = {
  city: { names: ['city', 'ciudad'], required: true, read: asText },
  daneCode: { names: ['dane_code', 'codigo_dane'], required: false, read: asText },
  start: { names: ['period_start', 'inicio_periodo', 'inicio'], required: true, read: asDate },
  end: { names: ['period_end', 'fin_periodo', 'fin'], required: true, read: asDate },
  investigations: { names: ['new_investigations', 'investigaciones_nuevas'], required: true, read: asCount },
  prosecutors: { names: ['prosecutors_competent', 'fiscales_competentes'], required: true, read: asPositiveCount },
  trained: { names: ['prosecutors_trained', 'fiscales_formados'], required: false, read: asCount },
  trainedOn: { names: ['training_date', 'fecha_formacion'], required: false, read: asDate },
  source: { names: ['source', 'fuente'], required: true, read: asText },
  extractedOn: { names: ['extracted_on', 'extraido_el'], required: true, read: asDate },
  note: { names: ['note', 'nota'], required: false, read: asText },
} as Columns<CaseCount>

export type Series =
  | { readonly kind: 'read'; readonly counts: readonly CaseCount[] }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

/** All counts of a file, or every mistake in it. */
export function readSeries(text: string): Series {
  const table = readTable<CaseCount>(text, SERIES_COLUMNS)
  if (table.kind === 'refused') return table
  const mistakes: Mistake[] = []
  const seen = new Set<string>()
  for (const { line, city, start, end, prosecutors, trained } of table.rows) {
    const fault = (column: string, reason: Mistake['reason'], given: string) => mistakes.push({ line, column, reason, given })
    if (end < start) fault('period_end', 'period-ends-before-it-starts', `${start} ${end}`)
    if (trained !== undefined && trained > prosecutors) fault('prosecutors_trained', 'more-trained-than-competent', String(trained))
    const id = `${plain(city)} ${start} ${end}`
    if (seen.has(id)) fault('', 'repeated', `${city} ${start} ${end}`.slice(0, 40))
    seen.add(id)
  }
  return mistakes.length > 0
    ? { kind: 'refused', mistakes }
    : { kind: 'read', counts: table.rows.map(({ line: _, ...count }) => count) }
}
