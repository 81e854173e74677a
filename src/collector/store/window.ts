/** The window of days that a one-time number is remembered under: whole windows are forgotten, never single numbers. */
import { ONE_TIME_NUMBER_DAYS } from '../../protocol/acknowledgement.ts'

/** Days since 1970 of a date, YYYY-MM-DD. */
const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000)

/** The number of a date's window; one follows the other. */
export const windowOf = (day: string): number => Math.floor(dayNumber(day) / ONE_TIME_NUMBER_DAYS)

/** A table's name as SQL writes it; windows before 1970 are below zero. */
export const onceTable = (window: number): string => `"once_${window}"`
