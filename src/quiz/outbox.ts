/**
 * What is finished and not yet acknowledged. It may wait on the phone for 7 days, as option numbers without text, and is gone from it once
 * acknowledged.
 *
 * Each message is a `localStorage` entry of its own, `o.<time in base 36>.<one-time number>`, written before it is sent: a closed tab loses nothing, and
 * two tabs cannot overwrite each other. Its value is in base 64, so that whoever leafs through a phone's storage reads no words; that is no secret.
 * The exit script of every page drops what is too old by the name alone. Sending twice is harmless, since the collector knows the number. Only the collector's exact answer counts as an
 * acknowledgement; a captive portal's page does not (protocol/acknowledgement).
 */
import { ACK_HEADER, ACK_STATUS, ACK_VALUE, BATCH_HEADER, OUTBOX_DAYS } from '../protocol/acknowledgement.ts'
import type { FollowupRecord } from '../protocol/followup-record.ts'
import type { Footfall } from '../protocol/footfall.ts'
import { PROBLEM_URN, type ProblemDocument } from '../protocol/problem.ts'
import { PROOF_HEADER } from '../protocol/proof.ts'
import type { AnswerRecord } from '../protocol/record.ts'
import type { StrongRecord } from '../protocol/strong-record.ts'
import { readStored, store, storedNames } from './storage.ts'

export type Address = '/api/records' | '/api/footfall'
export type Delivery = 'sending' | 'delivered' | 'waiting' | 'no-collector' | 'closed' | 'refused'

type Message = AnswerRecord | StrongRecord | FollowupRecord | Footfall

interface Waiting {
  readonly to: Address
  readonly body: Message
  /** One-time number of the baseline that an endline goes with. It stays here. */
  readonly after?: string | undefined
}

type Outcome = Exclude<Delivery, 'sending'>

const PREFIX = 'o.'
const SLOWEST_MS = 300_000
const TIMEOUT_MS = 15_000

/** Told what became of each message that carries answers. A plain function, so that the landing page needs no store to count a scan. */
let tell = (_: Delivery | 'empty'): void => undefined

/** Where storage is refused, messages wait in memory and are lost with the tab. */
const memory = new Map<string, string>()
/** One-time number of the last baseline that this tab delivered, and what its acknowledgement said of the batch (protocol/acknowledgement). */
let delivered = readStored('sessionStorage', 'b') ?? ''
let tries = 0
let isSending = false
let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps a message and sends it as soon as it can, after those before it; an endline names the baseline that it goes with. */
export function putInOutbox(to: Address, body: Message, after?: string): void {
  const text = btoa(JSON.stringify({ to, body, after } satisfies Waiting))
  const name = `${PREFIX}${Date.now().toString(36)}.${body.id}`
  if (!store('localStorage', name, text)) memory.set(name, text)
  tries = 0
  // Once the tap that brought it here has been drawn: asking the network takes a weak phone a moment.
  setTimeout(sendAll, 50)
}

/** Sends whatever waits, now and whenever the network or the page comes back, and tells `listener` what became of it. */
export function openOutbox(listener = tell): void {
  tell = listener
  addEventListener('online', sendAll)
  addEventListener('pageshow', sendAll)
  void sendAll()
}

async function sendAll(): Promise<void> {
  if (isSending) return
  isSending = true
  clearTimeout(timer)
  let news: Delivery | 'empty' = 'empty'
  const seen: string[] = []
  for (let name = nextName(seen); name; name = nextName(seen)) {
    seen.push(name)
    const waiting = read(name)
    if (!waiting) continue
    const outcome = await send(waiting)
    if (outcome === 'waiting' || waiting.to === '/api/records') news = outcome
    // One that could not be sent holds up those behind it: they would fare no better.
    if (outcome === 'waiting') break
    remove(name)
  }
  isSending = false
  tell(news)
  if (news === 'waiting') timer = setTimeout(sendAll, Math.min(SLOWEST_MS, 2000 * 2 ** tries++) * (0.5 + Math.random()))
}

const nextName = (seen: readonly string[]): string | undefined =>
  [...storedNames('localStorage'), ...memory.keys()].sort().find((name) => name.startsWith(PREFIX) && !seen.includes(name))

/** The message under a name; what is damaged, older than 7 days or from a day to come is dropped. */
function read(name: string): Waiting | undefined {
  try {
    const age = Date.now() - Number.parseInt(name.split('.')[1] as string, 36)
    // Where the name is gone by now, null is no base 64 of a message.
    const waiting = JSON.parse(atob((memory.get(name) ?? readStored('localStorage', name)) as string)) as Waiting
    if (age >= 0 && age < OUTBOX_DAYS * 86_400_000 && waiting.body.id) return waiting
  } catch {
    // Not ours, or cut short: nothing that could be sent.
  }
  remove(name)
  return undefined
}

function remove(name: string): void {
  memory.delete(name)
  store('localStorage', name, null)
}

/** Only what is surely the collector's own answer takes a message off the phone: gateways answer in JSON too, and portals with any status. */
async function send(waiting: Waiting, proof?: string): Promise<Outcome> {
  const { to, body, after } = waiting
  const abort = new AbortController()
  const limit = setTimeout(() => abort.abort(), TIMEOUT_MS)
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(proof && { [PROOF_HEADER]: proof }) },
      body: JSON.stringify(after && delivered.startsWith(after) ? { ...body, batch: +delivered.slice(after.length) } : body),
      redirect: 'manual',
      keepalive: true,
      signal: abort.signal,
    })
    if (answer.status === ACK_STATUS && answer.headers.get(ACK_HEADER) === ACK_VALUE) {
      const batch = answer.headers.get(BATCH_HEADER)
      if (batch) {
        delivered = body.id + batch
        store('sessionStorage', 'b', delivered)
      }
      return 'delivered'
    }
    if ([404, 405, 501].includes(answer.status)) return (await isPlainHost(abort.signal)) ? 'no-collector' : 'waiting'
    const { type, challenge } = (await answer.json()) as ProblemDocument
    // Once: whoever is asked again has been too slow, and comes back later.
    if (challenge && !proof) {
      const { data } = await new Promise<{ data?: string }>((resolve) => {
        const worker = new Worker(`/proof.js#${challenge}`)
        worker.onmessage = worker.onerror = abort.signal.onabort = resolve as () => void
      })
      if (data) return send(waiting, data)
    }
    return refusalOf(answer.status, type)
  } catch {
    // No network, or a page where a document was due.
    return 'waiting'
  } finally {
    clearTimeout(limit)
  }
}

/** What a refusal means: 410 is a wave that is closed, 408 and 429 are "later", and so is whatever somebody else says. */
const refusalOf = (status: number, type: string): Outcome =>
  !type.startsWith(PROBLEM_URN) || status > 499 || status === 408 || status === 429
    ? 'waiting'
    : status === 410
      ? 'closed'
      : 'refused'

/**
 * Whether this is our site, whole, without a collector. A portal that answers 404 for everything does not have our file; and where the file comes through and
 * messages alone are turned away (a filter that lets nobody post), the collector still says that it is there.
 */
async function isPlainHost(signal: AbortSignal): Promise<boolean> {
  const ask = (path: string) => fetch(path, { cache: 'no-store', signal })
  const { site } = (await (await ask('/site.json')).json()) as { site?: unknown }
  return site === 'eso-es-cuento' && [403, 404].includes((await ask('/api/health')).status)
}
