/** Strong mode on the phone: nothing exact leaves it, chance is drawn once, and the visitor sees what everybody sees. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { shortPick, words } from './content.ts'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { type Served, serve } from './served.ts'
import { answer, delivered, goOn, scan, type Visitor } from './visitor.ts'

const STRONG = 'terminal-bogota'
const dist = join(import.meta.dirname, '..', '..', 'dist')

/**
 * The built site with one strong venue in its wave, in the catalogue and on the questions page. There everybody would be drawn to read first, so that strong
 * mode has something to prevail against.
 */
function siteWithStrongVenue(): string {
  const site = mkdtempSync(join(tmpdir(), 'strong-site-'))
  cpSync(dist, site, { recursive: true })
  const change = (file: string, of: (text: string) => string) => {
    const before = readFileSync(join(site, file), 'utf8')
    const after = of(before)
    if (after === before) throw new Error(`${file} is not as this test knows it`)
    writeFileSync(join(site, file), after)
    for (const twin of ['.br', '.gz']) rmSync(join(site, `${file}${twin}`), { force: true })
  }
  change('catalogue.json', (text) => {
    const catalogue = JSON.parse(text)
    for (const wave of catalogue.waves) wave.strongVenues = [STRONG]
    return JSON.stringify(catalogue)
  })
  for (const page of ['preguntas', 'en/questions'])
    change(`${page}/index.html`, (html) =>
      html.replace(/"contentFirst":[\d.]+\}/, `"contentFirst":1,"strong":${JSON.stringify([STRONG])}}`),
    )
  return site
}

let site: string
let served: Served
test.beforeAll(() => {
  site = siteWithStrongVenue()
})
test.afterAll(() => rmSync(site, { recursive: true, force: true }))
test.beforeEach(async () => {
  served = await serve(site)
})
test.afterEach(async () => {
  await served.close()
})

const codeOf = async (venue: string): Promise<string> => (await served.staff('codes', '--venue', venue)).split('#')[1]?.trim() ?? ''
const visitorIn = (page: Page, seed = 1): Visitor => ({ page, language: 'es', dice: diceOf(seed) })

interface Watched {
  /** Bodies of records, and of counts, in the order they were sent. */
  readonly records: string[]
  readonly counts: string[]
  /** Whatever was put into a store, as `store name value`. */
  readonly stored: string[]
}

/** Notes everything that a phone sends and everything that it ever puts into its stores. */
async function watch(context: BrowserContext): Promise<Watched> {
  const watched: Watched = { records: [], counts: [], stored: [] }
  context.on('request', (request) => {
    if (request.method() !== 'POST') return
    watched[request.url().endsWith('/api/records') ? 'records' : 'counts'].push(request.postData() ?? '')
  })
  await context.exposeFunction('noteStored', (line: string) => void watched.stored.push(line))
  await context.addInitScript(() => {
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (name, value) {
      const kind = this === localStorage ? 'local' : 'session'
      ;(window as unknown as { noteStored: (line: string) => void }).noteStored(`${kind} ${name} ${value}`)
      setItem.call(this, name, value)
    }
  })
  return watched
}

/** What waited in the outbox, read back from its code. */
const outboxOf = ({ stored }: Watched): { to: string; body: Record<string, unknown> }[] =>
  stored.filter((line) => line.startsWith('local ')).map((line) => JSON.parse(atob(line.split(' ')[2] ?? '')))

const REPORTED = ['v', 'id', 'wave', 'instrument', 'age', 'venue', 'mode', 'occasion', 'reports'].sort()

/** The one record of a visit, which says its two reports and nothing exact. */
function reportsIn(watched: Watched): Record<string, string> {
  const bodies = [...new Set(watched.records)]
  expect(bodies).toHaveLength(1)
  const record = JSON.parse(bodies[0] ?? '')
  expect(Object.keys(record).sort()).toEqual(REPORTED)
  expect(record).toMatchObject({ v: 1, mode: 'strong', occasion: 'endline' })
  expect(Object.keys(record.reports)).toHaveLength(2)
  for (const [concept, cell] of Object.entries(record.reports)) {
    expect(shortPick).toContain(concept)
    expect(cell).toMatch(/^[01][01]$/)
  }
  return record.reports
}

