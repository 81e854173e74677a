/** JSON in strict UTF-8 is all that is read of a request. */
import { isAscii } from 'node:buffer'
import { Refusal } from './refusal.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** @throws Refusal `bad-encoding` or `not-json` */
export function jsonIn(body: Buffer): unknown {
  const text = textOf(body)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not-json')
  }
}

function textOf(body: Buffer): string {
  // Nearly every body. It takes a fifth of the time.
  if (isAscii(body)) return body.toString('latin1')
  try {
    return utf8.decode(body)
  } catch {
    throw new Refusal('bad-encoding')
  }
}
