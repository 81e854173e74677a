/** A third language, started as `content/README.md` says, in a copy of the site: its pages are there, and what they lack is read in Spanish and said so. */
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { buildCopy, copySite } from '../site-copy.ts'
import { PAGE, STORY, startPortuguese } from '../started-language.ts'
import { AA, violations } from './axe.ts'
import { type Served, serve } from './served.ts'

const WHOLE = 'Esta página ainda não está em português.'
const PART = 'Partes desta página ainda não estão em português.'

let site: string
let served: Served
/** Paths of the pages in Portuguese. */
let paths: string[]
test.beforeAll(async () => {
  test.setTimeout(180_000)
  site = await copySite()
  await startPortuguese(site)
  await buildCopy(site)
  const files = await readdir(join(site, 'dist/pt'), { recursive: true })
  paths = files.filter((file) => file.endsWith('index.html')).map((file) => `/pt/${file.slice(0, -'index.html'.length)}`)
  served = await serve(join(site, 'dist'))
})
test.afterAll(async () => {
  await served.close()
  await rm(site, { recursive: true, force: true })
})

const notice = (page: Page) => page.locator('main > :first-child')

test('there is a page in Portuguese for each in Spanish but the staff’s, under the address that it was given or the Spanish one', async () => {
  const spanish = (await readdir(join(site, 'dist'), { recursive: true })).filter(
    (file) => /index\.html$/.test(file) && !/^(?:en|pt|equipo)\//.test(file),
  )
  expect(spanish.length).toBeGreaterThan(15)
  expect(paths).toHaveLength(spanish.length)
  expect(paths).toEqual(expect.arrayContaining(['/pt/', '/pt/ajuda/', '/pt/contos/a-garconete/', '/pt/contos/la-escala/']))
})

test('no page of any language shows a trace of how its texts were marked, or a text that is not there', async () => {
  const files = await readdir(join(site, 'dist'), { recursive: true })
  for (const file of files.filter((name) => /\.(?:html|json|xml|txt)$/.test(name))) {
    const text = await readFile(join(site, 'dist', file), 'utf8')
    expect(text, file).not.toMatch(/[\u{E0001}\u{E0020}-\u{E007F}]/u)
    if (file.endsWith('.html')) expect(text, file).not.toMatch(/\bundefined\b|\[object Object\]/)
  }
})

