/** The list of screens that a visit passes, one question each. It follows from the path, the arm and the age band alone. */
import type { VisitOccasion } from '../assessment/design.ts'
import type { PathData } from './page-data.ts'
import type { Visit } from './visit.ts'

export type Screen =
  | { readonly kind: 'notice' | 'age' | 'barriers' | 'story' | 'result' }
  | { readonly kind: 'question'; readonly occasion: VisitOccasion; readonly concept: number }
  /** "Before this page", asked at the endline (response shift). */
  | { readonly kind: 'recalled'; readonly concept: number }

export function screensOf({ concepts }: PathData, visit: Visit): Screen[] {
  const readsFirst = visit.draw?.arm === 'content-first'
  const barriers: Screen[] = [{ kind: 'barriers' }]
  const questions = (occasion: VisitOccasion): Screen[] =>
    concepts.flatMap(({ thenTest }, concept): Screen[] => [
      { kind: 'question', occasion, concept },
      ...(occasion === 'endline' && thenTest ? ([{ kind: 'recalled', concept }] as const) : []),
    ])
  return [
    { kind: 'notice' },
    { kind: 'age' },
    ...(readsFirst ? [] : [...questions('baseline'), ...barriers]),
    { kind: 'story' },
    ...questions('endline'),
    ...(readsFirst ? barriers : []),
    { kind: 'result' },
  ]
}

/** Where a screen stands among those of its occasion: `[3, 15]` is the third of fifteen. */
export function positionOf(screens: readonly Screen[], at: number): readonly [number, number] {
  const isAsked = (screen: Screen | undefined) =>
    screen?.kind === 'question' || screen?.kind === 'recalled' || screen?.kind === 'barriers'
  let first = at
  while (isAsked(screens[first - 1])) first--
  let last = at
  while (isAsked(screens[last + 1])) last++
  return [at - first + 1, last - first + 1]
}

/**
 * Going back stops at what has been handed in: a finished occasion is counted and cannot be changed. The age cannot be either, once a first
 * screen has been answered and the start counted.
 */
export const canGoBack = (screens: readonly Screen[], at: number, isStarted: boolean): boolean =>
  at > 0 && screens[at]?.kind !== 'story' && screens[at]?.kind !== 'result' && !(isStarted && at === 2)
