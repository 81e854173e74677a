/**
 * What stands on paper: `content/print.yaml`, the guides' cards and the numbers, checked and gathered by the build into `/print.json`, which the staff page and
 * the command line read.
 */
import { FORMS, type Language, TEXTS, type TextId } from './form.ts'

export const WORDS_FORMAT = 'eso-es-cuento/print@1'

export type Text = Readonly<Record<Language, string>>

/** A number to call, or the name of a channel without one, and what it is for. */
export interface Call {
  readonly shown: Text
  readonly use: Text
}

export interface PieceText {
  /** The tale's voice: how it begins, and what is offered. */
  readonly tale?: Text | undefined
  readonly offer?: Text | undefined
  /** The campaign's: what to ask, and what to do. */
  readonly ask: Text
  readonly text: Text
  readonly points: readonly Text[]
  readonly calls: readonly Call[]
  /** How old the numbers are, and how they were checked. Paper outlives a check. */
  readonly checked: Text
}

/** A guide's pocket card, for the staff room. */
export interface Role {
  readonly title: string
  readonly signs: readonly string[]
  readonly do: readonly string[]
  readonly dont: readonly string[]
  readonly calls: readonly Call[]
  readonly checked: Text
}

/** Short words beside the code and over lists. */
export interface Labels {
  readonly scan: string
  readonly type: string
  readonly code: string
  /** What the code's picture is to somebody who hears the page; `{address}` is filled in. */
  readonly alt: string
  readonly specimen: string
  readonly fold: string
  readonly signs: string
  readonly do: string
  readonly dont: string
  readonly foot: string
}

export interface PrintedWords {
  readonly format: typeof WORDS_FORMAT
  /** The campaign's name. */
  readonly name: Text
  /** Path of the landing page. */
  readonly landing: Text
  /** Path of the page of an audience that is asked an instrument of its own, in place of the landing page. */
  readonly rooms: Readonly<Partial<Record<string, Text>>>
  readonly texts: Readonly<Record<TextId, PieceText>>
  /** By the kind of venue. */
  readonly roles: Readonly<Record<string, Readonly<Record<Language, Role>>>>
  readonly labels: Readonly<Record<Language, Labels>>
}

/** Takes what a build wrote. Throws TypeError where it is something else; its inside was checked by the build. */
export function parsePrintedWords(value: unknown): PrintedWords {
  const it = Object(value) as PrintedWords
  if (it.format !== WORDS_FORMAT) throw new TypeError(`print: format is not ${WORDS_FORMAT}`)
  const missing = TEXTS.find((id) => !it.texts?.[id])
  if (missing !== undefined) throw new TypeError(`print: the words of ${missing} are missing (${FORMS.length} forms need them)`)
  return it
}
