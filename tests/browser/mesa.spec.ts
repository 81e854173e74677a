/**
 * A round table, from the projector's code to the sheet: the phones of a room against one collector over plain http. A dozen here; `npm run test:mesa` fills the
 * room with forty.
 */
import { readFileSync } from 'node:fs'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { axeViolations } from './axe.ts'
import { storedCounters, storedFootfall } from './counters.ts'
import { inTurns } from './in-turns.ts'
import { type Served, serve } from './served.ts'
import {
  answerAfter,
  answerBefore,
  countPairs,
  enter,
  goOnAfter,
  isRight,
  keep,
  type Person,
  planOf,
  staffWords,
  tableConcepts,
  tableWords,
} from './table-people.ts'

const PEOPLE = Number(process.env.MESA_PEOPLE ?? 12)
/** Phones at work at a time: more than the machine's cores only wait for each other. */
const AT_A_TIME = 6
const t = staffWords.es

let browser: Browser
let served: Served
/** As phones know the laptop: a name that is not its own, so that nothing here is a secure context. */
let origin: string

test.beforeAll(async ({ launchOptions }) => {
  served = await serve(undefined, '0.0.0.0')
  origin = `http://mesa.test:${new URL(served.address).port}`
  const args = [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP mesa.test 127.0.0.1']
  browser = await chromium.launch({ ...launchOptions, args })
})
test.afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const leaf = () => Object.keys(storedCounters(served.data)).find((name) => name.includes('mesa-bogota-')) ?? 'none'

async function person(at: number): Promise<Person> {
  const language = at % 4 === 3 ? 'en' : 'es'
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } })
  return { context, page: await context.newPage(), language, plan: planOf(at), order: 'unknown' }
}

const delivered = ({ page }: Person) =>
  expect(page.locator('[data-delivery]')).toHaveAttribute('data-delivery', 'delivered', { timeout: 30_000 })

async function before(one: Person, address: string, agrees: boolean): Promise<void> {
  await enter(one, address)
  await answerBefore(one)
  await keep(one, agrees)
  await delivered(one)
}

async function after(one: Person): Promise<void> {
  await answerAfter(one)
  await delivered(one)
}

