/** What the page of the follow-up hands to the phone, in one language. */
import type own from '../../../content/ui/es/followup.json'
import type { PathData, Words } from '../page-data.ts'

export interface FollowupData {
  readonly wave: string
  readonly language: string
  readonly short: PathData
  /** The full path's instrument, and where its `PathData` is. */
  readonly fullInstrument: string
  readonly fullUrl: string
  /** Where a note in a calendar may lead: the shortest address there is. */
  readonly address: string
  readonly words: Words
  readonly own: Omit<typeof own, 'title' | 'description' | 'intro' | 'how' | 'noscript' | 'toQuestions' | 'privacy'>
}