const countersOf = (leaf: string, reports: Record<string, string>) => ({
  [leaf]: {
    'n:pooled:strong': 1,
    ...Object.fromEntries(Object.entries(reports).map(([concept, cell]) => [`s:pooled:${concept}:${cell}`, 1])),
  },
})

test('one record of two reports is all that leaves the phone of the answers; sent again after a lost acknowledgement and a reload it is the same', async ({
  page,
  context,
}) => {
  const watched = await watch(context)
  const visitor = visitorIn(page)
  await scan(visitor, served.address, await codeOf(STRONG))
  // Counted, and the phone never hears of it.
  await page.route(
    '**/api/records',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  const notes = await answer(visitor, 'short', '18+', 'story')
  expect(notes.arm).toBe('questions-first')
  expect(watched.records, 'nothing is sent of the answers before').toEqual([])
  await goOn(visitor, notes)
  await delivered(visitor, 'waiting')
  await page.reload()
  await delivered(visitor)

  expect(watched.records.length).toBeGreaterThan(1)
  const reports = reportsIn(watched)
  expect(storedCounters(served.data)).toEqual(countersOf(`2026-2/core-short@1/${STRONG}`, reports))
  expect(storedFootfall(served.data)[`2026-2/core-short@1/${STRONG}`]).toEqual({ scan: 1, start: 1, finish: 1 })

  // What lay in the phone's lasting store was what was sent, and no more of it.
  const waiting = outboxOf(watched)
  expect(waiting.filter(({ to }) => to === '/api/records').map(({ body }) => JSON.stringify(body))).toEqual([watched.records[0]])
  for (const { body } of waiting)
    for (const field of ['answers', 'before', 'recalled', 'barriers']) expect(body).not.toHaveProperty(field)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  const visit = JSON.parse((await page.evaluate(() => sessionStorage.getItem('v'))) ?? '{}')
  expect([visit.baseline, visit.endline, visit.recalled, visit.barriers, visit.made]).toEqual([{}, {}, {}, [], {}])

  // The result is her own and exact: it never left.
  const right = (answers: Record<string, string>) => Object.values(answers).filter((code) => code === '0').length
  await expect(page.locator('.quiz .lead')).toHaveText(
    `${(words.es.result ?? '').replace('{n}', String(right(notes.endline))).replace('{m}', String(shortPick.length))} ${(words.es.resultBefore ?? '').replace('{n}', String(right(notes.baseline)))}`,
  )
})

test('a phone that dies between drawing and the result sends what was drawn, whatever is answered then', async ({
  page,
  context,
}) => {
  const watched = await watch(context)
  const visitor = visitorIn(page, 2)
  await scan(visitor, served.address, await codeOf(STRONG))
  await answer(visitor, 'short', '18+')
  await delivered(visitor)
  // The tab as it stood when the record was made: still at the last question, with all its answers.
  const made = watched.stored
    .filter((line) => line.startsWith('session v '))
    .map((line) => line.slice('session v '.length))
    .find((text) => JSON.parse(text).made.endline && !JSON.parse(text).result)
  expect(made).toBeDefined()
  for (const choice of [0, 1, 2, 3]) {
    await page.evaluate((text) => sessionStorage.setItem('v', text ?? ''), made)
    await page.reload()
    await page.locator('.quiz input[type=radio]').nth(choice).check()
    const before = watched.records.length
    await page.locator('.quiz .button').click()
    await expect.poll(() => watched.records.length).toBeGreaterThan(before)
    await delivered(visitor)
  }
  expect(watched.records).toHaveLength(5)
  const reports = reportsIn(watched)
  expect(storedCounters(served.data)).toEqual(countersOf(`2026-2/core-short@1/${STRONG}`, reports))
})

test('the full questions report two of their own concepts, under the full instrument', async ({ page, context }) => {
  const watched = await watch(context)
  const visitor = visitorIn(page, 3)
  await scan(visitor, served.address, await codeOf(STRONG))
  await answer(visitor, 'full', '18+')
  await delivered(visitor)
  const { reports, instrument } = JSON.parse(watched.records[0] ?? '')
  expect(watched.records).toHaveLength(1)
  expect(instrument).toBe('core@1')
  expect(storedCounters(served.data)).toEqual(countersOf(`2026-2/core@1/${STRONG}`, reports))
})

for (const [age, place] of [
  ['14-17', 'unknown'],
  ['unsaid', 'unknown'],
] as const)
  test(`at a strong venue ${age} reports in strong mode too, and without the place`, async ({ page, context }) => {
    const watched = await watch(context)
    const visitor = visitorIn(page, 4)
    await scan(visitor, served.address, await codeOf(STRONG))
    // The scan itself says the place, and may go out after the page has been left.
    await expect.poll(() => watched.counts.length).toBe(1)
    watched.counts.length = 0
    await answer(visitor, 'short', age)
    await delivered(visitor)
    const reports = reportsIn(watched)
    for (const body of [...watched.records, ...watched.counts]) expect(JSON.parse(body).venue).toBe('')
    expect(storedCounters(served.data)).toEqual(countersOf(`2026-2/core-short@1/${place}`, reports))
  })

test('the code that draws is fetched where the venue is strong and nowhere else', async ({ page, context }) => {
  const scripts: string[] = []
  context.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  const fetched = async (venue: string) => {
    scripts.length = 0
    await scan(visitorIn(page), served.address, await codeOf(venue))
    await expect(page.locator('[data-start=short]')).toBeVisible()
    const named = await page.evaluate(() => [...document.querySelectorAll('script')].map(({ src }) => src && new URL(src).pathname))
    const landing = readFileSync(join(site, 'q/index.html'), 'utf8')
    return [...new Set(scripts)].filter((path) => !named.includes(path) && !landing.includes(path))
  }
  expect(await fetched('el-dorado')).toEqual([])
  expect(await fetched(STRONG)).toHaveLength(1)
})

test('without that code the questions do not begin; once it comes they do, without a reload', async ({ page, context }) => {
  const watched = await watch(context)
  const visitor = visitorIn(page, 5)
  const html = readFileSync(join(site, 'preguntas/index.html'), 'utf8') + readFileSync(join(site, 'q/index.html'), 'utf8')
  let isDown = true
  let refused = 0
  await page.route('**/a/*.js', (route) => {
    if (!isDown || html.includes(new URL(route.request().url()).pathname)) return route.continue()
    refused++
    return route.abort()
  })
  await scan(visitor, served.address, await codeOf(STRONG))
  await expect.poll(() => refused, { timeout: 20_000 }).toBeGreaterThan(1)
  await expect(page.locator('#notice')).toBeVisible()
  await expect(page.locator('[data-start=short]')).toBeHidden()
  isDown = false
  await expect(page.locator('[data-start=short]')).toBeVisible({ timeout: 20_000 })
  await answer(visitor, 'short', '18+')
  await delivered(visitor)
  reportsIn(watched)
})

test('a visit that began under another code is not gone on with under a strong one, nor the reverse', async ({ page, context }) => {
  const watched = await watch(context)
  const visitor = visitorIn(page, 6)
  const [strong, other] = [await codeOf(STRONG), await codeOf('el-dorado')]
  for (const [from, to] of [
    [strong, other],
    [other, strong],
  ] as const) {
    await scan(visitor, served.address, from)
    await page.locator('[data-start=short]').click()
    await page.locator('input[name=age][value="1"]').check()
    await page.locator('.quiz .button').click()
    await expect(page.locator('.quiz .step')).toBeVisible()
    await page.evaluate((code) => sessionStorage.setItem('c', code), to)
    await page.reload()
    await expect(page.locator('#notice')).toBeVisible()
    await expect(page.locator('[data-start=short]')).toBeVisible()
    await expect(page.locator('.quiz .step')).toHaveCount(0)
  }
  expect(watched.records).toEqual([])
})
