/**
 * The instrument as the machine knows it: which concepts there are, which answers each takes, and which of them are right.
 *
 * Wording stays in `content/instruments`; nothing here depends on a language. Every concept yields 0 or 1, so a scale's score is
 * the number of its concepts answered rightly: the same rule for knowledge, rejected myths, protective acts and confidence, and the
 * one that KR-20 and item difficulty are defined for. "I don't know" is an answer of its own and never a right one
 * (reference: instrument.md, "Writing items").
 */
export const SCALES = ['knowledge', 'myths', 'intention', 'confidence'] as const
export type Scale = (typeof SCALES)[number]

/** How a concept is answered: one of three or four options, four steps of agreement, or four steps of confidence. */
export const ANSWER_KINDS = ['choice', 'agreement', 'confidence'] as const
export type AnswerKind = (typeof ANSWER_KINDS)[number]

/** The code of "I don't know", offered with every item. */
export const DONT_KNOW = 'k'

export interface Concept {
  readonly id: string
  readonly scale: Scale
  /** Every code that an answer may have, `k` last. */
  readonly codes: readonly string[]
  /** The codes that count 1. */
  readonly right: readonly string[]
  /** Whether the endline asks once more how it was "before this page". */
  readonly thenTest: boolean
}

export interface Instrument {
  /** Name and version, e.g. `core@1`. A changed word is a new version, and tallies of two versions never merge. */
  readonly id: string
  readonly concepts: readonly Concept[]
  readonly barriers: readonly string[]
}

/** Answers by concept id, each one of that concept's codes. */
export type Answers = Readonly<Record<string, string>>

/**
 * The codes of an answer kind. A choice counts its options from 0, the right one first (the page shuffles them); agreement and
 * confidence run from 1 (least) to 4 (most), and two of the four steps are right.
 */
export function codesOf(kind: AnswerKind, options: number, right?: 'agree' | 'disagree'): Pick<Concept, 'codes' | 'right'> {
  const codes = kind === 'choice' ? Array.from({ length: options }, (_, i) => String(i)) : ['1', '2', '3', '4']
  return { codes: [...codes, DONT_KNOW], right: rightCodesOf(kind, right) }
}

/** The right ones among them: all that a phone asks for. */
export const rightCodesOf = (kind: AnswerKind, right?: 'agree' | 'disagree'): readonly string[] =>
  kind === 'choice' ? ['0'] : right === 'disagree' ? ['1', '2'] : ['3', '4']
