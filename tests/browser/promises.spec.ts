/** The promises of the design that only a browser can hold: each of these fails if one of them breaks. */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { words } from './content.ts'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { type Served, serve } from './served.ts'
import { answer, delivered, goOn, scan, type Visitor } from './visitor.ts'

let served: Served
test.beforeEach(async () => {
  served = await serve()
})
test.afterEach(async () => {
  await served.close()
})

const visitorIn = (page: Page, seed = 1): Visitor => ({ page, language: 'es', dice: diceOf(seed) })

/** Everything the phone keeps, by store. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    session: { ...sessionStorage } as Record<string, string>,
    local: { ...localStorage } as Record<string, string>,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))

const sent = (context: BrowserContext): string[] => {
  const bodies: string[] = []
  context.on('request', (request) => {
    if (request.method() === 'POST') bodies.push(request.postData() ?? '')
  })
  return bodies
}

test('from a child under 14 nothing is kept and nothing is sent', async ({ page, context }) => {
  const bodies = sent(context)
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitorIn(page), 'short', 'under-14')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/.+/)
  await expect(page.locator('#young')).toBeVisible()
  expect(bodies).toEqual([])
  expect(await kept(page)).toEqual({ session: {}, local: {}, cookies: '', databases: 0, caches: 0, workers: 0 })
  await page.locator('#young a.button').click()
  await expect(page).toHaveURL(/cuentos/)
})

test('a child who first said another age, and went back, has nothing kept or sent either', async ({ page, context }) => {
  const bodies = sent(context)
  await page.goto(`${served.address}/preguntas/`)
  await page.locator('[data-start=short]').click()
  // From 14 to 17 nobody is drawn into the arm that reads first, so there is a question to go back from.
  await page.locator('input[name=age][value="1"]').check()
  await page.locator('.quiz .button').click()
  await expect(page.locator('.quiz .step')).toBeVisible()
  await page.getByRole('button', { name: words.es.back ?? '' }).click()
  await page.locator('input[name=age][value="0"]').check()
  await page.locator('.quiz .button').click()
  await expect(page.locator('#young')).toBeVisible()
  expect(bodies).toEqual([])
  expect(await kept(page)).toEqual({ session: {}, local: {}, cookies: '', databases: 0, caches: 0, workers: 0 })
})

test('once a first question is answered and the start counted, the age can no longer be taken back', async ({ page, context }) => {
  const bodies = sent(context)
  await page.goto(`${served.address}/preguntas/`)
  await page.locator('[data-start=short]').click()
  await page.locator('input[name=age][value="1"]').check()
  await page.locator('.quiz .button').click()
  const back = page.getByRole('button', { name: words.es.back ?? '' })
  await expect(back).toBeVisible()
  await page.locator('.quiz input[type=radio]').first().check()
  await page.locator('.quiz .button').click()
  await expect.poll(() => bodies.length).toBe(1)
  await back.click()
  await expect(page.locator('.quiz .step')).toContainText('1/')
  await expect(back).toHaveCount(0)
})

test('once delivered, no answer is left on the phone, and a reload says that it was delivered', async ({ page }) => {
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitorIn(page), 'full', '14-17')
  await delivered(visitorIn(page))
  const { session, local } = await kept(page)
  expect(local).toEqual({})
  const visit = JSON.parse(session.v ?? '{}')
  expect([visit.baseline, visit.endline, visit.recalled, visit.barriers, visit.made]).toEqual([{}, {}, {}, [], {}])
  await page.reload()
  await delivered(visitorIn(page))
})

test('a new scan in the same tab starts a new visit, and so does the button under the result', async ({ page }) => {
  const code = (await served.staff('codes', '--venue', 'online')).split('#')[1]?.trim() ?? ''
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitorIn(page), 'short', '18+')
  await delivered(visitorIn(page))
  await page.getByRole('button', { name: words.es.again ?? '' }).click()
  await expect(page.locator('#notice')).toBeVisible()
  await answer(visitorIn(page, 2), 'short', '18+')
  await delivered(visitorIn(page))
  await scan(visitorIn(page), served.address, code)
  await expect(page.locator('#notice')).toBeVisible()
})

test('from 14 to 17, and where no age is said, the place does not leave the phone', async ({ browser }) => {
  const code = (await served.staff('codes', '--venue', 'el-dorado')).split('#')[1]?.trim() ?? ''
  for (const age of ['14-17', 'unsaid'] as const) {
    const context = await browser.newContext()
    const bodies = sent(context)
    const visitor = visitorIn(await context.newPage())
    await scan(visitor, served.address, code)
    // The scan itself says the place, and may go out after the page has been left.
    await expect.poll(() => bodies.length).toBe(1)
    bodies.length = 0
    await answer(visitor, 'short', age)
    await delivered(visitor)
    expect(bodies.length).toBe(3)
    for (const body of bodies) expect(JSON.parse(body).venue).toBe('')
    await context.close()
  }
  expect(Object.keys(storedCounters(served.data)).sort()).toEqual(['2026-2/core-short@1/14-17', '2026-2/core-short@1/unknown'])
})

test('what leaves the phone is option numbers, and no text, agent, time or place', async ({ page, context }) => {
  const bodies = sent(context)
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitorIn(page), 'full', '18+')
  await delivered(visitorIn(page))
  const fields = new Set(bodies.flatMap((body) => Object.keys(JSON.parse(body))))
  const known = [
    'v',
    'id',
    'wave',
    'instrument',
    'occasion',
    'arm',
    'order',
    'age',
    'venue',
    'answers',
    'before',
    'recalled',
    'barriers',
    // How many batches of baselines the leaf had released: the same number for everybody there.
    'batch',
    'event',
  ]
  expect([...fields].filter((field) => !known.includes(field))).toEqual([])
  for (const body of bodies) {
    expect(body.length).toBeLessThan(1024)
    const { answers = {}, before = {}, recalled = {} } = JSON.parse(body)
    for (const code of Object.values({ ...answers, ...before, ...recalled })) expect(code).toMatch(/^[0-4k]$/)
  }
})

test('before and after are linked on the phone alone: nothing that is sent names an earlier message', async ({ page, context }) => {
  const bodies = sent(context)
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitorIn(page), 'short', '18+')
  await delivered(visitorIn(page))
  const ids = bodies.map((body) => JSON.parse(body).id as string)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [index, body] of bodies.entries())
    for (const [other, id] of ids.entries()) if (other !== index) expect(body).not.toContain(id)
})

test('the code leaves the address bar before anything is fetched, and no request carries it but the count', async ({
  page,
  context,
}) => {
  const code = (await served.staff('codes', '--venue', 'terminal-bogota')).split('#')[1]?.trim() ?? ''
  const tag = code.split('.')[2] ?? ''
  const requests: string[] = []
  let addressAtCount = ''
  context.on('request', (request) => {
    if (request.url().endsWith('/api/footfall')) addressAtCount = page.url()
    requests.push(
      `${request.url()} ${JSON.stringify(request.headers())} ${request.url().includes('/api/') ? '' : request.postData()}`,
    )
  })
  await page.goto(`${served.address}/q/#${code}`)
  await expect.poll(() => storedFootfall(served.data)['2026-2/core-short@1/terminal-bogota']?.scan).toBe(1)
  expect(addressAtCount).toBe(`${served.address}/q/`)
  expect(requests.filter((request) => request.includes(tag))).toEqual([])
  await page.reload()
  await page.waitForLoadState('networkidle')
  expect(storedFootfall(served.data)['2026-2/core-short@1/terminal-bogota']?.scan).toBe(1)
})

for (const code of ['terminal-bogota.1.000000000000', 'no-such-place.1.0123456789ab', 'x'.repeat(500), '%00<script>'])
  test(`a code that is none (${code.slice(0, 20)}) gets the same useful page and counts under unknown`, async ({ page }) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${served.address}/q/#${code}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('main a.button').first()).toBeVisible()
    await expect.poll(() => storedFootfall(served.data)['2026-2/core-short@1/unknown']?.scan).toBe(1)
    expect(faults).toEqual([])
  })

test('a reload goes on where it was, and a closed tab forgets what was unfinished', async ({ page, context }) => {
  const visitor = visitorIn(page)
  await page.goto(`${served.address}/preguntas/`)
  const notes = await answer(visitor, 'full', '18+', 'story')
  await page.locator('.quiz .button').click()
  const question = await page.locator('.quiz legend').textContent()
  await page.reload()
  await expect(page.locator('.quiz legend')).toHaveText(question ?? '')
  await goOn(visitor, notes)
  await delivered(visitor)

  const other = await context.newPage()
  await other.goto(`${served.address}/preguntas/`)
  await other.locator('[data-start=short]').click()
  await other.locator('input[name=age][value="2"]').check()
  await other.locator('.quiz .button').click()
  // Chance decides whether a question or the story comes next.
  await expect(other.locator('input[name=age]')).toHaveCount(0)
  await other.close()
  const third = await context.newPage()
  await third.goto(`${served.address}/preguntas/`)
  await expect(third.locator('#notice')).toBeVisible()
  expect((await kept(third)).session).toEqual({})
})

for (const stored of [
  '{"form":3,"path":"short","code":"","at":99,"baseline":{},"endline":{},"recalled":{},"barriers":[],"made":{}}',
  '{"form":1}',
  '{',
])
  test(`a stored visit that leads nowhere (${stored.slice(0, 30)}) is no dead end: the notice is there, and starts anew`, async ({
    page,
  }) => {
    await page.goto(`${served.address}/ayuda/`)
    await page.evaluate((visit) => sessionStorage.setItem('v', visit), stored)
    await page.goto(`${served.address}/preguntas/`)
    await expect(page.locator('#notice')).toBeVisible()
    await page.locator('[data-start=short]').click()
    await expect(page.locator('input[name=age]').first()).toBeVisible()
    await expect(page.locator('#notice')).toBeHidden()
  })

test('finishing twice by reloading the result counts once', async ({ page }) => {
  const visitor = visitorIn(page)
  await page.goto(`${served.address}/preguntas/`)
  await answer(visitor, 'short', '18+')
  await delivered(visitor)
  const before = storedCounters(served.data)
  await page.reload()
  await expect(page.locator('[data-delivery]')).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(storedCounters(served.data)).toEqual(before)
})

test('going back shows the answer given, and a changed answer is the one that counts', async ({ page }) => {
  await page.goto(`${served.address}/preguntas/`)
  await page.locator('[data-start=short]').click()
  // From 14 to 17 nobody is drawn into the arm that reads first.
  await page.locator('input[name=age][value="1"]').check()
  await page.locator('.quiz .button').click()
  await page.locator('.quiz input[type=radio]').nth(1).check()
  const first = await page.locator('.quiz legend').textContent()
  await page.locator('.quiz .button').click()
  // One question is drawn over another: what is chosen of it, further down, neither stays nor takes the earlier choice away.
  await expect(page.locator('.quiz legend')).not.toHaveText(first ?? '')
  await expect(page.locator('.quiz :checked')).toHaveCount(0)
  await page.locator('.quiz input[type=radio]').nth(3).check()
  const second = await page.locator('.quiz legend').textContent()
  const back = page.getByRole('button', { name: words.es.back ?? '' })
  await back.click()
  await expect(page.locator('.quiz legend')).toHaveText(first ?? '')
  await expect(page.locator('.quiz input[type=radio]').nth(1)).toBeChecked()
  await expect(page.locator('.quiz legend')).toBeFocused()
  await page.locator('.quiz .button').click()
  await expect(page.locator('.quiz legend')).toHaveText(second ?? '')
  await expect(page.locator('.quiz input[type=radio]').nth(3)).toBeChecked()
})

test('"I don’t know" is offered with every question, and going on without an answer says so', async ({ page }) => {
  await page.goto(`${served.address}/preguntas/`)
  await page.locator('[data-start=short]').click()
  await page.locator('.quiz .button').click()
  await expect(page.getByRole('alert')).toHaveText(words.es.choose ?? '')
  await page.locator('input[name=age][value="1"]').check()
  await page.locator('.quiz .button').click()
  await expect(page.locator('.quiz label', { hasText: words.es.dontKnow ?? '' })).toBeVisible()
})

test('the whole short path works with the keyboard alone, and each new screen takes the focus', async ({ page }) => {
  await page.goto(`${served.address}/preguntas/`)
  await page.locator('[data-start=short]').focus()
  await page.keyboard.press('Enter')
  for (let screen = 0; screen < 12; screen++) {
    await expect(page.locator('.quiz :is(h1, legend)')).toBeFocused()
    if ((await page.locator('[data-delivery]').count()) > 0) break
    const before = (await page.locator('.quiz').textContent()) ?? ''
    if ((await page.locator('.quiz input[type=radio]').count()) > 0) {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      // The last two ages and "I don't know" are as good as any: what counts is that arrows move.
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    } else {
      await page.locator('.quiz .button').focus()
      await page.keyboard.press('Enter')
    }
    await expect(page.locator('.quiz')).not.toHaveText(before)
  }
  await expect(page.locator('[data-delivery]')).toBeVisible()
})

test('the logs of a whole visit hold no address, agent, code or answer', async ({ browser }) => {
  const context = await browser.newContext({ userAgent: 'MarkedAgent/7.7' })
  const code = (await served.staff('codes', '--venue', 'terminal-bogota')).split('#')[1]?.trim() ?? ''
  const visitor = visitorIn(await context.newPage())
  await scan(visitor, served.address, code)
  await answer(visitor, 'short', '18+')
  await delivered(visitor)
  await context.close()
  await served.stop()
  const log = served.output().replaceAll(served.address, '')
  expect(log).not.toMatch(/MarkedAgent|127\.0\.0\.1|::1|terminal-bogota|advance-is-debt|would-tell/)
})
