/** Bad networks: portals, closed tabs, static hosts. A finished record is delivered once or stays on the phone; nothing is lost between. */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../../src/protocol/problem.ts'
import { words } from './content.ts'
import { inStore, storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { countersOf } from './expected.ts'
import { serve } from './served.ts'
import { answer, delivered, goOn, type Visitor } from './visitor.ts'

const visitorIn = (page: Page, seed = 1): Visitor => ({ page, language: 'es', dice: diceOf(seed) })

const PORTALS = {
  'a login page with status 200': { status: 200, contentType: 'text/html', body: '<title>Wi-Fi</title>' },
  'a 204 without our header': { status: 204, body: '' },
  'a login page in JSON': { status: 200, contentType: 'application/json', body: '{"ok":true}' },
  'a 404 of its own': { status: 404, contentType: 'text/html', body: 'nope' },
  'a collector that says that too much comes from here, and to come again': {
    status: 429,
    headers: { 'retry-after': '60' },
    contentType: PROBLEM_MEDIA_TYPE,
    body: JSON.stringify(problemDocument('too-many')),
  },
  'a busy gateway': { status: 502, contentType: 'text/html', body: 'bad gateway' },
} as const

for (const [name, answerOfPortal] of Object.entries(PORTALS))
  test(`behind ${name} the record waits, and is counted once when the portal is gone`, async ({ page }) => {
    const served = await serve()
    try {
      const visitor = visitorIn(page)
      await page.goto(`${served.address}/preguntas/`)
      // A portal answers for everything, our own files included.
      await page.route('**/api/**', (route) => route.fulfill(answerOfPortal))
      await page.route('**/site.json', (route) => route.fulfill(answerOfPortal))
      const notes = await answer(visitor, 'short', '18+')
      await delivered(visitor, 'waiting')
      expect(storedCounters(served.data)).toEqual({})
      await page.unroute('**/api/**')
      await page.unroute('**/site.json')
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await delivered(visitor)
      expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    } finally {
      await served.close()
    }
  })

test('whoever finishes after her baseline went out is counted as finished and not paired; offline it is not known before', async ({
  page,
  context,
}) => {
  const served = await serve()
  try {
    const visitor = visitorIn(page)
    await page.goto(`${served.address}/preguntas/`)
    const bodies: { occasion?: string; batch?: number }[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/api/records')) bodies.push(JSON.parse(request.postData() ?? '{}'))
    })
    const notes = await answer(visitor, 'full', 'unsaid', 'story')
    await expect.poll(() => storedFootfall(served.data)['2026-2/core@1/unknown']?.start).toBe(1)
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBe(0)
    // A reload forgets the module and not the visit.
    await page.reload()
    await goOn(visitor, notes)
    await delivered(visitor)
    expect(bodies.map(({ occasion, batch }) => [occasion, batch])).toEqual([
      ['baseline', undefined],
      ['endline', 0],
    ])
    expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))

    await page.getByRole('button', { name: words.es.again ?? '' }).click()
    const late = await answer(visitor, 'full', 'unsaid', 'story')
    await expect.poll(() => bodies.length).toBe(3)
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBe(0)
    // As if the gate had let her baseline out since.
    inStore(served.data, (db) => db.exec("INSERT INTO gate VALUES ('2026-2/core@1/unknown', 'batches', 'baseline', 1)"))
    await goOn(visitor, late)
    await delivered(visitor)
    expect(bodies.at(-1)).toMatchObject({ occasion: 'endline', batch: 0 })
    const both = [
      { notes, venue: undefined, hasEndline: true },
      { notes: late, venue: undefined, hasEndline: false },
    ]
    expect(storedCounters(served.data)).toEqual(countersOf('2026-2', both))
    expect(storedFootfall(served.data)['2026-2/core@1/unknown']?.finish).toBe(2)

    await page.getByRole('button', { name: words.es.again ?? '' }).click()
    await page.route('**/api/**', (route) => route.abort())
    const offline = await answer(visitor, 'full', 'unsaid')
    await delivered(visitor, 'waiting')
    await page.unroute('**/api/**')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await delivered(visitor)
    expect(bodies.at(-1)).toMatchObject({ occasion: 'endline', batch: 1 })
    expect(storedCounters(served.data)).toEqual(
      countersOf('2026-2', [...both, { notes: offline, venue: undefined, hasEndline: true }]),
    )
  } finally {
    await served.close()
  }
})

