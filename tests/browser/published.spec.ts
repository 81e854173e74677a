/**
 * A wave that is over, published with the real command into a copy of the site: what stands on its page, for everybody, in its downloads, in the feed and the sitemap.
 * First with some of its places, then corrected with all of them. The people are made up, and the repository publishes nothing.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { type NamedInstrument, parseCatalogue } from '../../src/protocol/catalogue.ts'
import type { Snapshot } from '../../src/report/gate/snapshot.ts'
import { readCsv } from '../csv.ts'
import { copyWithPastWave, type PublishedCopy } from '../published-copy.ts'
import { buildCopy } from '../site-copy.ts'
import { axeViolations, colourViolations } from './axe.ts'
import { cutOff, smallTargets } from './fit.ts'
import { keyboardFaults } from './keyboard.ts'
import { forcedColourFaults, motionFaults, printFaults } from './media.ts'
import { outlineFaults } from './outline.ts'
import { installSeen } from './seen.ts'
import { type Served, serve } from './served.ts'

const REASON = ['--reason-es', 'Faltaban los datos de un lugar.', '--reason-en', 'The data of one place were missing.']
let copy: PublishedCopy
let served: Served
let pages: { es: string; en: string }

test.beforeAll(async () => {
  test.setTimeout(180_000)
  copy = await copyWithPastWave(500)
  const { currentWave } = copy.catalogue
  pages = { es: `/resultados/${currentWave}/`, en: `/en/results/${currentWave}/` }
  await copy.publish(copy.snapshots.filter(({ place }) => place !== 'terminal-bogota'))
  await copy.publish(copy.snapshots, ...REASON)
  await buildCopy(copy.site)
  served = await serve(join(copy.site, 'dist'))
})
test.afterAll(async () => {
  await served?.close()
  if (copy) rmSync(copy.site, { recursive: true, force: true })
})

const instrument = (): NamedInstrument => {
  const found = copy.catalogue.instruments.find(({ id }) => id === copy.catalogue.waves[0]?.primaryOutcome.instrument)
  if (!found) throw new Error('the wave has no instrument')
  return found
}

/** People who answered both times, and those right before and right after, counted from the snapshots' own counters and nothing else of ours. */
function counted(snapshots: readonly Snapshot[], concept: string): { n: number; before: number; after: number } {
  const right = instrument().concepts.find(({ id }) => id === concept)?.right ?? []
  let [n, before, after] = [0, 0, 0]
  for (const { instrument: of, tally } of snapshots.filter((snapshot) => snapshot.instrument === instrument().id))
    for (const [key, count] of Object.entries(tally)) {
      const [kind, , measure, value = ''] = key.split(':')
      if (of === '' || kind !== 'p' || measure !== concept) continue
      const [was = '', is = ''] = value.split('>')
      n += count
      before += right.includes(was) ? count : 0
      after += right.includes(is) ? count : 0
    }
  return { n, before, after }
}

const toFive = (count: number): number => Math.round(count / 5) * 5
const percent = (count: number, n: number): number => Math.round((toFive(count) / toFive(n)) * 100)

test('the page gives what an independent count gives, rounded to 5', async ({ page }) => {
  const { wave, places } = {
    wave: copy.catalogue.currentWave,
    places: copy.snapshots.filter(({ place }) => place !== 'comparison'),
  }
  expect(wave).not.toBe('')
  for (const [language, path] of Object.entries(pages) as ['es' | 'en', string][]) {
    await page.goto(served.address + path)
    const step = page.locator('#step-5 table', { hasText: language === 'es' ? 'Idea por idea' : 'Idea by idea' }).first()
    const [first] = instrument().concepts
    if (!first) throw new Error('no concept')
    const { n, before, after } = counted(places, first.id)
    expect(n).toBeGreaterThan(250)
    const cells = step.locator('tbody', { hasText: first.name[language] }).locator('td b')
    const mark = language === 'es' ? '\u00a0%' : '%'
    await expect(cells.nth(0)).toHaveText(`${percent(before, n)}${mark}`)
    await expect(cells.nth(1)).toHaveText(`${percent(after, n)}${mark}`)
    const people = page.locator('[aria-labelledby=who] tbody', { hasText: instrument().name[language] }).locator('td b')
    await expect(people.nth(1)).toHaveText(String(toFive(n)))
  }
})

for (const language of ['es', 'en'] as const)
  test(`the page of a wave is for everybody (${language})`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 568 } })
    await page.addInitScript(installSeen)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(served.address + pages[language])
    expect.soft(await printFaults(page), 'on paper').toEqual([])
    await openLeaves(page)
    expect.soft(await outlineFaults(page), 'headings and landmarks').toEqual([])
    expect.soft(await axeViolations(page), 'axe, light').toEqual([])
    expect.soft(await cutOff(page), 'at 320 px').toEqual([])
    expect.soft(await smallTargets(page), 'targets').toEqual([])
    expect.soft(await forcedColourFaults(page), 'in forced colours').toEqual([])
    expect.soft(await motionFaults(page), 'without motion').toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect.soft(await colourViolations(page), 'axe, dark').toEqual([])
    expect.soft(await keyboardFaults(page), 'by keyboard').toEqual([])
    expect.soft(faults, 'what the browser complains of').toEqual([])
    await page.close()
  })

