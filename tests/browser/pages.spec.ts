/**
 * Every page, in both languages: readable without JavaScript, neutral, in one's own language. Who may read it how is everybody.spec.ts.
 *
 * What only reads is asked of one page of the browser that goes from address to address: a new one for each took most of the time.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { builtPages, pairs } from './built-pages.ts'
import { withTextSpacing } from './fit.ts'
import { inTurns } from './in-turns.ts'
import { type Served, serve } from './served.ts'

const ALL = builtPages.map(({ path }) => path)

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

test.describe('without JavaScript', () => {
  let page: Page
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage({ javaScriptEnabled: false })
  })
  test.afterAll(() => page.close())

  for (const path of ALL)
    test(`${path} can be read, gives the emergency number and lets one leave`, async () => {
      await page.goto(served.address + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('a[href="tel:123"]').first()).toBeVisible()
      await expect(page.locator('#exit')).toBeVisible()
      expect(await page.locator('#exit').getAttribute('href')).toMatch(/^https:\/\//)
    })

  test('a story’s signs open without it', async () => {
    await page.goto(`${served.address}/cuentos/la-mesera/`)
    const turn = page.locator('details.turn').first()
    await expect(turn.locator('.sign')).toBeHidden()
    await turn.locator('summary').click()
    await expect(turn.locator('.sign')).toBeVisible()
  })

  test('the questions say that they need it, and where the rest is', async () => {
    await page.goto(`${served.address}/preguntas/`)
    await expect(page.locator('noscript a, main a.button').first()).toBeVisible()
  })
})

test.describe('the language switch', () => {
  let page: Page
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage()
  })
  test.afterAll(() => page.close())

  for (const [es, en] of pairs)
    test(`of ${es} keeps the page`, async () => {
      await page.goto(served.address + es)
      await page.getByRole('link', { name: 'English' }).click()
      await expect(page).toHaveURL(served.address + en)
      await page.getByRole('link', { name: 'Español' }).click()
      await expect(page).toHaveURL(served.address + es)
    })
})

test.describe('a pocket card', () => {
  const cards = ALL.filter((path) => /^\/(guias|en\/guides)\/[^/]+\/(tarjeta|card)\/$/.test(path))
  for (const path of cards)
    test(`${path} prints alone, on one page of A4, of Letter and of A6`, async ({ page }) => {
      await page.goto(served.address + path)
      for (const format of ['A4', 'Letter', 'A6']) {
        const pdf = (await page.pdf({ format })).toString('latin1')
        expect(pdf.match(/\/Type\s*\/Page\b/g)?.length, format).toBe(1)
      }
      await page.emulateMedia({ media: 'print' })
      await expect(page.locator('.pocket')).toBeVisible()
      for (const rest of ['header.bar', '.band', 'footer', 'main > header']) await expect(page.locator(rest).first()).toBeHidden()
    })

  for (const path of ['/guias/en-vuelo/tarjeta/', '/en/guides/stations/card/'])
    test(`${path} keeps its words inside its edge at 320 px, where a phone has wide letters alone and a reader wants them apart`, async ({
      page,
    }) => {
      await page.setViewportSize({ width: 320, height: 568 })
      await page.route(/\.woff2$/, (route) => route.abort())
      await page.goto(served.address + path)
      await withTextSpacing(page, async () => {
        const [edge, words, wide] = await page.locator('.pocket').evaluate((card) => {
          const letters = new CSSStyleSheet()
          letters.replaceSync('.pocket * { font-family: "DejaVu Sans", Verdana !important }')
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, letters]
          const range = document.createRange()
          const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT)
          const rights: number[] = []
          while (texts.nextNode()) {
            range.selectNodeContents(texts.currentNode)
            rights.push(...[...range.getClientRects()].map(({ right }) => right))
          }
          return [card.getBoundingClientRect().right, Math.max(...rights), document.documentElement.scrollWidth]
        })
        expect(wide).toBe(320)
        expect(words).toBeLessThanOrEqual(edge ?? 0)
      })
    })
})

test.describe('opened until the network is at rest', () => {
  /** Pages at a time: each is open for half a second in which nothing happens. */
  const AT_A_TIME = 6
  const foreign: string[] = []
  const said = new Map<string, string>()
  let context: BrowserContext

  test.beforeAll(async ({ browser }) => {
    context = await browser.newContext()
    context.on('request', (request) => {
      if (!request.url().startsWith(served.address) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    await inTurns(ALL, AT_A_TIME, async (path) => {
      const page = await context.newPage()
      await page.goto(served.address + path, { waitUntil: 'networkidle' })
      const description = (await page.locator('meta[name=description]').getAttribute('content')) ?? ''
      said.set(path, `${path} ${await page.title()} ${description}`)
      await page.close()
    })
  })
  test.afterAll(() => context.close())

  test('no page names another origin in anything it loads, and none sets a cookie', async () => {
    expect(foreign).toEqual([])
    expect(await context.cookies()).toEqual([])
  })

  test('titles, descriptions and addresses are neutral on every page', () => {
    expect([...said.keys()].sort()).toEqual([...ALL].sort())
    for (const words of said.values()) expect(words).not.toMatch(/\btrata\b|traffick|v[ií]ctim|explota|exploit/i)
  })
})

test('an unknown address gets a useful page in its language, and the status 404', async ({ page }) => {
  for (const [path, language] of [
    ['/nada/', 'es'],
    ['/en/nothing/', 'en'],
  ] as const) {
    const answer = await page.goto(served.address + path)
    expect(answer?.status()).toBe(404)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await expect(page.locator('main a').first()).toBeVisible()
  }
})