test('a tab closed while a finished record waits loses nothing: the next visit delivers it', async ({ page, context }) => {
  const served = await serve()
  try {
    await page.goto(`${served.address}/preguntas/`)
    await page.route('**/api/**', (route) => route.abort())
    const notes = await answer(visitorIn(page), 'short', '18+')
    await delivered(visitorIn(page), 'waiting')
    const waiting = await page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect(waiting).not.toMatch(/[¿?]|\s\w+\s\w+\s|debt|offer|verify|barrier|need-work/)
    await page.close()
    const later = await context.newPage()
    await later.goto(`${served.address}/q/`)
    await expect.poll(() => later.evaluate(() => Object.keys(localStorage).length)).toBe(0)
    expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
  } finally {
    await served.close()
  }
})

for (const [name, days] of [
  ['older than seven days', 8],
  ['from a day to come, by a clock that was wrong,', -400],
] as const)
  test(`a record ${name} is dropped from the phone on whichever page is opened first, and not sent`, async ({ page }) => {
    const served = await serve()
    try {
      const posts: string[] = []
      page.on('request', (request) => {
        if (request.url().endsWith('/api/records')) posts.push(request.url())
      })
      await page.goto(`${served.address}/metodo/`)
      await page.evaluate((age) => {
        const since = Date.now() - age * 86_400_000
        localStorage.setItem(
          `o.${since.toString(36)}.00000000000000000000000000000001`,
          btoa('{"to":"/api/records","body":{"id":"1"}}'),
        )
      }, days)
      await page.goto(`${served.address}/ayuda/`)
      await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([])
      await page.goto(`${served.address}/preguntas/`)
      await page.waitForLoadState('networkidle')
      expect(posts).toEqual([])
    } finally {
      await served.close()
    }
  })

test('the full path goes on without a network once its questions are here', async ({ page, context }) => {
  const served = await serve()
  try {
    const visitor = visitorIn(page)
    await page.goto(`${served.address}/preguntas/`)
    const notes = await answer(visitor, 'full', '18+', 'story')
    await expect(page.locator('.quiz #story')).toBeVisible()
    await context.setOffline(true)
    await goOn(visitor, notes)
    await delivered(visitor, 'waiting')
    await context.setOffline(false)
    await delivered(visitor)
    expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
  } finally {
    await served.close()
  }
})

test('without a network the full path says that it did not come, and the short one is there', async ({ page, context }) => {
  const served = await serve()
  try {
    await page.goto(`${served.address}/preguntas/`)
    await context.setOffline(true)
    await page.locator('[data-start=full]').click()
    await expect(page.locator('#full-status')).toHaveText(/un minuto/)
    await answer(visitorIn(page), 'short', '18+')
    await delivered(visitorIn(page), 'waiting')
  } finally {
    await served.close()
  }
})

test.describe('a plain static host', () => {
  const TYPES: Record<string, string> = {
    '.html': 'text/html',
    '.css': 'text/css',
    '.js': 'text/javascript',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
  }
  let server: Server
  let address = ''

  test.beforeAll(async () => {
    const dist = join(import.meta.dirname, '..', '..', 'dist')
    server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      const file = join(dist, path.endsWith('/') ? `${path}index.html` : path)
      if (request.method !== 'GET' || !existsSync(file) || !statSync(file).isFile()) {
        response.writeHead(request.method === 'GET' ? 404 : 405).end('no')
        return
      }
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
      createReadStream(file).pipe(response)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  test.afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  for (const path of ['short', 'full'] as const)
    test(`takes the ${path} journey to its end, says that the result stays here, and keeps nothing`, async ({ page, context }) => {
      const foreign: string[] = []
      context.on('request', (request) => {
        if (!request.url().startsWith(address) && !request.url().startsWith('data:')) foreign.push(request.url())
      })
      await page.goto(`${address}/q/`)
      await page.locator('main a.button').first().click()
      await answer(visitorIn(page), path, '18+')
      await delivered(visitorIn(page), 'no-collector')
      await expect(page.locator('[data-delivery]')).toHaveText(/se queda aquí/)
      await expect.poll(() => page.evaluate(() => Object.keys(localStorage))).toEqual([])
      expect(foreign).toEqual([])
      expect(await context.cookies()).toEqual([])
    })
})
