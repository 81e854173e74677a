/** What the collector has set aside of a wave, and what staff decide about it. In memory, like all that the page knows. */
import type { QuarantineAnswer, QuarantineChoice, QuarantinedHour } from '../../protocol/quarantine.ts'
import { ask } from '../results/evidence.ts'

/** A collector of before there was a quarantine has nothing in it. */
export async function fetchHours(wave: string): Promise<readonly QuarantinedHour[]> {
  try {
    return ((await ask(`/api/quarantine?wave=${encodeURIComponent(wave)}`, 'GET')) as QuarantineAnswer).hours
  } catch {
    return []
  }
}

/** Throws where the collector does not answer, or no longer has the hour. */
export async function decide(wave: string, id: string, decision: QuarantineChoice): Promise<void> {
  await ask(`/api/quarantine/${id}?wave=${encodeURIComponent(wave)}`, 'POST', JSON.stringify({ decision }))
}

/** `2026-11-28T14` UTC as day and hour of whoever reads. @param zone where that is; left out, what the browser says */
export const hourInWords = (hour: string, language: 'es' | 'en', zone?: string): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-CO' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    ...(zone !== undefined && { timeZone: zone }),
  }).format(new Date(`${hour}:00:00Z`))
