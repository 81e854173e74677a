/**
 * What the questions page hands to the phone, in one language: wording and the little that machines need beside it.
 *
 * The short path stands in the page as a data block: whoever scans a code on one bar of signal has everything with one page, and a connection
 * lost later loses nothing. The full path's questions are a file of their own, fetched by those who choose it.
 */

import type words from '../../content/ui/es/quiz.json'
import type { AnswerKind, Scale } from '../assessment/instrument.ts'
import type { RecordMaker } from './finish.ts'
import type { putInOutbox } from './outbox.ts'

/** The words that the questions need; those of the page's own sections are not among them. */
export type Words = Omit<typeof words, 'notice'>

export interface ConceptData {
  readonly id: string
  readonly scale: Scale
  readonly kind: AnswerKind
  readonly right?: 'agree' | 'disagree'
  readonly thenTest?: 1
  /** One sentence for the result, and the page it points to. */
  readonly why: string
  readonly to?: string
  /** Question first, then the options of a choice, the right one leading. */
  readonly A: readonly string[]
  readonly B: readonly string[]
}

/** A path: its instrument and the concepts that it asks, in order. */
export interface PathData {
  readonly instrument: string
  readonly concepts: readonly ConceptData[]
}

/** A barrier's id and name. Its answer is a section of the help page, under its id. */
export type BarrierData = readonly [id: string, name: string]

export interface WaveData {
  readonly id: string
  readonly orderAB: number
  readonly contentFirst: number
  /** Ids of the venues where strong mode holds; left out where there are none. */
  readonly strong?: readonly string[]
  /** Not in the page: where strong mode holds, its own (strong.ts). */
  readonly makeRecord?: RecordMaker
  /** Not in a phone's page: where a kiosk's messages go, in place of the outbox. */
  readonly deliver?: typeof putInOutbox
}

export interface QuizData {
  readonly wave: WaveData
  readonly short: PathData
  /** Where the full path's `PathData` is. */
  readonly fullUrl: string
  readonly barriers: readonly BarrierData[]
  readonly story: { readonly url: string; readonly tale: readonly string[]; readonly underneath: readonly string[] }
  readonly links: {
    readonly stories: string
    readonly help: string
    readonly travel: string
  }
  readonly words: Words
}
