/**
 * Narrowing of what came over the wire: read a field, or note what is wrong with it. Own properties alone are read, so `__proto__` and its
 * kin are unknown fields like any other.
 */
import type { FieldProblem } from './problem.ts'

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldProblem[] }

/** An object being read, and what did not fit so far. */
export interface Fields {
  readonly values: Readonly<Record<string, unknown>>
  readonly errors: FieldProblem[]
}

export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { values: value as Record<string, unknown>, errors: [] }
    : undefined

export const field = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields.values, name) ? fields.values[name] : undefined

/** Notes a problem; returns undefined, so that a reader can end with it. */
export function refuse(fields: Fields, name: string, detail: string): undefined {
  fields.errors.push({ field: name, detail })
}

/** Unknown names are counted, not repeated: a problem document never carries what was sent. */
export function refuseUnknown(fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields.values).filter((name) => !known.includes(name)).length
  if (unknown > 0) refuse(fields, '', `${unknown} unknown field${unknown > 1 ? 's' : ''}; known are ${known.join(' ')}`)
}

export function textOf(fields: Fields, name: string, longest: number): string {
  const value = field(fields, name)
  if (typeof value === 'string' && value.length <= longest) return value
  refuse(fields, name, `has to be a text of at most ${longest} characters`)
  return ''
}

export function memberOf<const T extends string>(fields: Fields, name: string, members: readonly T[]): T | undefined {
  const value = field(fields, name)
  return members.find((member) => member === value) ?? refuse(fields, name, `has to be one of ${members.join(' ')}`)
}

export function isOneTimeNumber(fields: Fields, name: string): string {
  const value = field(fields, name)
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) return value
  refuse(fields, name, 'has to be 32 hexadecimal digits')
  return ''
}
