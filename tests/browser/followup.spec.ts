/**
 * Weeks later, on the same phone: nothing is kept unless it is asked for, nothing is offered before 14 days, what is answered then counts once and in no place,
 * and after 120 days, or with the exit, all of it is gone.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { concepts, itemOf, type Language } from './content.ts'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { type Served, serve } from './served.ts'
import { type Age, answer, delivered, type Notes, scan, type Visitor } from './visitor.ts'

const DAY_MS = 86_400_000
const PAGES = {
  es: { questions: '/preguntas/', again: '/preguntas/otra-vez/', landing: '/q/', safety: '/seguridad/' },
  en: { questions: '/en/questions/', again: '/en/questions/again/', landing: '/en/q/', safety: '/en/safety/' },
}
const own = Object.fromEntries(
  (['es', 'en'] as const).map((language) => [
    language,
    JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'content', 'ui', language, 'followup.json'), 'utf8')),
  ]),
) as Record<Language, Record<string, string>>

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

/** Nobody is drawn to read first, so that everybody has a before. */
async function asksFirst(context: BrowserContext, share = 0): Promise<void> {
  await context.route(/\/(preguntas|questions)\/$/, async (route) => {
    const response = await route.fetch()
    const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers()
    const body = (await response.text()).replace(/"contentFirst":[\d.]+/, `"contentFirst":${share}`)
    await route.fulfill({ status: response.status(), headers, body })
  })
}

const keptNames = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage))

/** From the printed code to the result. */
async function visit(page: Page, language: Language, path: 'full' | 'short', age: Age = '18+', seed = 1): Promise<Notes> {
  const visitor: Visitor = { page, language, dice: diceOf(seed) }
  const code = (await served.staff('codes', '--venue', 'terminal-bogota')).split('#')[1]?.trim() ?? ''
  await scan(visitor, served.address, code)
  const notes = await answer(visitor, path, age)
  await delivered(visitor)
  return notes
}

/** Has the phone keep the result that is on screen. */
async function keepIt(page: Page, language: Language): Promise<void> {
  await page.locator('#again a').click()
  await page.waitForURL(`**${PAGES[language].again}`)
  expect((await keptNames(page)).filter((name) => name.startsWith('f.'))).toEqual([])
  await page.getByRole('button', { name: own[language].keep ?? '' }).click()
  await expect(page.locator('h1:visible')).toHaveText(own[language].keptTitle ?? '')
}

async function openDue(page: Page, language: Language): Promise<void> {
  await page.goto(served.address + PAGES[language].again)
  await page.getByRole('button', { name: own[language].start ?? '', exact: true }).click()
}

/** Answers one question weeks later, by her own dice. */
async function answerOne(page: Page, language: Language, dice: () => number, later: Record<string, string>): Promise<void> {
  const legend = page.locator('.quiz legend')
  const question = (await legend.textContent()) ?? ''
  const { concept } = itemOf(question, language)
  const radios = page.locator('.quiz input[type=radio]')
  const radio = radios.nth(Math.floor(dice() * (await radios.count())))
  await radio.check()
  later[concept.id] = (await radio.getAttribute('value')) ?? ''
  await page.locator('.quiz button[type=submit]').click()
  await expect(page.locator('.quiz').getByText(question, { exact: true })).toHaveCount(0)
}

async function answerAll(
  page: Page,
  language: Language,
  dice: () => number,
  later: Record<string, string> = {},
): Promise<Record<string, string>> {
  while ((await page.locator('.quiz legend').count()) > 0) await answerOne(page, language, dice, later)
  return later
}

/** What her leaf has to hold, counted from notes by another way than the product's. */
function countersOf({ order, baseline, endline }: Notes, later: Record<string, string>): Record<string, number> {
  const asked = concepts.filter(({ id }) => id in later)
  const isRight = (id: string, code = '') => {
    const { answer: kind, right } = asked.find((one) => one.id === id) ?? {}
    return kind === 'choice' ? code === '0' : (right === 'disagree' ? '12' : '34').includes(code || '-')
  }
  const counters: Record<string, number> = { [`n:${order}:followup`]: 1 }
  for (const [kind, earlier] of [
    ['fb', baseline],
    ['fe', endline],
  ] as const) {
    for (const { id } of asked) counters[`${kind}:${order}:${id}:${earlier[id]}>${later[id]}`] = 1
    for (const scale of new Set(asked.map((one) => one.scale))) {
      const score = (answers: Record<string, string>) =>
        asked.filter((one) => one.scale === scale && isRight(one.id, answers[one.id])).length
      counters[`${kind}s:${order}:${scale}:${score(earlier)}>${score(later)}`] = 1
    }
  }
  return counters
}

