/** JSON in strict UTF-8 is all that is read of a request. */
import { Refusal } from './refusal.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** @throws Refusal `bad-encoding` or `not-json` */
export function jsonIn(body: Buffer): unknown {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    throw new Refusal('bad-encoding')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not-json')
  }
}
