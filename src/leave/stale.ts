/**
 * What has waited too long to be delivered, or was kept too long for a follow-up or past the day of a session, is dropped on whichever page is opened first.
 * Names carry the time, `o.<time in base 36>.<number>` (quiz/outbox), `f.<time in base 36>` (quiz/followup) and `m.<time in base 36>.<digits>` (quiz/table/mark,
 * whose time is put back by so much that it too is over after the outbox's days), in eight digits until 2059, so they compare as times do.
 */
import { OUTBOX_DAYS } from '../protocol/acknowledgement.ts'
import { KEPT_DAYS } from '../protocol/kept.ts'

const DAYS: Readonly<Record<string, number>> = { o: OUTBOX_DAYS, m: OUTBOX_DAYS, f: KEPT_DAYS }

export function dropStale(): void {
  try {
    const now = Date.now()
    for (const name in localStorage) {
      const [kind = '', time = ''] = name.split('.')
      const days = DAYS[kind]
      if (days && (time < (now - days * 86_400_000).toString(36) || time > (now + 1).toString(36))) localStorage.removeItem(name)
    }
  } catch {
    // A phone that refuses storage keeps nothing too long.
  }
}