/** What a camera reads from the projector. */
async function scanned(page: Page): Promise<string> {
  const { data, info } = await sharp(await page.locator('.qr').screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? 'unreadable'
}

const shown = (projector: Page, side: 'before' | 'after') => projector.locator(`[data-count=${side}]`)

test('a room answers before and after, and the projector shows the group and nobody in it', async () => {
  test.setTimeout(PEOPLE > 12 ? 600_000 : 180_000)
  const faults: string[] = []
  const projector = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  projector.on('pageerror', (error) => faults.push(error.message))
  await projector.goto(`${origin}/equipo/mesa/`)
  expect(await projector.evaluate(() => isSecureContext)).toBe(false)
  await projector.locator('input[name=token]').fill((await served.staff('token')).split('\n')[0] ?? '')
  await projector.getByRole('button', { name: t.open, exact: true }).click()
  await projector.locator('select[name=table]').selectOption('mesa-bogota')
  await projector.getByRole('button', { name: t.open, exact: true }).click()
  await expect(projector.locator('.qr')).toBeVisible()

  const address = await scanned(projector)
  expect(address).toMatch(new RegExp(`^${origin}/mesa/#mesa-bogota-\\d{8}\\.1\\.[0-9a-z]{12}$`))
  const code = address.split('#')[1] ?? ''
  const inEnglish = `${origin}/en/table/#${code}`

  // Before: everybody, a third of them without leave to keep anything.
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => person(at)))
  const [lost, sleeper, rejoiner, typist] = people as [Person, Person, Person, Person]
  const specials = new Set([lost, sleeper, rejoiner, typist])
  await inTurns(
    people.filter((one) => !specials.has(one)),
    AT_A_TIME,
    (one) => before(one, one.language === 'es' ? address : inEnglish, people.indexOf(one) % 3 !== 0),
  )
  await before(lost, address, true)
  await before(rejoiner, address, true)

  // One who types the digits, on the English page.
  const digits = (await projector.locator('.projector-digits').textContent())?.replace(/\D/g, '') ?? ''
  await typist.page.goto(`${origin}/en/table/`)
  await typist.page.getByLabel(tableWords.en.notice.joinLabel).fill(digits === '111111' ? '222222' : '111111')
  await typist.page.keyboard.press('Enter')
  await expect(typist.page.locator('#join-trouble')).not.toBeEmpty()
  await typist.page.getByLabel(tableWords.en.notice.joinLabel).fill(`${digits.slice(0, 3)} ${digits.slice(3)}`)
  await typist.page.keyboard.press('Enter')
  await expect(typist.page.locator('[data-start]')).toBeVisible()
  await answerBefore(typist)
  await keep(typist, false)
  await delivered(typist)

  // One whose phone reloads in the middle of a question, and sleeps at the pause.
  await enter(sleeper, address)
  await sleeper.page.locator('[data-start]').click()
  await sleeper.page.reload()
  await expect(sleeper.page.locator('.quiz form legend')).toBeVisible()
  await sleeper.page.evaluate(() => sessionStorage.clear())
  await sleeper.page.goto(address)
  await answerBefore(sleeper)
  await keep(sleeper, false)
  await delivered(sleeper)
  await sleeper.page.reload()
  const sleep = await sleeper.context.newCDPSession(sleeper.page)
  await sleep.send('Page.setWebLifecycleState', { state: 'frozen' })

  await expect(shown(projector, 'before')).toHaveText(String(PEOPLE))
  await expect(shown(projector, 'after')).toHaveText('0')

  // After: nine of them, and nothing is to be seen.
  const rest = people.filter((one) => !specials.has(one))
  await inTurns(rest.slice(0, 8), AT_A_TIME, after)
  await sleep.send('Page.setWebLifecycleState', { state: 'active' })
  await sleeper.page.reload()
  await after(sleeper)
  await expect(shown(projector, 'after')).toHaveText('9')
  await expect(projector.locator('[data-missing="1"]')).toBeVisible()
  await expect(projector.getByRole('button', { name: t.ask })).toHaveCount(0)
  await projector.getByRole('button', { name: t.parts.group, exact: true }).click()
  await expect(projector.locator('.plate')).toHaveCount(0)
  await projector.getByRole('button', { name: t.parts.room, exact: true }).click()
  const token = (await served.staff('token')).split('\n')[0] ?? ''
  const asked = await fetch(`${served.address}/api/tables/snapshot`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ table: code.split('.')[0] }),
  })
  expect(await asked.json()).toEqual({ outcome: 'held', snapshots: [] })

  // One who closed the page and scans again: her before is still there.
  await lost.page.close()
  lost.page = await lost.context.newPage()
  await enter(lost, address)
  await expect(lost.page.getByRole('button', { name: tableWords.es.pauseOn })).toBeVisible()
  await after(lost)

  // One who has two tabs, begins in the old one, answers in the new one, and then goes on in the old one to its end.
  const old = rejoiner.page
  await old.getByRole('button', { name: tableWords.es.pauseOn }).click()
  rejoiner.page = await rejoiner.context.newPage()
  await enter(rejoiner, address)
  await after(rejoiner)
  await goOnAfter({ ...rejoiner, page: old })
  await expect(old.locator('.quiz h1')).toHaveText(tableWords.es.twiceTitle)

  await after(typist)
  await inTurns(rest.slice(8), AT_A_TIME, after)
  await expect(shown(projector, 'after')).toHaveText(String(PEOPLE))
  await expect(shown(projector, 'before')).toHaveText(String(PEOPLE))

  // What is stored is what each of them answered: nobody twice, nobody torn from her pair.
  const stored = storedCounters(served.data)[leaf()] ?? {}
  expect(Object.fromEntries(Object.entries(stored).filter(([key]) => /^p:|^n:.*endline/.test(key)))).toEqual(countPairs(people))
  expect((stored['n:AB:baseline'] ?? 0) + (stored['n:BA:baseline'] ?? 0)).toBe(PEOPLE)
  expect(storedFootfall(served.data)[leaf()]).toMatchObject({ start: PEOPLE, finish: PEOPLE })

  // The group, once staff ask.
  await projector.getByRole('button', { name: t.ask, exact: true }).click()
  await expect(projector.locator('.plate svg')).toBeVisible()
  let told = 0
  for (const concept of tableConcepts) {
    const row = projector.getByRole('row', { name: concept.name.es })
    const cells = await row.locator('td div').allTextContents()
    for (const [column, occasion] of [
      [0, 'before'],
      [1, 'after'],
    ] as const) {
      const right = people.filter(({ plan }) => isRight(concept, plan[occasion][concept.id] ?? '')).length
      const isSmall = right < 5 || PEOPLE - right < 5
      if (isSmall) expect(cells[column], `${concept.id}, ${occasion}: ${right}`).toBe('<5')
      else if (cells[column] !== '<5') {
        expect(cells[column]?.replace(/\s/g, ''), `${concept.id}, ${occasion}`).toBe(`${Math.round((right / PEOPLE) * 100)}%`)
        told++
      }
    }
  }
  expect(told).toBeGreaterThanOrEqual(tableConcepts.length)

  // The sheet: weakest first, with what was agreed, which never leaves the page.
  const requests: string[] = []
  projector.on('request', (request) => {
    if (request.method() === 'POST') requests.push(request.url())
  })
  await projector.getByRole('button', { name: t.parts.sheet, exact: true }).click()
  await projector.locator('textarea').fill('Revisar las noticias de este mes\n\n<b>Marcar</b> las líneas')
  await expect(projector.locator('.agreed li')).toHaveCount(2)
  const shares = await projector.locator('ol.agenda li .quiet:first-of-type').allTextContents()
  const now = shares.flatMap((text) => /ahora (\d+)/.exec(text)?.[1] ?? []).map(Number)
  expect(now).toEqual([...now].sort((a, b) => a - b))
  expect(now.length).toBeGreaterThan(0)
  const [download] = await Promise.all([
    projector.waitForEvent('download'),
    projector.getByRole('button', { name: t.download }).click(),
  ])
  const file = readFileSync((await download.path()) ?? '', 'utf8')
  expect(file).toContain('&lt;b&gt;Marcar&lt;/b&gt; las líneas')
  expect(file).toMatch(/art[ií]culo 188A/)
  expect(await axeViolations(projector), 'axe, sheet').toEqual([])
  await projector.getByRole('button', { name: t.parts.group, exact: true }).click()
  expect(await axeViolations(projector), 'axe, group').toEqual([])
  await projector.getByRole('button', { name: t.parts.room, exact: true }).click()
  expect(await axeViolations(projector), 'axe, code').toEqual([])
  expect(requests).toEqual([])

  // Over: the digits lead nowhere any more.
  await projector.getByRole('button', { name: t.end }).click()
  await expect(projector.locator('.projector-digits')).toContainText(t.spokenEnded)
  expect((await fetch(`${served.address}/api/tables/spoken?digits=${digits}`)).status).toBe(404)
  expect(faults).toEqual([])
  for (const { context } of people) await context.close()
})