/** Counters of a leaf that came since. */
function since(before: Record<string, number> = {}, after: Record<string, number> = {}): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).flatMap(([key, n]) => (n === (before[key] ?? 0) ? [] : [[key, n - (before[key] ?? 0)]])),
  )
}

for (const [language, path, instrument] of [
  ['es', 'short', 'core-short@1'],
  ['en', 'full', 'core@1'],
] as const)
  test(`kept, not offered after 13 days, offered after 14, answered through a reload, and counted in the one leaf (${language}, ${path})`, async ({
    page,
    context,
  }) => {
    await asksFirst(context)
    const start = Date.now()
    await context.clock.setFixedTime(start)
    const notes = await visit(page, language, path)
    expect(await keptNames(page), 'nothing is kept that was not asked for').toEqual([])
    await keepIt(page, language)
    const kept = await page.evaluate(() => Object.entries(localStorage))
    expect(kept).toHaveLength(1)
    const [[name = '', value = ''] = []] = kept
    expect(name).toMatch(/^f\.[0-9a-z]{8}$/)
    expect(value).toMatch(/^[A-Za-z0-9+/=]+$/)
    const { earlier, ...head } = JSON.parse(atob(value))
    expect(Object.keys(head).sort()).toEqual(['id', 'instrument', 'order', 'path', 'wave'])
    for (const [concept, codes] of Object.entries(earlier))
      expect(codes).toBe(`${notes.baseline[concept]}${notes.endline[concept]}`)
    expect(await page.evaluate(() => sessionStorage.getItem('k'))).toBeNull()

    // The tab of that day is closed.
    await page.evaluate(() => sessionStorage.clear())
    const leaf = `2026-2/${instrument}/followup`
    const before = { counters: storedCounters(served.data), footfall: storedFootfall(served.data) }
    await context.clock.setFixedTime(start + 14 * DAY_MS - 60_000)
    for (const place of ['questions', 'landing'] as const) {
      await page.goto(served.address + PAGES[language][place])
      await expect(page.locator('#again'), place).toBeHidden()
    }
    await page.goto(served.address + PAGES[language].again)
    await expect(page.locator('h1:visible')).toHaveText(own[language].keptTitle ?? '')

    await context.clock.setFixedTime(start + 14 * DAY_MS + 60_000)
    for (const place of ['landing', 'questions'] as const) {
      await page.goto(served.address + PAGES[language][place])
      await expect(page.locator('#again a'), place).toBeVisible()
    }
    await page.locator('#again a').click()
    await page.getByRole('button', { name: own[language].start ?? '', exact: true }).click()
    const dice = diceOf(77)
    const later: Record<string, string> = {}
    await answerOne(page, language, dice, later)
    await answerOne(page, language, dice, later)
    const third = (await page.locator('.quiz legend').textContent()) ?? ''
    // Not the form that she met last.
    const { form } = itemOf(third, language)
    expect(form).toBe(notes.order === 'AB' ? 'A' : 'B')
    await page.reload()
    await expect(page.locator('.quiz legend')).toHaveText(third)
    await answerAll(page, language, dice, later)
    await delivered({ page, language, dice })

    const after = storedCounters(served.data)
    expect(since(before.counters[leaf], after[leaf])).toEqual(countersOf(notes, later))
    // Nowhere else, not by place, and no day tells that somebody came back: the landing pages' own scans are all that came.
    for (const other of Object.keys(after)) if (other !== leaf) expect(after[other], other).toEqual(before.counters[other])
    expect(storedFootfall(served.data)[leaf]).toBeUndefined()
    expect(await keptNames(page), 'gone once it is handed in').toEqual([])

    // Her own three results, beside each other.
    const signs = concepts.filter(({ id, scale }) => id in later && scale !== 'confidence')
    const right = (answers: Record<string, string>) =>
      signs.filter(({ id, answer: kind, right: side }) =>
        kind === 'choice' ? answers[id] === '0' : (side === 'disagree' ? ['1', '2'] : ['3', '4']).includes(answers[id] ?? ''),
      ).length
    const said = (own[language].result ?? '')
      .replace('{n}', String(right(later)))
      .replace('{m}', String(signs.length))
      .replace('{after}', String(right(notes.endline)))
      .replace('{before}', String(right(notes.baseline)))
    await expect(page.locator('.quiz .lead')).toHaveText(said)
    await page.reload()
    await expect(page.locator('.quiz .lead')).toHaveText(said)
    await page.goto(served.address + PAGES[language].questions)
    await expect(page.locator('#again')).toBeHidden()
  })

