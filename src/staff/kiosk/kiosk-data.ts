/** What the kiosk's page hands over: everything in both languages, so that nothing is asked of a network once it stands. */
import type words from '../../../content/ui/es/kiosk.json'
import type quizWords from '../../../content/ui/es/quiz.json'
import type { Catalogue } from '../../protocol/catalogue.ts'
import type { PathData, QuizData } from '../../quiz/page-data.ts'

export type KioskLanguage = 'es' | 'en'
export const KIOSK_LANGUAGES = ['es', 'en'] as const satisfies readonly KioskLanguage[]
export type KioskWords = typeof words

export interface InLanguage {
  readonly words: KioskWords
  readonly notice: (typeof quizWords)['notice']
  readonly quiz: QuizData
  readonly full: PathData
  readonly numbers: readonly { readonly shown: string; readonly owner: string }[]
}

export interface KioskData {
  /** The page's language: that of the staff's screens. */
  readonly first: KioskLanguage
  /** Waves, venues and instruments; the rest is left out. */
  readonly catalogue: Catalogue
  readonly languages: Readonly<Record<KioskLanguage, InLanguage>>
  /** Path of the staff's page. */
  readonly staff: string
  /** The site's address for a visitor's own phone, in words, and as the modules of a QR code (an SVG path in a square of `size`). */
  readonly site: { readonly address: string; readonly size: number; readonly path: string }
  /** Files of this site that are read when the page is opened, beside its own links and scripts: what has to be there without a network. */
  readonly files: readonly string[]
}
