/** Finding a page by a word: in both languages, mistyped, by what leads there, from the keyboard, without JavaScript and without the engine. */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { AA, violations } from './axe.ts'
import { inTurns } from './in-turns.ts'
import { type Served, serve } from './served.ts'

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

const SEARCH = { es: '/buscar/', en: '/en/search/' } as const
type Language = keyof typeof SEARCH

async function searchFor(page: Page, language: Language, query: string): Promise<void> {
  await page.goto(served.address + SEARCH[language])
  await page.locator('#search-field').fill(query)
  await expect(page.locator('#search-status')).toContainText(/[«“]/)
}

const found = (page: Page) => page.locator('.found a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))

/** Everything a page asks for that is Pagefind's. */
function watchPagefind(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/pagefind/')) asked.push(request.url())
  })
  return asked
}

for (const [language, query, path, kind] of [
  ['es', 'restaurante', '/cuentos/la-mesera/', 'Cuentos'],
  ['es', 'pasaporte', '/cuentos/el-trabajo-digital/', 'Cuentos'],
  ['es', 'terminal', '/guias/terminal/', 'Guías'],
  ['es', 'privacidad', '/privacidad/', 'La campaña'],
  ['en', 'restaurant', '/en/stories/the-waitress/', 'Stories'],
  ['en', 'station', '/en/guides/stations/', 'Guides'],
  ['en', 'help', '/en/help/', 'Help'],
] as const)
  test(`«${query}» (${language}) finds ${path}, with its kind and the word marked`, async ({ page }) => {
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await searchFor(page, language, query)
    const result = page.locator('.found').filter({ has: page.locator(`a[href="${path}"]`) })
    await expect(result).toHaveCount(1)
    await expect(result.locator('.label')).toHaveText(kind)
    await expect(result.locator('mark').first()).toHaveText(new RegExp(query.slice(0, 4), 'i'))
    await page.locator(`.found a[href="${path}"]`).click()
    await expect(page).toHaveURL(served.address + path)
    expect(faults).toEqual([])
  })

for (const [language, query, understood, path] of [
  ['es', 'trabjo', 'trabajo', '/cuentos/el-trabajo-digital/'],
  ['es', 'pasporte', 'pasaporte', '/cuentos/el-trabajo-digital/'],
  ['es', 'termnal', 'terminal', '/guias/terminal/'],
  ['en', 'pasport', 'passport', '/en/stories/the-digital-job/'],
  ['en', 'boyfreind', 'boyfriend', '/en/stories/the-stopover/'],
] as const)
  test(`mistyped «${query}» (${language}) leads to ${path}, and the page says what it understood`, async ({ page }) => {
    await searchFor(page, language, query)
    await expect(page.locator(`.found a[href="${path}"]`)).toBeVisible()
    await expect(page.locator('#search-status')).toContainText(query)
    await expect(page.locator('#search-status')).toContainText(understood)
  })

for (const [language, query, path] of [
  ['es', 'novia', '/cuentos/la-escala/'],
  ['es', 'niñera', '/cuentos/la-nota-de-la-tia/'],
  ['es', 'camello', '/cuentos/la-mesera/'],
  ['es', 'becas', '/cuentos/la-madrina/'],
  ['es', 'reinado', '/cuentos/el-casting/'],
  ['es', 'denunciar', '/ayuda/'],
  ['en', 'nanny', '/en/stories/the-voice-note/'],
  ['en', 'soccer', '/en/stories/the-signing/'],
  ['en', 'pageant', '/en/stories/the-casting/'],
] as const)
  test(`«${query}» (${language}) leads to ${path} through the synonyms`, async ({ page }) => {
    await searchFor(page, language, query)
    await expect(page.locator(`.found a[href="${path}"]`)).toBeVisible()
  })

for (const language of ['es', 'en'] as const)
  test(`a search that finds nothing says so and gives ways on and numbers (${language})`, async ({ page }) => {
    await searchFor(page, language, 'xyzzyq')
    expect(await found(page)).toEqual([])
    const nothing = page.locator('#search-nothing')
    await expect(nothing).toBeVisible()
    await expect(nothing.locator('a[href="tel:123"]')).toBeVisible()
    await expect(nothing.locator('a.button')).toHaveCount(2)
    await page.locator('#search-field').fill(language === 'es' ? 'mesera' : 'waitress')
    await expect(page.locator('.found').first()).toBeVisible()
    await expect(nothing).toBeEmpty()
  })

test('results in both themes have no accessibility violation and no sideways scroll at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const query of ['trabajo', 'xyzzyq']) {
      await searchFor(page, 'es', query)
      expect(await violations(page, AA)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    }
  }
})

test('what is typed goes into no request, no address and no storage', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  await searchFor(page, 'es', 'novio')
  await page.locator('#search-field').press('Enter')
  await expect(page.locator('.found').first()).toBeVisible()
  expect(asked.filter((request) => request.includes('novio'))).toEqual([])
  await expect(page).toHaveURL(served.address + SEARCH.es)
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))).toBe(
    '[{},{},""]',
  )
})

