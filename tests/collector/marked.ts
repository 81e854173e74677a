/** People and troublemakers who carry marks wherever a request has room for one, so that what a collector keeps or says of them is found by its mark. */
import { expect } from 'vitest'
import { codeOfVenue } from '../../src/collector/venue-tag.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { endlineAfter, randomRecord, seeded } from '../specimen.ts'
import { type Answer, openCatalogue, type Sending, send } from './process.ts'

const AGENT = 'MarkedAgent/1.0 (a phone)'
const FROM = '127.0.0.42'
const FORWARDED = '203.0.113.77'

export interface Marked {
  /** Asks as one of them. */
  readonly ask: (more: Partial<Sending>) => Promise<Answer>
  /** A record of somebody who comes alone, with a genuine venue code. */
  readonly somebody: () => AnswerRecord
  /** Texts that must stand nowhere. */
  readonly secrets: () => readonly string[]
  /** Of the venue whose code they carry: its counters' name, which is no secret. */
  readonly venue: string
}

/** Lets fifteen people answer twice, and then does everything that can go wrong. @param key what codes are made with @param token one of staff */
export async function markedVisits(port: number, key: Buffer, token: string): Promise<Marked> {
  const [venue] = openCatalogue.venues
  if (!venue) throw new Error('the specimen has no venue')
  const code = codeOfVenue(key, venue)
  const [, , tag = ''] = code.split('.')
  const random = seeded(6)
  const ids: string[] = []
  const ask: Marked['ask'] = (more) =>
    send({
      port,
      from: FROM,
      ...more,
      headers: {
        'user-agent': AGENT,
        'x-forwarded-for': FORWARDED,
        referer: 'https://marked.example/',
        cookie: 'marked=1',
        ...more.headers,
      },
    })
  const somebody = (): AnswerRecord => {
    const record = randomRecord(random, { age: '18+', occasion: 'baseline', venue: code, instrument: 'specimen@1' })
    ids.push(record.id)
    return record
  }
  const counted = Array.from({ length: 15 }, somebody).flatMap((baseline) => {
    const endline = endlineAfter(random, baseline)
    ids.push(endline.id)
    return [baseline, endline]
  })
  for (const record of counted) expect((await ask({ body: JSON.stringify(record) })).status).toBe(204)
  const authorised = { authorization: `Bearer ${token}` }
  // Every way in which something can go wrong, with a mark in it.
  const wrong = [
    ask({ body: '{"marked-field":"marked-body"}' }),
    ask({ body: 'marked-body' }),
    ask({ body: `"${'marked-body'.repeat(1000)}"` }),
    ask({ body: JSON.stringify({ ...counted[0], venue: 'marked-code' }) }),
    ask({ path: '/api/footfall?marked-query', method: 'PUT' }),
    ask({ path: '/api/marked-path', method: 'GET' }),
    ask({ path: '/api/%zzmarked-path', method: 'GET' }),
    ask({ path: '/marked-path', method: 'GET' }),
    ask({ path: '/api/results?wave=marked-wave', method: 'GET', headers: authorised }),
    ask({ path: '/api/results', method: 'GET', headers: { authorization: 'Bearer marked-token' } }),
  ]
  for (const answer of await Promise.all(wrong)) expect(answer.body).not.toContain('marked')
  expect((await ask({ path: '/api/snapshots', method: 'POST', body: '{}', headers: authorised })).status).toBe(200)
  return { ask, somebody, venue: venue.id, secrets: () => [AGENT, FROM, FORWARDED, 'marked', code, tag, token, ...ids] }
}

export function expectSilent(what: string, text: string, secrets: readonly string[]): void {
  for (const secret of secrets) expect(text.includes(secret), `${what} says ${secret}`).toBe(false)
}

/** What the collector's `/metrics` says, on the port that its log names. */
export async function metricsOf(output: string): Promise<string> {
  const port = Number(/"event":"metrics","port":(\d+)|"port":(\d+),"event":"metrics"/.exec(output)?.slice(1).find(Boolean))
  return (await send({ port, method: 'GET', path: '/metrics' })).body
}
