/**
 * The keys of a leaf's tally. Five groups of people may stand in a leaf, and each key belongs to one of them:
 *
 * | group           | who                                        | keys |
 * |-----------------|--------------------------------------------|------|
 * | `baseline`      | everybody who answered before              | `n` `b` concept answers · `bs` scale scores · `x` barriers · `r` right or wrong × score |
 * | `endline`       | those of them who answered after           | `n` `p` answer → answer · `ps` score → score · `t` "before this page" → now |
 * | `content-first` | those who read first and answered once     | `n` `c` `cs` `cx` `ct`, as above without a before |
 * | `strong`        | those who answered in strong mode          | `n` `s` reported cell, right or wrong before × after; form orders are not told apart |
 * | `followup`      | those who answered again weeks later       | `n` `fb` answer before → now · `fe` answer after → now · `fbs` `fes` the same of scale scores |
 *
 * and `f` bare counts of scans, starts and finishes by day, which belong to no group and to nobody's answers.
 * A key reads `kind:form order:measure:value`, e.g. `p:AB:own-documents:1>0`. The whole set follows from the instrument, so an answer
 * that the instrument does not know cannot make a counter.
 */
import { FORM_ORDERS, type FormOrder, VISIT_OCCASIONS, type VisitOccasion } from '../assessment/design.ts'
import type { Instrument } from '../assessment/instrument.ts'
import { conceptsOf, scalesOf } from '../assessment/scoring.ts'
import { CELLS, type Cell } from '../assessment/strong-mode.ts'

export const GROUPS = ['baseline', 'endline', 'content-first', 'strong', 'followup'] as const
export type Group = (typeof GROUPS)[number]

/** Form order as a key carries it; `pooled` where the gate has added both orders up. */
export type KeyOrder = FormOrder | 'pooled'

export const POOLED = 'pooled'

const GROUP_OF_KIND: Readonly<Record<string, Group>> = {
  b: 'baseline',
  bs: 'baseline',
  x: 'baseline',
  r: 'baseline',
  p: 'endline',
  ps: 'endline',
  t: 'endline',
  c: 'content-first',
  cs: 'content-first',
  cx: 'content-first',
  ct: 'content-first',
  s: 'strong',
  fb: 'followup',
  fbs: 'followup',
  fe: 'followup',
  fes: 'followup',
}

/** Kinds of the tables that hold an earlier occasion against the follow-up; those of scores end in `s`. */
export const SINCE = { baseline: 'fb', endline: 'fe' } as const satisfies Record<VisitOccasion, string>

export const FOOTFALL_EVENTS = ['scan', 'start', 'finish'] as const
export type FootfallEvent = (typeof FOOTFALL_EVENTS)[number]

export const key = {
  n: (group: Group, order: KeyOrder) => `n:${order}:${group}`,
  baseline: (order: KeyOrder, concept: string, code: string) => `b:${order}:${concept}:${code}`,
  baselineScore: (order: KeyOrder, scale: string, score: number) => `bs:${order}:${scale}:${score}`,
  rightByScore: (order: KeyOrder, concept: string, right: boolean, score: number) =>
    `r:${order}:${concept}:${right ? 1 : 0}>${score}`,
  barrier: (order: KeyOrder, barrier: string) => `x:${order}:${barrier}`,
  paired: (order: KeyOrder, concept: string, before: string, after: string) => `p:${order}:${concept}:${before}>${after}`,
  pairedScore: (order: KeyOrder, scale: string, before: number, after: number) => `ps:${order}:${scale}:${before}>${after}`,
  recalled: (order: KeyOrder, concept: string, then: string, now: string) => `t:${order}:${concept}:${then}>${now}`,
  contentFirst: (order: KeyOrder, concept: string, code: string) => `c:${order}:${concept}:${code}`,
  contentFirstScore: (order: KeyOrder, scale: string, score: number) => `cs:${order}:${scale}:${score}`,
  contentFirstBarrier: (order: KeyOrder, barrier: string) => `cx:${order}:${barrier}`,
  contentFirstRecalled: (order: KeyOrder, concept: string, then: string, now: string) => `ct:${order}:${concept}:${then}>${now}`,
  /** In strong mode, what chance left of a cell: always with both form orders added up. */
  reported: (concept: string, cell: Cell) => `s:${POOLED}:${concept}:${cell}`,
  /** Weeks later: the answer at an earlier occasion → the answer at the follow-up, and scores likewise. */
  followup: (since: VisitOccasion, order: KeyOrder, concept: string, earlier: string, now: string) =>
    `${SINCE[since]}:${order}:${concept}:${earlier}>${now}`,
  followupScore: (since: VisitOccasion, order: KeyOrder, scale: string, earlier: number, now: number) =>
    `${SINCE[since]}s:${order}:${scale}:${earlier}>${now}`,
  /** `day` is a date of the collector's clock, YYYY-MM-DD. */
  footfall: (event: FootfallEvent, day: string) => `f:${event}:${day}`,
} as const