test('a phone that did not keep its before is not counted twice, and the exit leaves nothing of a session', async () => {
  const token = (await served.staff('token')).split('\n')[0] ?? ''
  const answer = await fetch(`${served.address}/api/tables`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ table: 'mesa-cali', date: new Date().toISOString().slice(0, 10) }),
  })
  const { code } = (await answer.json()) as { code: string }
  const address = `${origin}/mesa/#${code}`
  const counted = () => storedCounters(served.data)[`2026-2/prosecutors@1/${code.split('.')[0]}`] ?? {}
  const [one, two] = await Promise.all([person(0), person(1)])
  await before(one, address, false)
  await one.page.close()
  one.page = await one.context.newPage()
  await enter(one, address)
  await expect(one.page.locator('.quiz h1')).toHaveText(tableWords.es.elsewhereTitle)
  await expect(one.page.locator('[data-start]')).toBeHidden()

  // Two tabs that answer before side by side: the second is told, and only the first is counted.
  const other: Person = { ...two, page: await two.context.newPage() }
  await enter(two, address)
  await enter(other, address)
  await answerBefore(two)
  await answerBefore(other)
  await keep(two, true)
  await delivered(two)
  await keep(other, true)
  await expect(other.page.getByRole('button', { name: tableWords.es.pauseOn })).toBeVisible()
  expect((counted()['n:AB:baseline'] ?? 0) + (counted()['n:BA:baseline'] ?? 0)).toBe(2)

  // Late at night nothing is left to go on with.
  await two.page.close()
  await other.page.close()
  const night: Person = { ...two, page: await two.context.newPage() }
  await night.page.clock.setFixedTime(Date.now() + 17 * 3_600_000)
  await enter(night, address)
  await expect(night.page.locator('[data-start]')).toBeVisible()
  expect(await night.page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('m.')))).toEqual([])

  // The exit erases what a phone remembers of a session.
  expect(await one.page.evaluate(() => Object.keys(localStorage).length)).toBe(1)
  await one.page.route(/wikipedia/, (route) => route.fulfill({ contentType: 'text/html', body: 'elsewhere' }))
  await one.page.locator('#exit').click()
  await one.page.waitForURL(/wikipedia/)
  await one.page.goto(`${origin}/acerca/`)
  expect(await one.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)

  // And any page that is read drops what is over.
  await one.page.evaluate((past) => localStorage.setItem(`m.${past.toString(36)}.1`, 'x'), Date.now() - 7 * 86_400_000 - 1000)
  await one.page.reload()
  await expect.poll(() => one.page.evaluate(() => localStorage.length)).toBe(0)
})
