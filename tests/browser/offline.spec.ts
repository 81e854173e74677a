/** No network: what is kept after a tap works in flight mode, behind portals and across a new build, and goes without a trace. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { countersOf } from './expected.ts'
import { elsewhere, NEUTRAL } from './leaving.ts'
import { PORTALS, type Portal, portalBefore, type Way } from './portal.ts'
import { type Served, serve } from './served.ts'
import { kept, NOTHING } from './stores.ts'
import { answer, delivered, goOn, scan, type Visitor } from './visitor.ts'

const inRun = (file: string): string => new URL(`../../run/${file}`, import.meta.url).href
const { writePacks } = (await import(inRun('offline.mjs'))) as { writePacks(dist: string): Promise<string> }
const { writeTwinsOf } = (await import(inRun('twins.mjs'))) as { writeTwinsOf(file: string): Promise<number> }

const dist = join(import.meta.dirname, '..', '..', 'dist')
const said = (language: 'es' | 'en') =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../content/ui/${language}/offline.json`), 'utf8')) as Record<string, string>
const t = said('es')

const visitorIn = (page: Page, seed = 1): Visitor => ({ page, language: 'es', dice: diceOf(seed) })

let served: Served
let portal: Portal
test.beforeEach(async () => {
  served = await serve()
  portal = await portalBefore(served.address)
})
test.afterEach(async () => {
  portal.close()
  await served.close()
})

const button = (page: Page) => page.locator('#keep button')
const status = (page: Page) => page.locator('#keep [role=status]')

async function keepIn(page: Page, path = '/ayuda/'): Promise<void> {
  await page.goto(portal.address + path)
  await button(page).click()
  await expect(status(page)).toHaveText(said(path.startsWith('/en/') ? 'en' : 'es').kept ?? '')
}

/** What the caches hold, by name: how many files, and whether each is what the build made. */
const inCaches = (page: Page) =>
  page.evaluate(async () => {
    const held: Record<string, number> = {}
    for (const name of await caches.keys()) held[name] = (await (await caches.open(name)).keys()).length
    return held
  })

const networkIsBack = (page: Page) => page.evaluate(() => void dispatchEvent(new Event('online')))

/** What waits on the phone to be sent, as it stands there. */
const waitingIn = (page: Page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => name.startsWith('o.'))
      .sort(),
  )

/** The packs as the built worker has them. */
const packsIn = (folder: string): { build: string; files: Record<string, [string, string][]> } =>
  JSON.parse(/^self\.PACKS=(.*)\n/.exec(readFileSync(join(folder, 'sw.js'), 'utf8'))?.[1] ?? '')

test('in flight mode the whole journey works, a reload in the middle too, and what waits is delivered on the ground', async ({
  page,
  context,
}) => {
  const code = (await served.staff('codes', '--venue', 'el-dorado')).split('#')[1]?.trim() ?? ''
  await keepIn(page)
  const { build, files } = packsIn(dist)
  expect(await inCaches(page)).toEqual({ [`kept ${build} es`]: (files.es?.length ?? 0) + 1 })

  portal.is('no network')
  await context.setOffline(true)
  const visitor = visitorIn(page)
  await scan(visitor, portal.address, code)
  const notes = await answer(visitor, 'full', '18+', 'story')
  await expect(page.locator('.quiz #story')).toBeVisible()
  await page.reload()
  await goOn(visitor, notes)
  await delivered(visitor, 'waiting')
  await page.reload()
  await delivered(visitor, 'waiting')

  for (const [path, found] of [
    ['/ayuda/', 'a[href="tel:123"]'],
    ['/revisar/', '.ticks input'],
    ['/guias/terminal/tarjeta/', '.pocket'],
    ['/cuentos/la-mesera/', '#story'],
  ] as const) {
    await page.goto(portal.address + path)
    await expect(page.locator(found).first()).toBeVisible()
    expect(
      await page.evaluate(() => [...document.images].filter((image) => image.loading !== 'lazy' && !image.naturalWidth).length),
    ).toBe(0)
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.bar') as Element).display)).toBe('flex')
  }
  await page.goto(`${portal.address}/metodo/`)
  await expect(page.locator('#missing')).toHaveText(t.missing ?? '')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t.heading ?? '')

  expect(storedCounters(served.data)).toEqual({})
  portal.is('open')
  await context.setOffline(false)
  await page.goto(`${portal.address}/preguntas/`)
  await delivered(visitor)
  expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: 'el-dorado', hasEndline: true }]))
  expect(Object.values(storedFootfall(served.data)).reduce((sum, { scan: n = 0 }) => sum + n, 0)).toBe(1)

  await page.goto(`${portal.address}/ayuda/`)
  await button(page).click()
  await expect(status(page)).toHaveText(t.removed ?? '')
  expect(await kept(page)).toMatchObject({ caches: 0, workers: 0, databases: 0 })
})

