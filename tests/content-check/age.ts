/** How long ago somebody checked each helpline. A number that nobody has looked at for a year is a number that may not answer. */
export interface CheckedLine {
  readonly id: string
  /** YYYY-MM-DD */
  readonly checkedOn: string
}

export const MONTHS = 12

/** @param today YYYY-MM-DD @returns what is wrong with the day of the check, if anything is */
export function faultOfAge({ checkedOn }: CheckedLine, today: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(checkedOn) || Number.isNaN(Date.parse(checkedOn)))
    return `checkedOn is “${checkedOn}”: a date is written YYYY-MM-DD`
  // The day before counts as today: the machine's clock may be behind the editor's.
  if (Date.parse(checkedOn) > Date.parse(today) + 86_400_000) return `checkedOn is ${checkedOn}, which is still to come`
  if (today > dayAfter(checkedOn, MONTHS))
    return `was last checked on ${checkedOn}, more than ${MONTHS} months ago: dial it, then set checkedOn and checkedBy`
  return undefined
}

/** The same day some months later; of a day that the month lacks, the last that it has. */
export function dayAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}
