/** What is kept lies under `f.<time in base 36>`, so that its age is told by its name alone (leave/stale drops it by that too). */
import { FOLLOWUP_FROM_DAYS } from '../../protocol/kept.ts'
import { storedNames } from '../storage.ts'

export const PREFIX = 'f.'
export const DAY_MS = 86_400_000

/** Whether something has been kept for long enough to be asked again. Names in base 36 have eight digits until 2059, and compare as times do. */
export const isFollowupDue = (): boolean =>
  storedNames('localStorage').some(
    (name) => name > PREFIX && name < PREFIX + (Date.now() - FOLLOWUP_FROM_DAYS * DAY_MS).toString(36),
  )