/** The group that a key belongs to; footfall belongs to none. */
export function groupOf(text: string): Group | 'footfall' {
  const [kind = '', , measure = ''] = text.split(':')
  if (kind === 'f') return 'footfall'
  if (kind === 'n') return measure as Group
  const group = GROUP_OF_KIND[kind]
  if (group === undefined) throw new RangeError(`tally: ${text} is not a key`)
  return group
}

/** Kind, form order and the rest of a key. */
export function partsOf(text: string): { kind: string; order: string; measure: string; value: string } {
  const [kind = '', order = '', measure = '', value = ''] = text.split(':')
  return { kind, order, measure, value }
}

/** The same key with both form orders added up. */
export function pooledKey(text: string): string {
  const first = text.indexOf(':')
  const second = text.indexOf(':', first + 1)
  return text.startsWith('f:') ? text : `${text.slice(0, first)}:${POOLED}${text.slice(second)}`
}

/** Every key that answers to this instrument can ever make, footfall apart. */
export function keysOf(instrument: Instrument): ReadonlySet<string> {
  const keys = new Set<string>([key.n('strong', POOLED)])
  for (const { id } of instrument.concepts) for (const cell of CELLS) keys.add(key.reported(id, cell))
  for (const order of FORM_ORDERS) {
    for (const group of GROUPS) if (group !== 'strong') keys.add(key.n(group, order))
    for (const { id, codes, scale, thenTest } of instrument.concepts) {
      const top = conceptsOf(instrument, scale).length
      for (const code of codes) {
        keys.add(key.baseline(order, id, code)).add(key.contentFirst(order, id, code))
        for (const after of codes) {
          keys.add(key.paired(order, id, code, after))
          for (const since of VISIT_OCCASIONS) keys.add(key.followup(since, order, id, code, after))
          if (thenTest) keys.add(key.recalled(order, id, code, after)).add(key.contentFirstRecalled(order, id, code, after))
        }
      }
      for (let score = 0; score <= top; score++)
        for (const right of [true, false]) if (right ? score > 0 : score < top) keys.add(key.rightByScore(order, id, right, score))
    }
    for (const scale of scalesOf(instrument)) {
      const top = conceptsOf(instrument, scale).length
      for (let before = 0; before <= top; before++) {
        keys.add(key.baselineScore(order, scale, before)).add(key.contentFirstScore(order, scale, before))
        for (let after = 0; after <= top; after++) {
          keys.add(key.pairedScore(order, scale, before, after))
          for (const since of VISIT_OCCASIONS) keys.add(key.followupScore(since, order, scale, before, after))
        }
      }
    }
    for (const barrier of instrument.barriers) keys.add(key.barrier(order, barrier)).add(key.contentFirstBarrier(order, barrier))
  }
  return keys
}
