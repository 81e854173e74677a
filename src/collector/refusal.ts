/** An expected refusal, answered with a problem document. */
import type { FieldProblem, ProblemCode } from '../protocol/problem.ts'

export class Refusal extends Error {
  readonly code: ProblemCode
  readonly more: { detail?: string; errors?: readonly FieldProblem[] }

  constructor(code: ProblemCode, more: Refusal['more'] = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}
