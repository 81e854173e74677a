/** An expected refusal, answered with a problem document. */
import type { ProblemCode, ProblemDetail } from '../protocol/problem.ts'

export class Refusal extends Error {
  readonly code: ProblemCode
  readonly more: ProblemDetail
  /** What its answer carries beside. */
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, more: ProblemDetail = {}, headers: Readonly<Record<string, string>> = {}) {
    super(code)
    this.code = code
    this.more = more
    this.headers = headers
  }
}
