/** The words of the staff page, in the language that the reader chose, and what goes into their places. */
import type spanish from '../../../content/ui/es/staff.json'

export type Language = 'es' | 'en'
export const LANGUAGES = ['es', 'en'] as const satisfies readonly Language[]
export type Words = typeof spanish

/** Handed down to whatever shows words. */
export interface Speech {
  readonly language: Language
  readonly words: Words
}

/** `told('{n} people', { n: 2 })`. A place without a value is a mistake, and throws. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`"${text}" has a place {${name}} and no value for it`)
    return String(value)
  })
}
