/** The words of the staff page, and what a leaf or view is called in them. */
import type words from '../../../content/ui/es/staff.json'
import type { Unit } from '../../report/views.ts'

export type Language = 'es' | 'en'
export type Words = typeof words

/** A unit's name: a venue's own, or the word for a view. */
export function nameOf(unit: Pick<Unit, 'id' | 'name'>, language: Language, words: Words): string {
  return unit.name?.[language] ?? (words.names as Readonly<Record<string, string>>)[unit.id] ?? unit.id
}
