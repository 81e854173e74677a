/**
 * How long a check of a number holds. A number that nobody has looked at for a year is a number that may not answer: it is marked on the
 * pages, and `npm run content:check` fails. Days are written YYYY-MM-DD.
 */
export const MONTHS = 12

export interface Check {
  readonly checkedOn: string
}

/** The last day on which the check still holds. */
export function holdsUntil({ checkedOn }: Check): string {
  return dayAfter(checkedOn, MONTHS)
}

export function isOverdue(check: Check, today: string): boolean {
  return today > holdsUntil(check)
}

/** The same day some months later; of a day that the month lacks, the last that it has. */
export function dayAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}
