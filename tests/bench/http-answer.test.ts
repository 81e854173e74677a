import { describe, expect, it } from 'vitest'
import { wholeAnswer } from './http-answer.ts'

const NONE = 'HTTP/1.1 204 No Content\r\ncounted: 1\r\n\r\n'
const MEASURED = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"a":"\r\n\r\n"}'
const CHUNKED = 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n'

describe('the end of an HTTP answer', () => {
  it.each([
    ['no body', NONE, '204'],
    ['a length', MEASURED, '201'],
    ['chunks', CHUNKED, '201'],
  ])('is found with %s, and not a byte before', (_, text, status) => {
    expect(wholeAnswer(text)).toBe(status)
    for (let bytes = 0; bytes < text.length; bytes++) expect(wholeAnswer(text.slice(0, bytes))).toBeUndefined()
  })

  it('is refused where the answer does not say it, is no HTTP or has a wrong chunk', () => {
    expect(() => wholeAnswer('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nhello')).toThrow('does not say where it ends')
    expect(() => wholeAnswer('SSH-2.0\r\n\r\n')).toThrow('no answer of HTTP/1.1')
    expect(() => wholeAnswer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n')).toThrow('no number')
  })
})
