/** The staff's pages about cases, as somebody uses them: files opened in the browser alone, figures with what they do not show, and no figure without its mark. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { causalClaimsIn } from '../causal-claims.ts'
import { readCsv } from '../csv.ts'
import { axeViolations, colourViolations } from './axe.ts'
import { cutOff, smallTargets } from './fit.ts'
import { installSeen } from './seen.ts'
import { type Served, serve } from './served.ts'

const MADE_UP = join(import.meta.dirname, '..', 'monitoring')
const PAGES = {
  es: { places: '/equipo/ciudades/', cases: '/equipo/casos/' },
  en: { places: '/en/staff/places/', cases: '/en/staff/cases/' },
} as const
const MARK = { es: 'Datos inventados', en: 'Invented data' } as const

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

async function open(page: Page, language: 'es' | 'en', which: 'places' | 'cases'): Promise<void> {
  await page.addInitScript(installSeen)
  await page.goto(served.address + PAGES[language][which])
  await expect(page.locator('.drop').first()).toBeVisible()
}
const useExample = async (page: Page) => {
  await page.locator('.drop .button-quiet').click()
  await expect(page.locator('.plate svg').first()).toBeVisible()
}
const give = (page: Page, name: string, text: string) =>
  page
    .locator('.drop input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download')
  await click()
  const file = await download
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
const labelsBeyond = (page: Page) =>
  page.locator('.plate svg').evaluateAll((charts) =>
    charts.flatMap((svg) => {
      const edge = svg.getBoundingClientRect()
      return [...svg.querySelectorAll('text')].flatMap((text) => {
        const box = text.getBoundingClientRect()
        return box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1 ? [`${text.textContent}`] : []
      })
    }),
  )

for (const [language, which, theme, width] of [
  ['es', 'places', 'light', 1280],
  ['en', 'places', 'dark', 320],
  ['es', 'cases', 'dark', 320],
  ['en', 'cases', 'light', 1280],
] as const)
  test(`${PAGES[language][which]} with the example, ${theme}, ${width} px: for everybody, marked as invented, crediting nobody`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize({ width, height: 800 })
    const asked: string[] = []
    await open(page, language, which)
    page.on('request', (request) => asked.push(request.url()))
    await useExample(page)
    await openAll(page)
    const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ')
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/)
    expect(causalClaimsIn(text)).toEqual([])
    // Read here, and sent nowhere.
    expect(asked).toEqual([])
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
    await expect(page.locator('.invented')).toBeVisible()
    const charts = await page.locator('.plate').evaluateAll((plates) =>
      plates.map((plate) => ({
        name: plate.querySelector('figcaption b')?.textContent ?? '',
        // A text that runs over lines has no space where they break.
        drawn: [...plate.querySelectorAll('svg tspan')].map((line) => line.textContent).join(' '),
        role: plate.querySelector('svg')?.getAttribute('role'),
        words: plate.querySelector('svg desc')?.textContent ?? '',
      })),
    )
    expect(charts.length).toBe(which === 'places' ? 1 : 5)
    for (const { name, drawn, role, words } of charts) {
      expect(name).toContain(MARK[language])
      expect(drawn, name).toContain(MARK[language])
      expect(role).toBe('img')
      expect(words, name).toMatch(/\d/)
    }
    // What chance alone brings stands in the charts of the year that places were chosen by.
    const chance = { es: /por azar se espera/, en: /expected.*by chance alone|By chance alone/ }[language]
    expect(charts.filter(({ drawn }) => chance.test(drawn)).length).toBeGreaterThanOrEqual(which === 'places' ? 1 : 2)
    // What lies under the bar that stays at the top is not there to be pressed.
    await page.evaluate(() => scrollTo(0, 0))
    expect.soft(await axeViolations(page)).toEqual([])
    expect.soft(await colourViolations(page)).toEqual([])
    // Where a row is a card its figures carry their column's name, and the head is only heard.
    expect.soft((await cutOff(page)).filter((fault) => !fault.startsWith('cut off by thead'))).toEqual([])
    expect.soft(await smallTargets(page)).toEqual([])
    expect.soft(await labelsBeyond(page)).toEqual([])
  })

test('places are chosen by keyboard alone, the choice follows the number, and both files say that the data are invented', async ({
  page,
}) => {
  await open(page, 'en', 'places')
  await page.locator('.drop .button-quiet').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.table-room .chosen')).toHaveCount(5)
  await page.getByLabel('How many places').focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('2')
  await expect(page.locator('.table-room .chosen')).toHaveCount(2)
  const table = await saved(page, () => page.getByRole('button', { name: 'Download the table' }).press('Enter'))
  const [header = [], ...rows] = readCsv(table.text)
  expect(rows).toHaveLength(12)
  expect(new Set(rows.map((row) => row[header.indexOf('note')]))).toEqual(new Set([MARK.en]))
  expect(rows.filter((row) => row[header.indexOf('chosen')] === 'yes')).toHaveLength(2)
  const chart = await saved(page, () => page.getByRole('button', { name: /^SVG/ }).press('Enter'))
  expect(chart.text).toContain(`>${MARK.en}<`)
  expect(chart.text).toContain(`${MARK.en} · Cases per prosecutor in each place`)
  expect(chart.text).not.toMatch(/var\(|class=|NaN/)
  await page.getByLabel('How many places').fill('x')
  await expect(page.locator('#wanted-wrong')).toContainText('whole number')
  await page.getByRole('button', { name: 'Español' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Escoger lugares')
  await expect(page.locator('.open-file')).toBeVisible()
})

test('a pasted table is read, and one with mistakes is refused whole, line by line', async ({ page }) => {
  await open(page, 'es', 'places')
  await page.locator('.paste .button-quiet').click()
  await page
    .getByLabel(/^Tabla con su encabezado/)
    .fill('ciudad\tperiodo\tcasos\tfiscales\nNorte\t2016\t3\t40\nSur\t2016\t30\t40\n')
  await page.getByRole('button', { name: 'Leer la tabla' }).click()
  await expect(page.locator('.table-room tbody tr')).toHaveCount(2)
  await expect(page.locator('.invented')).toHaveCount(0)
  await give(page, 'malo.csv', 'ciudad,periodo,casos,fiscales\nNorte,2016,tres,40\nSur,2016,30,0\nNorte,2017\n')
  const mistakes = page.locator('.mistakes li')
  await expect(mistakes).toHaveCount(4)
  await expect(mistakes.first()).toHaveText(/Línea 2, columna casos: no es un número entero desde 0.* tres/)
  await expect(page.locator('.mistakes h2')).toContainText('(4)')
  await expect(page.locator('.plate')).toHaveCount(0)
})

test('a public file is shown as it was understood: odd years with their lines, smuggling left out, the years apart', async ({
  page,
}) => {
  await open(page, 'en', 'cases')
  const field = page.locator('.drop input[type=file]').first()
  await field.setInputFiles(join(MADE_UP, 'conteo-victimas.made-up.csv'))
  const main = page.locator('main')
  await expect(main).toContainText('rows 2, total 3')
  await expect(main).toContainText('Lines: 7 (2055), 8 (2205)')
  await expect(main.locator('tr', { hasText: 'MIGRANTES' })).toContainText('no: smuggling of migrants')
  await expect(main).toContainText('MAR ADENTRO')
  await expect(page.locator('.plate svg desc')).toHaveText('2016: 9. 2017: 3. 2018: 6.')
  await page.getByLabel('Department').selectOption('Valle del Cauca')
  await expect(page.locator('.plate svg desc')).toHaveText('2016: 0. 2017: 3. 2018: 5.')
  await page.getByLabel('Day on which').fill('2017-05-01')
  await expect(main).toContainText('rows 4')

  await field.setInputFiles(join(MADE_UP, 'conteo-v2.made-up.json'))
  await page.locator('.choosers select').first().selectOption('entry')
  await expect(page.locator('.plate svg desc')).toHaveText('2016: 3. 2017: 1. 2018: 2.')
  const table = await saved(page, () => page.getByRole('button', { name: 'Download the totals' }).click())
  expect(readCsv(table.text)[1]).toEqual(['fact', '2015', 'Bogotá, D. C.', 'victims', '3', expect.any(String), MARK.en])
  await give(page, 'other.csv', 'name,age\nx,1\n')
  await expect(page.getByRole('alert')).toContainText('columns of none of the forms')
})

test('a series is looked at in other months, other years and city by city, and refuses what it cannot show with the reason', async ({
  page,
}) => {
  await open(page, 'en', 'cases')
  await useExample(page)
  await expect(page.locator('.chance').first()).toContainText('by chance alone')
  await page.getByLabel('Year that places were chosen by').selectOption('unknown')
  await expect(page.locator('.chance').first()).toContainText('Nobody said by which year')
  await page.getByLabel('From month').selectOption('7')
  await page.getByLabel('To month').selectOption('12')
  await expect(page.locator('.plate figcaption b').first()).toHaveText('Invented data · July to December: 2017 against 2016')
  const city = page.getByLabel('Which city')
  for (const value of await city
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))) {
    await city.selectOption(value)
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity/)
  }
  await city.selectOption({ label: 'Invented A' })
  await expect(page.locator('main')).toContainText('no day of training')
  const months = Array.from({ length: 12 }, (_, at) => `2017-${String(at + 1).padStart(2, '0')}`)
  const row = (month: string) =>
    `Norte,${month}-01,${new Date(Date.UTC(2017, Number(month.slice(5)), 0)).toISOString().slice(0, 10)},4,10,${month > '2017-06' ? 3 : 0},${month > '2017-06' ? '2017-07-10' : ''},x,2018-01-02`
  const header =
    'city,period_start,period_end,new_investigations,prosecutors_competent,prosecutors_trained,training_date,source,extracted_on'
  await give(page, 'short.csv', [header, ...months.map(row), ''].join('\n'))
  await expect(page.locator('main')).toContainText('at least 12 months, the one of the training not among them. Here there are 11')
  await expect(page.locator('.plate').last()).toContainText('month by month')
})
