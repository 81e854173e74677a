/** What the collector says to a token that it does not take for what was asked, as far as staff can do something about it. */
import { PROBLEM_URN } from '../protocol/problem.ts'
import { filled } from './words/words.ts'

export type Refused =
  | { readonly kind: 'unauthorised' }
  /** The token lacks a scope (`protocol/scope`). */
  | { readonly kind: 'wrong-scope'; readonly scope: string }
  /** Too many wrong tokens came from this network; it is listened to again after so many minutes. */
  | { readonly kind: 'locked-out'; readonly minutes: number }

const KINDS: readonly string[] = ['unauthorised', 'wrong-scope', 'locked-out'] satisfies readonly Refused['kind'][]

/** Whether what a page knows of the collector is that it refused the token. */
export const isRefused = (state: { readonly kind: string }): state is Refused => KINDS.includes(state.kind)

export class TokenRefused extends Error {
  readonly refused: Refused

  constructor(refused: Refused) {
    super(refused.kind)
    this.refused = refused
  }
}

/** Reads an answer that is not what was asked for; undefined where it has nothing to do with the token. */
export async function refusedIn(answer: Response): Promise<Refused | undefined> {
  if (answer.status === 401) return { kind: 'unauthorised' }
  if (answer.status !== 403 && answer.status !== 429) return undefined
  const { type, scope } = Object(await answer.json().catch(() => undefined)) as { type?: unknown; scope?: unknown }
  if (type === `${PROBLEM_URN}wrong-scope`) return { kind: 'wrong-scope', scope: String(scope) }
  if (type !== `${PROBLEM_URN}locked-out`) return undefined
  const seconds = Number(answer.headers.get('retry-after'))
  return { kind: 'locked-out', minutes: Math.max(1, Math.ceil(seconds / 60)) }
}

export interface RefusedWords {
  readonly unauthorised: string
  readonly wrongScope: string
  readonly lockedOut: string
}

export function refusedInWords(words: RefusedWords, refused: Refused): string {
  if (refused.kind === 'unauthorised') return words.unauthorised
  if (refused.kind === 'wrong-scope') return filled(words.wrongScope, { scope: refused.scope })
  return filled(words.lockedOut, { minutes: refused.minutes })
}
