/** A flood alarm in the middle of a visit: the phone proves work, the visitor notices nothing, and her record is counted once. */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { countersOf } from './expected.ts'
import { type Flooded, serveFlooded } from './flooded.ts'
import { answer, delivered, goOn, type Visitor } from './visitor.ts'

let served: Flooded
test.beforeEach(async () => {
  served = await serveFlooded()
})
test.afterEach(async () => {
  await served.close()
})

const visitorIn = (page: Page, seed = 1): Visitor => ({ page, language: 'es', dice: diceOf(seed) })

interface Sent {
  readonly path: string
  readonly id: string
  readonly proof: string | undefined
}

/** Notes every message that the phone sends, and every time it fetches the worker. */
function watch(context: BrowserContext) {
  const sent: Sent[] = []
  const fetched: string[] = []
  context.on('request', async (request) => {
    const path = new URL(request.url()).pathname
    if (path === '/proof.js') fetched.push(path)
    if (request.method() === 'POST')
      sent.push({ path, id: JSON.parse(request.postData() ?? '{}').id, proof: request.headers().proof })
  })
  return { sent, fetched }
}

/** What has been finished so far is counted. */
const nothingWaits = (page: Page) => expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBe(0)

test('raised in the middle of a visit, it is met with a proof for each message, and everything is counted once', async ({
  page,
  context,
}) => {
  const { sent, fetched } = watch(context)
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  const visitor = visitorIn(page)
  await page.goto(`${served.address}/preguntas/`)
  const notes = await answer(visitor, 'short', 'unsaid', 'story')
  await nothingWaits(page)
  await expect.poll(() => storedFootfall(served.data)['2026-2/core-short@1/unknown']?.start).toBe(1)
  expect(fetched).toEqual([])
  expect(sent.map(({ proof }) => proof)).toEqual(sent.map(() => undefined))
  const before = sent.length

  served.alarm.isRaised = true
  await goOn(visitor, notes)
  await delivered(visitor)
  expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
  expect(storedFootfall(served.data)['2026-2/core-short@1/unknown']).toEqual({ start: 1, finish: 1 })
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])

  // Asked, worked out, sent again: two requests for the message, one worker, which has ended.
  const [asked, proven, ...more] = sent.slice(before)
  expect(more).toEqual([])
  expect(asked?.proof).toBeUndefined()
  expect(proven).toMatchObject({
    path: '/api/records',
    id: asked?.id,
    proof: expect.stringMatching(/^[0-9a-f]{48}(\.[0-9a-z]+){8}$/),
  })
  expect(fetched).toEqual(['/proof.js'])
  await expect.poll(() => page.workers().length).toBe(0)
  expect(refused.filter((text) => !text.includes('429'))).toEqual([])
})

test('the landing page proves its scan too, without a word on the screen', async ({ page, context }) => {
  const { sent } = watch(context)
  served.alarm.isRaised = true
  await page.goto(`${served.address}/q/`)
  await expect.poll(() => storedFootfall(served.data)['2026-2/core-short@1/unknown']?.scan).toBe(1)
  expect(sent.map(({ path, proof }) => [path, proof !== undefined])).toEqual([
    ['/api/footfall', false],
    ['/api/footfall', true],
  ])
  await nothingWaits(page)
})

test('what waited without a network is proven when it can be sent', async ({ page, context }) => {
  const { sent } = watch(context)
  const visitor = visitorIn(page)
  await page.goto(`${served.address}/preguntas/`)
  await context.setOffline(true)
  const notes = await answer(visitor, 'short', '18+')
  await delivered(visitor, 'waiting')
  served.alarm.isRaised = true
  await context.setOffline(false)
  await delivered(visitor)
  expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
  const numbersOf = (messages: readonly Sent[]) => [...new Set(messages.map(({ id }) => id))].sort()
  expect(numbersOf(sent.filter(({ proof }) => proof))).toEqual(numbersOf(sent))
})

for (const [name, prevent] of [
  ['cannot be fetched', (page: Page) => page.route('**/proof.js', (route) => route.abort())],
  [
    'is a portal’s page',
    (page: Page) => page.route('**/proof.js', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Wi-Fi</title>' })),
  ],
  ['is none that this phone can run', (page: Page) => page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))],
] as const)
  test(`where the worker ${name} the record waits on the phone, and is counted once when the alarm has fallen`, async ({
    page,
  }) => {
    const visitor = visitorIn(page)
    await prevent(page)
    await page.goto(`${served.address}/preguntas/`)
    const notes = await answer(visitor, 'short', 'unsaid', 'story')
    await nothingWaits(page)
    served.alarm.isRaised = true
    await goOn(visitor, notes)
    await delivered(visitor, 'waiting')
    expect(Object.values(storedFootfall(served.data)).some(({ finish }) => finish)).toBe(false)
    served.alarm.isRaised = false
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await delivered(visitor)
    expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  })

test('a worker whose file never comes holds the outbox up for as long as a silent network does, and no longer', async ({
  page,
}) => {
  const visitor = visitorIn(page)
  await page.clock.install()
  await page.route('**/proof.js', () => undefined)
  await page.goto(`${served.address}/preguntas/`)
  const notes = await answer(visitor, 'short', 'unsaid', 'story')
  await nothingWaits(page)
  served.alarm.isRaised = true
  const asked = page.waitForRequest('**/proof.js')
  await goOn(visitor, notes)
  await asked
  await page.clock.fastForward(15_000)
  await delivered(visitor, 'waiting')
})

test('a tab that is closed while work is done loses nothing: the next visit proves it', async ({ page, context }) => {
  const visitor = visitorIn(page)
  await page.route('**/proof.js', () => undefined)
  await page.goto(`${served.address}/preguntas/`)
  const notes = await answer(visitor, 'short', 'unsaid', 'story')
  await nothingWaits(page)
  served.alarm.isRaised = true
  const asked = page.waitForRequest('**/proof.js')
  await goOn(visitor, notes)
  await asked
  await expect(page.locator('[data-delivery]')).toHaveAttribute('data-delivery', 'sending')
  await page.close()
  const later = await context.newPage()
  await later.goto(`${served.address}/preguntas/`)
  await expect.poll(() => later.evaluate(() => Object.keys(localStorage).length)).toBe(0)
  // Another tab does not know what the first was told of its baseline: counted as finished, and not compared.
  expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: false }]))
  expect(storedFootfall(served.data)['2026-2/core-short@1/unknown']?.finish).toBe(1)
})
