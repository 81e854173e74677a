/** What a room's page hands to the phone, in one language. */
import type words from '../../../content/ui/es/table.json'
import type { PathData, WaveData, Words } from '../page-data.ts'

export type RoomWords = Omit<typeof words, 'prosecutors' | 'responders' | 'notice'> & { readonly guide: string }

export interface RoomData {
  readonly language: 'es' | 'en'
  readonly wave: WaveData
  readonly path: PathData
  /** A barrier's id, its name, and where it is answered. */
  readonly barriers: readonly (readonly [id: string, name: string, answeredAt: string])[]
  readonly guide: string
  /** The words of the questions, some of them said otherwise here. */
  readonly words: Words
  readonly room: RoomWords
}
