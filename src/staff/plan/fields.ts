/** The planning form's fields: what was written into each, as a number within its range or as a message that names the field. */
import { decimal } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'

export interface FieldRule {
  readonly low: number
  readonly high: number
  readonly isWhole: boolean
}

/** Pairs, points of share, share that changes either way (in per cent), and d_z. */
export const RULES = {
  pairs: { low: 1, high: 10_000_000, isWhole: true },
  points: { low: 0.1, high: 100, isWhole: false },
  discordance: { low: 1, high: 100, isWhole: false },
  effect: { low: 0.01, high: 5, isWhole: false },
} as const satisfies Record<string, FieldRule>

export type FieldName = keyof typeof RULES

export type Entry = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'wrong'; readonly message: string }

/** A comma or a point before the digits; nothing that keeps thousands apart, since either could be meant. */
export function entryOf(name: FieldName, text: string, { words, language }: Speech): Entry {
  const { low, high, isWhole } = RULES[name]
  const plain = text.trim()
  const value = /^\d+([.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN
  if (value >= low && value <= high && (!isWhole || Number.isInteger(value))) return { kind: 'number', value }
  const digits = (limit: number) => decimal(limit, Number.isInteger(limit) ? 0 : limit < 0.1 ? 2 : 1, language)
  return {
    kind: 'wrong',
    message: filled(isWhole ? words.plan.wrongWhole : words.plan.wrong, {
      field: words.plan.fields[name],
      low: digits(low),
      high: digits(high),
    }),
  }
}
