/** What is wrong with the day on which somebody checked a helpline. How long a check holds is the site's to say, since its pages mark the same. */
import { type Check, isOverdue, MONTHS } from '../../src/site/check-age.ts'

export interface CheckedLine extends Check {
  readonly id: string
}

/** @param today YYYY-MM-DD @returns what is wrong with the day of the check, if anything is */
export function faultOfAge(line: CheckedLine, today: string): string | undefined {
  const { checkedOn } = line
  if (!/^\d{4}-\d{2}-\d{2}$/.test(checkedOn) || Number.isNaN(Date.parse(checkedOn)))
    return `checkedOn is “${checkedOn}”: a date is written YYYY-MM-DD`
  // The day before counts as today: the machine's clock may be behind the editor's.
  if (Date.parse(checkedOn) > Date.parse(today) + 86_400_000) return `checkedOn is ${checkedOn}, which is still to come`
  if (isOverdue(line, today))
    return `was last checked on ${checkedOn}, more than ${MONTHS} months ago: dial it, then set checkedOn, checkedBy and checkedHow`
  return undefined
}
