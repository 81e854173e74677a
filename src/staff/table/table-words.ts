/** The words of the round table's page, and what goes with them everywhere on it. */
import type spanish from '../../../content/ui/es/staff-table.json'
import type { Speech } from '../words/words.ts'

export type TableWords = typeof spanish

/** `words` are the staff page's, for what both pages show. */
export interface TableSpeech extends Speech {
  readonly t: TableWords
}