test('without a network the answers of weeks later wait, and count once although the acknowledgement is lost', async ({
  page,
  context,
}) => {
  await asksFirst(context)
  const start = Date.now()
  await context.clock.setFixedTime(start)
  const notes = await visit(page, 'es', 'short', '18+', 3)
  await keepIt(page, 'es')
  await context.clock.setFixedTime(start + 30 * DAY_MS)
  await openDue(page, 'es')
  await expect(page.locator('.quiz legend')).toBeVisible()
  const leaf = '2026-2/core-short@1/followup'
  const before = storedCounters(served.data)[leaf]
  await context.setOffline(true)
  const later = await answerAll(page, 'es', diceOf(5))
  await delivered({ page, language: 'es', dice: diceOf(1) }, 'waiting')
  expect((await keptNames(page)).map((name) => name.slice(0, 2))).toEqual(['o.'])
  // Counted, and the phone never hears of it.
  await page.route(
    '**/api/records',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await context.setOffline(false)
  await page.reload()
  await delivered({ page, language: 'es', dice: diceOf(1) })
  expect(since(before, storedCounters(served.data)[leaf])).toEqual(countersOf(notes, later))
  expect(await keptNames(page)).toEqual([])
})

test('the exit, the safety page, the page’s own button and 120 days erase what is kept', async ({ page, context }) => {
  await asksFirst(context)
  await context.route(/wikipedia\.org/, (route) => route.fulfill({ contentType: 'text/html', body: 'elsewhere' }))
  const start = Date.now()
  await context.clock.setFixedTime(start)
  await visit(page, 'es', 'short')
  await keepIt(page, 'es')
  const kept = await page.evaluate(() => ({ ...localStorage }) as Record<string, string>)
  const fill = async () => {
    await page.goto(`${served.address}/robots.txt`)
    await page.evaluate((entries) => Object.assign(localStorage, entries), kept)
  }

  // Damaged, or of another wave: erased, and said so where there is something to say.
  await page.evaluate(
    (name) => localStorage.setItem(name, btoa(JSON.stringify({ id: 'x', wave: '2020-1', instrument: 'core@1', earlier: {} }))),
    Object.keys(kept)[0] ?? '',
  )
  await page.reload()
  await expect(page.getByText(own.es.other ?? '')).toBeVisible()
  expect(await keptNames(page)).toEqual([])

  await fill()
  await page.goto(served.address + PAGES.es.again)
  await page.getByRole('button', { name: own.es.erase ?? '' }).click()
  await expect(page.getByText(own.es.erased ?? '')).toBeVisible()
  expect(await keptNames(page)).toEqual([])

  await fill()
  await page.goto(served.address + PAGES.es.safety)
  await page.locator('#erase').click()
  await expect.poll(() => keptNames(page)).toEqual([])

  await fill()
  await page.goto(served.address + PAGES.es.again)
  await page.locator('#exit').click()
  await page.waitForURL(/wikipedia/)
  await page.goto(`${served.address}/robots.txt`)
  expect(await keptNames(page)).toEqual([])

  await fill()
  await context.clock.setFixedTime(start + 120 * DAY_MS - 60_000)
  await page.goto(`${served.address}/ayuda/`)
  expect(await keptNames(page)).toHaveLength(1)
  await context.clock.setFixedTime(start + 120 * DAY_MS + 60_000)
  await page.goto(`${served.address}/ayuda/`)
  await expect.poll(() => keptNames(page)).toEqual([])
})

test('a note for the calendar says “Reminder” and nothing of the campaign', async ({ page, context }) => {
  await asksFirst(context)
  await visit(page, 'en', 'short')
  await keepIt(page, 'en')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: own.en.calendarSave ?? '' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('reminder.ics')
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('SUMMARY:Reminder\r\n')
  expect(text).not.toMatch(/cuento|real|trata|traffic|https?:/i)
})

for (const [who, age, share] of [
  ['from 14 to 17', '14-17', 0],
  ['whoever does not say her age', 'unsaid', 0],
  ['whoever read first', '18+', 1],
] as const)
  test(`${who} is not asked to keep anything`, async ({ page, context }) => {
    await asksFirst(context, share)
    await visit(page, 'es', 'short', age)
    await expect(page.locator('#again')).toBeHidden()
    // And the page that would ask has nothing to.
    await page.goto(served.address + PAGES.es.again)
    await expect(page.getByText(own.es.none ?? '')).toBeVisible()
    expect(await keptNames(page)).toEqual([])
  })
