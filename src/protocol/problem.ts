/**
 * What can go wrong on the wire: a closed list, told as problem documents (RFC 9457). A problem names the field and the reason, and never repeats
 * what was sent.
 */
export const PROBLEMS = {
  'bad-encoding': { status: 400, title: 'The body is not UTF-8' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  unauthorised: { status: 401, title: 'A staff token is needed' },
  'wrong-scope': { status: 403, title: 'This token is not for that' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'wrong-method': { status: 405, title: 'This address does not take this method' },
  'wave-closed': { status: 410, title: 'The wave is closed' },
  'too-large': { status: 413, title: 'The body is too large' },
  'wrong-media-type': { status: 415, title: 'The body has to be application/json' },
  'locked-out': { status: 429, title: 'Too many wrong tokens have come from there' },
  invalid: { status: 422, title: 'The body does not fit' },
  'too-many': { status: 429, title: 'Too much came from one network just now' },
  'bad-request': { status: 400, title: 'The request cannot be understood' },
  'collector-fault': { status: 500, title: 'The collector has failed' },
  // 429 and not 428: phones with pages of before there were proofs take it for "later", and keep the message.
  'proof-wanted': { status: 429, title: 'Proof of work is asked for while the collector is flooded' },
  busy: { status: 503, title: 'The collector cannot count just now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** One field that does not fit, e.g. `answers.own-documents`. */
export interface FieldProblem {
  readonly field: string
  readonly detail: string
}

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly errors?: readonly FieldProblem[]
  /** Of `proof-wanted` alone: what is to be solved (protocol/proof). */
  readonly challenge?: string
  /** The scope that the token lacks (`protocol/scope`). */
  readonly scope?: string
}

/** What a problem may say beside what it is. */
export type ProblemDetail = Pick<ProblemDocument, 'detail' | 'errors' | 'scope' | 'challenge'>

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** How the type of every problem of ours begins: gateways and portals have problem documents of their own. */
export const PROBLEM_URN = 'urn:eso-es-cuento:problem:'

export function problemDocument(code: ProblemCode, more: ProblemDetail = {}): ProblemDocument {
  const { status, title } = PROBLEMS[code]
  return { type: `${PROBLEM_URN}${code}`, title, status, ...more }
}