test('Pagefind is asked for when the field is used, and not before, nor by any other page', async ({ page, context }) => {
  const asked = watchPagefind(context)
  const others = [
    '/',
    '/en/',
    '/cuentos/',
    '/cuentos/la-mesera/',
    '/guias/terminal/',
    '/ayuda/',
    '/privacidad/',
    '/preguntas/',
    '/q/',
    '/nada/',
  ]
  await inTurns(others, 4, async (path) => {
    const other = await context.newPage()
    await other.goto(served.address + path, { waitUntil: 'networkidle' })
    await other.close()
  })
  await page.goto(served.address + SEARCH.es, { waitUntil: 'networkidle' })
  expect(asked).toEqual([])
  await page.locator('#search-field').focus()
  await expect.poll(() => asked.length).toBeGreaterThan(2)
})

test('no page but the search page may compile WebAssembly, by its own word and by the server’s', async ({ page }) => {
  const policies = async (path: string) => {
    const answer = await page.goto(served.address + path)
    return [
      answer?.headers()['content-security-policy'],
      await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content'),
    ]
  }
  for (const path of Object.values(SEARCH))
    for (const policy of await policies(path)) expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
  for (const path of ['/', '/en/', '/cuentos/la-mesera/', '/ayuda/', '/preguntas/', '/q/', '/equipo/', '/metodo/', '/404.html'])
    for (const policy of await policies(path)) expect(policy, path).toContain("script-src 'self';")
})

test.describe('where the engine can’t be had', () => {
  test('titles and sentences are searched, and the page says that this is not all', async ({ page }) => {
    await page.route('**/pagefind/**', (route) => route.abort())
    await searchFor(page, 'es', 'restaurnte')
    await expect.poll(() => found(page)).toContain('/cuentos/la-mesera/')
    await expect(page.locator('#search-status')).toContainText('títulos')
  })
})

test.describe('from the keyboard', () => {
  for (const keys of ['/', 'Control+k'])
    test(`${keys} leads from a story to the field, and there to writing`, async ({ page }) => {
      await page.goto(`${served.address}/en/stories/the-waitress/`)
      await page.keyboard.press(keys)
      await expect(page).toHaveURL(`${served.address}${SEARCH.en}#search-field`)
      await expect(page.locator('#search-field')).toBeFocused()
      await page.keyboard.type('and/or')
      await expect(page.locator('#search-field')).toHaveValue('and/or')
    })

  test('on the search page they focus the field', async ({ page }) => {
    await page.goto(served.address + SEARCH.es)
    await page.keyboard.press('/')
    await expect(page.locator('#search-field')).toBeFocused()
    await expect(page.locator('#search-field')).toHaveValue('')
  })

  test('/ can be switched off for the tab, as a shortcut of one character has to be; Ctrl+K stays', async ({ page }) => {
    await page.goto(served.address + SEARCH.es)
    await page.locator('#search-slash').uncheck()
    await page.goto(`${served.address}/cuentos/la-mesera/`)
    await page.keyboard.press('/')
    await page.waitForTimeout(300)
    await expect(page).toHaveURL(`${served.address}/cuentos/la-mesera/`)
    await page.keyboard.press('Control+k')
    await expect(page).toHaveURL(/buscar/)
    await expect(page.locator('#search-slash')).not.toBeChecked()
    await page.locator('#search-slash').check()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  test('the exit’s three Shifts leave the search as any page, also while a word is in the field', async ({ page }) => {
    await page.route('https://es.wikipedia.org/**', (route) => route.fulfill({ body: 'elsewhere' }))
    await searchFor(page, 'es', 'novio')
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift')
    await expect(page).toHaveURL(/wikipedia/)
  })

  test('/ with Shift, as a Spanish keyboard has it, is the search and no press of the exit', async ({ page }) => {
    await page.goto(`${served.address}/cuentos/`)
    await page.keyboard.press('Shift')
    await page.keyboard.press('Shift')
    await page.keyboard.down('Shift')
    await page.keyboard.press('/')
    await page.keyboard.up('Shift')
    await expect(page).toHaveURL(/buscar/)
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  for (const language of ['es', 'en'] as const)
    test(`the search page lists every page by its kind, and shows no field that would do nothing (${language})`, async ({
      page,
    }) => {
      await page.goto(served.address + SEARCH[language])
      await expect(page.locator('#search-field')).toBeHidden()
      await expect(page.locator('#search-list h3')).toHaveCount(4)
      const links = await page.locator('#search-list a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
      expect(links.length).toBeGreaterThan(18)
      expect(new Set(links).size).toBe(links.length)
      for (const link of links) expect((await page.request.get(served.address + link)).status(), link).toBe(200)
    })
})

test('a page that is not there leads to the search, in its language', async ({ page }) => {
  for (const [path, search] of [
    ['/nada/', SEARCH.es],
    ['/en/nothing/', SEARCH.en],
  ] as const) {
    await page.goto(served.address + path)
    await expect(page.locator(`main a[href="${search}"]`)).toBeVisible()
  }
})