test('a story that is translated is read in Portuguese, and only what surrounds it in Spanish', async ({ page }) => {
  await page.goto(`${served.address}/pt/contos/a-garconete/`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A garçonete')
  await expect(page.locator('article')).toHaveText(STORY)
  await expect(page.locator('article')).not.toHaveAttribute('lang')
  await expect(notice(page)).toContainText(PART)
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', /\/pt\/contos\/a-garconete\/$/)
})

test('a story that is only a copy is read in Spanish, says so in Portuguese, and marks what is Spanish', async ({ page }) => {
  await page.goto(`${served.address}/pt/contos/la-escala/`)
  await expect(notice(page)).toContainText(WHOLE)
  await expect(notice(page)).not.toHaveAttribute('lang')
  await expect(page.locator('article')).toHaveAttribute('lang', 'es')
  await expect(page.locator('h1')).toHaveAttribute('lang', 'es')
  // The label is translated, and stands in a Spanish article.
  await expect(page.locator('.sign .label').first()).toHaveText('Sinal')
  await expect(page.locator('.sign .label').first()).toHaveAttribute('lang', 'pt')
  // Search engines are sent to the Spanish page.
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', /\.example\/cuentos\/la-escala\/$/)
})

test('a guide that was not even copied is there, with its card', async ({ page }) => {
  await page.goto(`${served.address}/pt/guias/terminal/`)
  await expect(notice(page)).toContainText(WHOLE)
  await page.locator('main a.button').first().click()
  await expect(page).toHaveURL(`${served.address}/pt/guias/terminal/tarjeta/`)
})

test('links inside a text in Spanish stay in Portuguese', async ({ page }) => {
  await page.goto(`${served.address}/pt/por-que/`)
  await page.locator('main a', { hasText: 'Acerca de la campaña' }).click()
  await expect(page).toHaveURL(`${served.address}/pt/acerca/`)
  await page.goto(`${served.address}/pt/privacidad/`)
  await expect(page.locator('main')).toContainText(PAGE)
})

test('of a list in two languages each text says its own', async ({ page }) => {
  await page.goto(`${served.address}/pt/ajuda/`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A quem ligar')
  await expect(page.locator('dt', { hasText: 'Preciso do trabalho' })).not.toHaveAttribute('lang')
  await expect(page.locator('dt', { hasText: 'Perdería la oportunidad' })).toHaveAttribute('lang', 'es')
})

test('the questions are offered in Spanish alone', async ({ page }) => {
  await page.goto(`${served.address}/pt/preguntas/`)
  await expect(page.locator('main')).toContainText('As perguntas ainda não estão em português.')
  await expect(page.locator('#quiz')).toHaveCount(0)
  await page.locator('main').getByRole('link', { name: 'Español' }).click()
  await expect(page).toHaveURL(`${served.address}/preguntas/`)
  await expect(page.locator('#quiz')).toHaveCount(1)
})

/** A page as it was built. What is asked of every page is asked of its file: a browser would take minutes for it. */
const built = (path: string): Promise<string> => readFile(join(site, 'dist', path, 'index.html'), 'utf8')
const linksIn = (html: string): string[] => html.match(/<a\b[^>]*>/g) ?? []
const targetOf = (link: string): string => /\shref="([^"#]*)/.exec(link)?.[1] ?? ''

test('the switch leads from each page in Portuguese to the same in the others, and back', async () => {
  for (const path of paths)
    for (const language of ['es', 'en']) {
      const [there = ''] = linksIn(await built(path)).filter(
        (link) => link.includes(`class="language"`) && link.includes(`hreflang="${language}"`),
      )
      expect(there, path).toContain(`lang="${language}"`)
      const back = linksIn(await built(targetOf(there))).filter((link) => link.includes('hreflang="pt" lang="pt"'))
      expect(back.map(targetOf), `${path} from ${targetOf(there)}`).toEqual([path])
    }
})

test('search engines hear of Portuguese only where it was translated', async ({ page }) => {
  const said = async (path: string) => {
    await page.goto(served.address + path)
    return page.locator('link[rel=alternate][hreflang]').evaluateAll((links) => links.map((link) => link.getAttribute('hreflang')))
  }
  expect((await said('/cuentos/la-mesera/')).sort()).toEqual(['en', 'es', 'pt', 'x-default'])
  expect((await said('/en/privacy/')).sort()).toEqual(['en', 'es', 'pt', 'x-default'])
  for (const path of ['/cuentos/la-escala/', '/en/', '/ayuda/', '/pt/', '/pt/ajuda/', '/pt/contos/la-escala/'])
    expect((await said(path)).sort(), path).toEqual(['en', 'es', 'x-default'])
})

test('no link of the pages in Portuguese is broken, and none leaves the language but by its name', async () => {
  const pages = await Promise.all(paths.map(built))
  const links = pages.flatMap(linksIn).filter((link) => !link.includes('hreflang=') && targetOf(link).startsWith('/'))
  const targets = [...new Set(links.map(targetOf))]
  expect(targets.length).toBeGreaterThan(15)
  // A feed is a file and no page.
  const isThere = (target: string) =>
    paths.includes(target) || existsSync(join(site, 'dist', target.slice(1), target.endsWith('/') ? 'index.html' : ''))
  expect(targets.filter((target) => !target.startsWith('/pt/') || !isThere(target))).toEqual([])
})

test('pages in Portuguese have no accessibility violation and no sideways scroll at 320 px', async ({ page }) => {
  test.setTimeout(240_000)
  await page.setViewportSize({ width: 320, height: 568 })
  const guide = '/pt/guias/terminal/'
  for (const path of [
    '/pt/',
    '/pt/contos/la-escala/',
    '/pt/contos/a-garconete/',
    '/pt/ajuda/',
    '/pt/por-que/',
    guide,
    '/pt/preguntas/',
    '/en/',
  ]) {
    await page.goto(served.address + path)
    for (const details of await page.locator('details').all()) await details.evaluate((element) => element.setAttribute('open', ''))
    expect(await violations(page, AA), path).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320)
  }
})