const openLeaves = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })

test('it is whole without a script: charts, figures and a note of the correction', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(served.address + pages.es)
  await expect(page.getByRole('heading', { name: 'El resultado principal' })).toBeVisible()
  await expect(page.locator('#step-1 .strip').first()).toBeVisible()
  expect(await page.locator('.strip').count()).toBeGreaterThan(60)
  const note = page.locator('[aria-labelledby=corrections]')
  await expect(note).toContainText('Faltaban los datos de un lugar.')
  await expect(note).toContainText(/Cifras que cambiaron: \d{2,}\./)
  await expect(note.locator('details tbody').first()).toBeAttached()
  await context.close()
})

test('its data can be downloaded, and are those of the page', async ({ page, request }) => {
  await page.goto(served.address + pages.en)
  const links = await page.locator('.download a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(links).toEqual(['results.csv', 'results.json', 'datapackage.zip'].map((file) => pages.es + file))
  const answers = await Promise.all(links.map((link) => request.get(served.address + link)))
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200])
  const [header = [], , ...rows] = readCsv((await answers[0]?.text()) ?? '')
  const row = rows.find(
    (cells) => ['overall', 'people', 'endline'].every((cell) => cells.includes(cell)) && cells.includes(instrument().id),
  )
  const { n } = counted(
    copy.snapshots.filter(({ place }) => place !== 'comparison'),
    instrument().concepts[0]?.id ?? '',
  )
  expect(row?.[header.indexOf('n')]).toBe(String(toFive(n)))
  const file = JSON.parse(readFileSync(join(copy.site, 'content/results', `${copy.catalogue.currentWave}.json`), 'utf8'))
  expect(await answers[1]?.json()).toEqual(file)
})

test('it is listed, announced with its days, and found', async ({ page, request }) => {
  await page.goto(`${served.address}/resultados/`)
  const link = page.getByRole('link', { name: 'Ver los resultados de' })
  await expect(link).toHaveAttribute('href', pages.es)
  const feed = await (await request.get(`${served.address}/resultados/rss.xml`)).text()
  const day = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`).toUTCString()
  expect(feed.match(/<pubDate>.*?<\/pubDate>/g)).toEqual([`<pubDate>${day}</pubDate>`, `<pubDate>${day}</pubDate>`])
  expect(feed.match(/<guid[^>]*>[^<]*<\/guid>/g)?.map((guid) => guid.replace(/<[^>]*>|https?:\/\/[^/]+/g, ''))).toEqual([
    `${pages.es}#edition-2`,
    pages.es,
  ])
  const map = await (await request.get(`${served.address}/sitemap.xml`)).text()
  for (const path of Object.values(pages)) expect(map).toContain(`${path}</loc>`)
  await page.goto(`${served.address}/buscar/`)
  await expect(page.locator(`a[href="${pages.es}"]`)).toBeAttached()
})

test('with nothing published the page says what will be there, and after which day', async ({ page }) => {
  const real = await serve()
  const catalogue = parseCatalogue(JSON.parse(await (await page.request.get(`${real.address}/catalogue.json`)).text()))
  const current = catalogue.waves.find(({ id }) => id === catalogue.currentWave)
  await page.goto(`${real.address}/en/results/`)
  const last = new Date(Date.parse(`${current?.ends}T00:00:00Z`) + 7 * 86_400_000)
  const inWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(last)
  await expect(page.getByText(`Phones deliver until ${inWords}.`)).toBeVisible()
  await expect(page.getByText('Open data').or(page.getByText('The data to download'))).toBeVisible()
  await real.close()
})

test('a publication that was changed by hand stops the build, with its file, field and reason', async () => {
  test.setTimeout(120_000)
  const file = join(copy.site, 'content/results', `${copy.catalogue.currentWave}.json`)
  const text = readFileSync(file, 'utf8')
  const failure = async (changed: string) => {
    writeFileSync(file, changed)
    return buildCopy(copy.site).then(
      () => 'it was built',
      (reason: { stdout: string; stderr: string }) => stripVTControlCharacters(reason.stdout + reason.stderr),
    )
  }
  const exact = await failure(text.replace(/("kind": "shown",\s+"value": )\d+/, '$1123'))
  expect(exact).toMatch(new RegExp(`results.*${copy.catalogue.currentWave}`))
  expect(exact).toContain('instruments.0.units.0.results.n.baseline')
  expect(exact).toContain('a public count is a multiple of 5')
  expect(await failure(text.replace(/"percent": \d+/, '"percent": 99'))).toContain(
    'hash: the contents are not those that were published',
  )
  writeFileSync(file, text)
})