test('behind every kind of portal kept pages open and a finished record waits; each answer is counted once when the way is open', async ({
  page,
}) => {
  await keepIn(page)
  const caught = await inCaches(page)
  await page.goto(`${portal.address}/preguntas/`)
  const ways = [...(Object.keys(PORTALS) as Way[]), 'a filter that lets nobody post', 'no network'] as const
  portal.is(ways[0] as Way)
  const notes = await answer(visitorIn(page), 'short', '18+')
  await delivered(visitorIn(page), 'waiting')
  const waiting = await waitingIn(page)
  expect(waiting.length).toBeGreaterThan(1)
  for (const way of ways) {
    portal.is(way)
    portal.asked()
    // A word of the network is heard only while nothing is being sent, so it is said until something is.
    await expect
      .poll(
        async () => {
          await networkIsBack(page)
          return portal.asked().some((path) => path.startsWith('POST /api/'))
        },
        { message: way },
      )
      .toBe(true)
    await delivered(visitorIn(page), 'waiting')
    expect(await waitingIn(page), way).toEqual(waiting)
    if (way === 'a filter that lets nobody post') continue
    const other = await page.context().newPage()
    await other.goto(`${portal.address}/ayuda/`)
    await expect(other.locator('a[href="tel:123"]').first(), way).toBeVisible()
    await other.close()
  }
  expect(await inCaches(page)).toEqual(caught)
  expect(storedCounters(served.data)).toEqual({})
  portal.is('open')
  await expect
    .poll(async () => {
      await networkIsBack(page)
      return page.locator('[data-delivery]').getAttribute('data-delivery')
    })
    .toBe('delivered')
  expect(storedCounters(served.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})

test('on a network that takes and never answers a kept page opens all the same', async ({ page }) => {
  await keepIn(page)
  portal.is('silence')
  const begun = Date.now()
  await page.goto(`${portal.address}/revisar/`)
  await expect(page.locator('.ticks input').first()).toBeVisible()
  expect(Date.now() - begun).toBeLessThan(6000)
})

test('keeping behind a portal keeps nothing, says so, and can be tried again', async ({ page }) => {
  await page.goto(`${portal.address}/ayuda/`)
  await expect(button(page)).toBeVisible()
  for (const way of ['a login page with status 200', 'no network'] as const) {
    portal.is(way)
    await button(page).click()
    await expect(status(page)).toHaveText(t.failed ?? '')
    expect(await kept(page)).toEqual(NOTHING)
  }
  portal.is('open')
  await button(page).click()
  await expect(status(page)).toHaveText(t.kept ?? '')
})

/** The site as another build would have it: new numbers on the help page, and the questions' script under another name. */
async function anotherBuild(folder: string): Promise<{ readonly script: string; readonly renamed: string }> {
  const change = async (path: string, from: string, to: string) => {
    const text = readFileSync(join(folder, path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path}: there is no ${from}`)
    writeFileSync(join(folder, path), text.replaceAll(from, to))
    await writeTwinsOf(join(folder, path))
  }
  const html = readFileSync(join(folder, 'preguntas/index.html'), 'utf8')
  const landing = readFileSync(join(folder, 'q/index.html'), 'utf8')
  const script =
    [...html.matchAll(/src="(\/a\/[^"]+\.js)"/g)].map(([, path = '']) => path).find((path) => !landing.includes(`src="${path}"`)) ??
    ''
  const renamed = '/a/AnotherX.js'
  for (const twin of ['', '.br', '.gz']) renameSync(join(folder, script + twin), join(folder, renamed + twin))
  for (const page of ['preguntas/index.html', 'en/questions/index.html', 'q/index.html', 'en/q/index.html'])
    await change(page, script, renamed)
  await change('ayuda/index.html', '</h1>', ' (dos)</h1>')
  await writePacks(folder)
  return { script, renamed }
}

test('a new build in the middle of the questions takes nothing from under them, and is there once they are closed', async ({
  page,
  context,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'builds-'))
  const [site, next] = [join(folder, 'site'), join(folder, 'next')]
  cpSync(dist, site, { recursive: true })
  cpSync(dist, next, { recursive: true })
  const { script, renamed } = await anotherBuild(next)
  const collector = await serve(site)
  const network = await portalBefore(collector.address)
  try {
    await page.goto(`${network.address}/ayuda/`)
    await button(page).click()
    await expect(status(page)).toHaveText(t.kept ?? '')
    await page.goto(`${network.address}/preguntas/`)
    const visitor = visitorIn(page)
    const notes = await answer(visitor, 'full', '18+', 'story')

    renameSync(site, join(folder, 'gone'))
    renameSync(next, site)
    network.asked()
    const other = await context.newPage()
    await other.goto(`${network.address}/ayuda/`)
    await expect(other.locator('h1')).toContainText('(dos)')
    await other.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await expect
      .poll(() => other.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state))
      .toBe('installed')
    const [before, after] = [packsIn(join(folder, 'gone')), packsIn(site)]
    expect(Object.keys(await inCaches(other)).sort()).toEqual([`kept ${before.build} es`, `kept ${after.build} es`].sort())
    // Only what is new was fetched for it.
    const known = new Set(before.files.es?.map(([path, hash]) => `${path} ${hash}`))
    const fresh = (after.files.es ?? []).filter(([path, hash]) => !known.has(`${path} ${hash}`)).map(([path]) => `GET ${path}`)
    const asked = network.asked()
    expect(fresh.sort()).toEqual(['GET /a/AnotherX.js', 'GET /ayuda/', 'GET /preguntas/', 'GET /q/'])
    for (const file of fresh) expect(asked).toContain(file)
    expect(asked.filter((file) => file.startsWith('GET /guias/'))).toEqual([])

    // The old page's script is nowhere any more but on the phone.
    expect((await fetch(network.address + script)).status).toBe(404)
    network.is('no network')
    // A tab behind another one is drawn seldom, and each click would wait for that.
    await page.bringToFront()
    await page.reload()
    await expect(page.locator(`script[src="${script}"]`)).toHaveCount(1)
    await goOn(visitor, notes)
    await delivered(visitor, 'waiting')
    network.is('open')
    await networkIsBack(page)
    await delivered(visitor)
    expect(storedCounters(collector.data)).toEqual(countersOf('2026-2', [{ notes, venue: undefined, hasEndline: true }]))

    await page.close()
    await other.close()
    const later = await context.newPage()
    network.is('no network')
    await later.goto(`${network.address}/preguntas/`)
    await expect(later.locator(`script[src="${renamed}"]`)).toHaveCount(1)
    await expect.poll(async () => Object.keys(await inCaches(later))).toEqual([`kept ${after.build} es`])
    await later.goto(`${network.address}/ayuda/`)
    await expect(later.locator('h1')).toContainText('(dos)')
  } finally {
    network.close()
    await collector.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

test.describe('goes without a trace', () => {
  async function leave(page: Page, context: BrowserContext): Promise<void> {
    await elsewhere(context)
    await page.locator('#exit').click()
    await expect(page).toHaveURL(NEUTRAL.es)
  }
  async function keptAfter(page: Page): Promise<typeof NOTHING> {
    await page.goto(`${portal.address}/robots.txt`)
    return kept(page)
  }

  test('by the exit', async ({ page, context }) => {
    await keepIn(page)
    await page.goto(`${portal.address}/cuentos/`)
    expect(await kept(page)).toMatchObject({ caches: 1, workers: 1 })
    await leave(page, context)
    expect(await keptAfter(page)).toEqual(NOTHING)
  })

  test('by the exit while it is still being kept', async ({ page, context }) => {
    await page.goto(`${portal.address}/ayuda/`)
    portal.is('slow')
    await button(page).click()
    await expect.poll(async () => Object.values(await inCaches(page))[0] ?? 0).toBeGreaterThan(4)
    await leave(page, context)
    portal.is('open')
    await page.waitForTimeout(500)
    expect(await keptAfter(page)).toEqual(NOTHING)
  })

  test('by “Erase my traces”, which says so', async ({ page }) => {
    await keepIn(page, '/en/help/')
    await page.goto(`${portal.address}/en/safety/`)
    await page.locator('#erase').click()
    await expect(page.locator('.panel [role=status]')).toHaveText(/^Done/)
    expect(await kept(page)).toEqual(NOTHING)
  })
})

test('each language is kept by itself; taking one away leaves the other', async ({ page }) => {
  await keepIn(page)
  await keepIn(page, '/en/check/')
  expect(Object.keys(await inCaches(page)).map((name) => name.split(' ')[2])).toEqual(['es', 'en'])
  await button(page).click()
  await expect(button(page)).toContainText(said('en').offer ?? '')
  await page.goto(`${portal.address}/viaje/`)
  await expect(button(page)).toHaveText(t.remove ?? '')
  expect(await kept(page)).toMatchObject({ caches: 1, workers: 1 })
})

test('nothing is kept or asked for without a tap, and where nothing can be kept there is no button and the page says why', async ({
  page,
  browser,
}) => {
  await page.goto(`${portal.address}/viaje/`)
  await expect(button(page)).toHaveText(new RegExp(`^${t.offer} \\(\\d+0.KB\\)$`))
  expect(portal.asked().filter((path) => path.includes('sw.js'))).toEqual([])
  expect(await kept(page)).toEqual(NOTHING)
  const context = await browser.newContext()
  await context.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
  const plain = await context.newPage()
  await plain.goto(`${portal.address}/viaje/`)
  await expect(plain.locator('#cannot')).toBeVisible()
  await expect(plain.locator('#keep')).toBeHidden()
  await context.close()
})

test('the button says what is sent: the files of the pack, compressed, rounded up to 10 KB', async () => {
  const stated = Number(/data-kilobytes="es">(\d+)/.exec(readFileSync(join(dist, 'ayuda/index.html'), 'utf8'))?.[1])
  const { files } = packsIn(dist)
  // What is asked of the network to learn about the network is in no pack, nor are the search and the staff's pages.
  const paths = Object.entries(files).flatMap(([pack, all]) => (pack === 'kiosk' ? [] : all.map(([path]) => path)))
  expect(paths.filter((path) => /^\/(site\.json|sw\.js|api|pagefind|equipo|en\/staff|buscar|en\/search)/.test(path))).toEqual([])
  const size = (path: string): number => {
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path)
    for (const name of [`${file}.br`, file])
      try {
        return readFileSync(name).length
      } catch {
        // Too small for a twin.
      }
    throw new Error(`${path} is not in dist`)
  }
  const sent = (files.es ?? []).reduce((sum, [path]) => sum + size(path), 0)
  expect(stated * 1000).toBeGreaterThanOrEqual(sent)
  expect(stated * 1000 - sent).toBeLessThan(10_100)
})
