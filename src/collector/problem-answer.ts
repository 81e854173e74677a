/** What is answered to an error: one reading of it for both ways by which a request is served. */
import type { ProblemCode } from '../protocol/problem.ts'
import { NotCounted } from './group-commit.ts'
import { Refusal } from './refusal.ts'
import { StoreFault, TROUBLES } from './store/fault.ts'
import { BODY_LIMIT } from './writes.ts'

export interface ProblemAnswer {
  readonly code: ProblemCode
  readonly more: Refusal['more']
  readonly headers: Refusal['headers']
  /** Set where something has failed that nobody expected: it belongs into the log. */
  readonly isFault?: true
}

/** Fastify's own refusals, by its code. */
const FASTIFY_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'not-json',
}

const SOON = { 'retry-after': '5' }

export function problemAnswer(error: Error & { code?: unknown; statusCode?: unknown }): ProblemAnswer {
  if (error instanceof Refusal) return error
  if (error instanceof NotCounted) return { code: 'busy', more: { detail: error.message }, headers: SOON }
  // What was asked of the store itself, by staff. A fault that does not pass is no reason to come back in five seconds.
  if (error instanceof StoreFault && error.trouble !== 'failing')
    return { code: 'busy', more: { detail: TROUBLES[error.trouble] }, headers: SOON }
  const code = String(error.code ?? '')
  const known = FASTIFY_PROBLEMS[code]
  if (known) return { code: known, more: known === 'too-large' ? { detail: `takes ${BODY_LIMIT} bytes at most` } : {}, headers: {} }
  if (typeof error.statusCode === 'number' && error.statusCode < 500)
    return { code: 'bad-request', more: { detail: code || 'unreadable' }, headers: {} }
  // Who asked for a page went away while it was sent: nothing has failed, and nobody reads the answer.
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return { code: 'bad-request', more: {}, headers: {} }
  return { code: 'collector-fault', more: {}, headers: {}, isFault: true }
}
