/** Every page, in both languages: reachable without JavaScript, by assistive technology, on a small screen, in the dark. */
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Served, serve } from './served.ts'

const PAGES = [
  ['/', '/en/'],
  ['/cuentos/', '/en/stories/'],
  ['/cuentos/la-mesera/', '/en/stories/the-waitress/'],
  ['/cuentos/el-trabajo-digital/', '/en/stories/the-digital-job/'],
  ['/cuentos/la-nota-de-la-tia/', '/en/stories/the-voice-note/'],
  ['/cuentos/el-fichaje/', '/en/stories/the-signing/'],
  ['/cuentos/la-escala/', '/en/stories/the-stopover/'],
  ['/cuentos/la-invitacion/', '/en/stories/the-invitation/'],
  ['/cuentos/el-casting/', '/en/stories/the-casting/'],
  ['/cuentos/temporada-alta/', '/en/stories/high-season/'],
  ['/cuentos/la-madrina/', '/en/stories/the-godmother/'],
  ['/preguntas/', '/en/questions/'],
  ['/revisar/', '/en/check/'],
  ['/ayuda/', '/en/help/'],
  ['/guias/', '/en/guides/'],
  ['/guias/terminal/', '/en/guides/stations/'],
  ['/guias/terminal/tarjeta/', '/en/guides/stations/card/'],
  ['/guias/al-volante/', '/en/guides/at-the-wheel/'],
  ['/guias/al-volante/tarjeta/', '/en/guides/at-the-wheel/card/'],
  ['/guias/en-vuelo/', '/en/guides/on-board/'],
  ['/guias/en-vuelo/tarjeta/', '/en/guides/on-board/card/'],
  ['/guias/hotel/', '/en/guides/hotels/'],
  ['/guias/hotel/tarjeta/', '/en/guides/hotels/card/'],
  ['/guias/familia-y-amistades/', '/en/guides/family-and-friends/'],
  ['/guias/familia-y-amistades/tarjeta/', '/en/guides/family-and-friends/card/'],
  ['/guias/fiscales/', '/en/guides/prosecutors/'],
  ['/guias/fiscales/tarjeta/', '/en/guides/prosecutors/card/'],
  ['/privacidad/', '/en/privacy/'],
  ['/seguridad/', '/en/safety/'],
  ['/metodo/', '/en/method/'],
  ['/por-que/', '/en/why/'],
  ['/acerca/', '/en/about/'],
  ['/buscar/', '/en/search/'],
  ['/q/', '/en/q/'],
  ['/equipo/', '/en/staff/'],
] as const
const ALL = [...PAGES.flat(), '/404.html', '/en/404/']

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

for (const theme of ['light', 'dark'] as const)
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme })
    for (const path of ALL)
      test(`${path} has no accessibility violation and no sideways scroll at 320 px`, async ({ page }) => {
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('404')) faults.push(message.text())
        })
        await page.setViewportSize({ width: 320, height: 568 })
        await page.goto(served.address + path)
        for (const details of await page.locator('details').all())
          await details.evaluate((element) => element.setAttribute('open', ''))
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
        expect(faults).toEqual([])
      })
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  for (const path of ALL)
    test(`${path} can be read, gives the emergency number and lets one leave`, async ({ page }) => {
      await page.goto(served.address + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('a[href="tel:123"]').first()).toBeVisible()
      await expect(page.locator('#exit')).toBeVisible()
      expect(await page.locator('#exit').getAttribute('href')).toMatch(/^https:\/\//)
    })

  test('a story’s signs open without it', async ({ page }) => {
    await page.goto(`${served.address}/cuentos/la-mesera/`)
    const turn = page.locator('details.turn').first()
    await expect(turn.locator('.sign')).toBeHidden()
    await turn.locator('summary').click()
    await expect(turn.locator('.sign')).toBeVisible()
  })

  test('the questions say that they need it, and where the rest is', async ({ page }) => {
    await page.goto(`${served.address}/preguntas/`)
    await expect(page.locator('noscript a, main a.button').first()).toBeVisible()
  })
})

for (const [es, en] of PAGES)
  test(`the language switch of ${es} keeps the page`, async ({ page }) => {
    await page.goto(served.address + es)
    await page.getByRole('link', { name: 'English' }).click()
    await expect(page).toHaveURL(served.address + en)
    await page.getByRole('link', { name: 'Español' }).click()
    await expect(page).toHaveURL(served.address + es)
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
})

test('no page names another origin in anything it loads, and none sets a cookie', async ({ page, context }) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(served.address) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  for (const path of ALL) await page.goto(served.address + path, { waitUntil: 'networkidle' })
  expect(foreign).toEqual([])
  expect(await context.cookies()).toEqual([])
})

test('titles, descriptions and addresses are neutral on every page', async ({ page }) => {
  for (const path of ALL) {
    await page.goto(served.address + path)
    const description = (await page.locator('meta[name=description]').getAttribute('content')) ?? ''
    expect(`${path} ${await page.title()} ${description}`).not.toMatch(/\btrata\b|traffick|v[ií]ctim|explota|exploit/i)
  }
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
