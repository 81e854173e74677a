/** Months as whole numbers, so that they can be counted: twelve times the year and the month from 0. */
import type { CaseCount } from './series.ts'

/** The month of a date YYYY-MM-DD. */
export const monthOf = (date: string): number => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7)) - 1

/** `2018-03` */
export const monthName = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`

/** Whether a period begins with a month and ends with one, so that it is a number of whole months. */
export function isWholeMonths({ start, end }: Pick<CaseCount, 'start' | 'end'>): boolean {
  const dayAfter = new Date(Date.parse(`${end}T00:00:00Z`) + 86_400_000).toISOString()
  return start.slice(8) === '01' && dayAfter.slice(8, 10) === '01'
}

export const monthsIn = ({ start, end }: Pick<CaseCount, 'start' | 'end'>): number => monthOf(end) - monthOf(start) + 1
