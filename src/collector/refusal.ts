/** An expected refusal, answered with a problem document. */
import type { ProblemCode, ProblemDocument } from '../protocol/problem.ts'

export class Refusal extends Error {
  readonly code: ProblemCode
  readonly more: Pick<ProblemDocument, 'detail' | 'errors' | 'challenge'>

  constructor(code: ProblemCode, more: Refusal['more'] = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}
