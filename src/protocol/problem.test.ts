import { describe, expect, test } from 'vitest'
import { PROBLEMS, type ProblemCode, problemDocument } from './problem.ts'

describe('a problem document', () => {
  test.each(Object.keys(PROBLEMS) as ProblemCode[])('of "%s" has the members of RFC 9457', (code) => {
    const document = problemDocument(code)
    expect(document).toEqual({
      type: `urn:eso-es-cuento:problem:${code}`,
      title: PROBLEMS[code].title,
      status: PROBLEMS[code].status,
    })
    expect(document.status).toBeGreaterThanOrEqual(400)
    expect(document.status).toBeLessThan(600)
  })

  test('tells the fields that do not fit', () => {
    const errors = [{ field: 'answers.debt', detail: 'is missing' }]
    expect(problemDocument('invalid', { errors })).toMatchObject({ status: 422, errors })
    expect(problemDocument('invalid')).not.toHaveProperty('errors')
  })
})
