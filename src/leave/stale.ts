/**
 * What has waited too long to be delivered is dropped on whichever page is opened first. Its name carries the time, `o.<time in base 36>.<number>`
 * (quiz/outbox), in eight digits until 2059, so names compare as times do.
 */
import { OUTBOX_DAYS } from '../protocol/acknowledgement.ts'

const nameAt = (time: number): string => `o.${time.toString(36)}`

export function dropStale(): void {
  try {
    const now = Date.now()
    for (const name in localStorage)
      if (name.startsWith('o.') && (name < nameAt(now - OUTBOX_DAYS * 86_400_000) || name > nameAt(now + 1)))
        localStorage.removeItem(name)
  } catch {
    // A phone that refuses storage keeps nothing too long.
  }
}
