/** How the report looks and is used: charts with their words, both themes, small screens, the keyboard alone, paper, and the other parts of the page. */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { AA, violations } from './axe.ts'
import { type Served, serve } from './served.ts'
import { asFiles, madeUpSnapshots } from './staff-snapshots.ts'

let served: Served
let snapshots: ReturnType<typeof madeUp>
test.beforeAll(async () => {
  snapshots = madeUp()
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

const madeUp = () => [
  ...madeUpSnapshots({
    visitors: { 'terminal-bogota': 90, 'el-dorado': 60, 'terminal-medellin': 24, 'mesa-bogota': 14 },
    weeks: ['2026-W47', '2026-W48', '2026-W49'],
  }),
  ...madeUpSnapshots({ instrument: 'core-short@1', visitors: { 'seat-card-1': 45 }, seed: 5 }),
]

async function openReport(page: Page, path = '/equipo/'): Promise<void> {
  await page.goto(served.address + path)
  await page.locator('input[type=file]').setInputFiles(asFiles(snapshots))
  await expect(page.locator('.report')).toBeVisible()
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })

for (const [path, width, theme] of [
  ['/equipo/', 1280, 'light'],
  ['/en/staff/', 320, 'dark'],
] as const)
  test(`every part at ${width} px in the ${theme} theme has no violation, nothing sideways and no figure that is none`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize({ width, height: 800 })
    await openReport(page, path)
    for (const part of ['report', 'odd', 'quality', 'plan', 'method']) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, part)
      await expect(page.locator('.parts [aria-current=page]')).toHaveAttribute('href', `#${part}`)
      await openAll(page)
      expect(await violations(page, AA), part).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), part).toBeLessThanOrEqual(width)
      expect(await page.locator('main').textContent(), part).not.toMatch(/NaN|undefined|Infinity|\[object/)
    }
  })

test('every view and questionnaire can be shown', async ({ page }) => {
  await openReport(page, '/en/staff/')
  const [, instrument, unit] = await page.locator('.choosers select').all()
  if (!instrument || !unit) throw new Error('no choosers')
  for (const id of ['core@1', 'core-short@1']) {
    await instrument.selectOption(id)
    const values = await unit
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    expect(values[0]).toBe('overall/all')
    for (const value of values) {
      await unit.selectOption(value)
      await expect(page.locator('.report-head')).toContainText(id)
      expect(await page.locator('main').textContent(), value).not.toMatch(/NaN|undefined|Infinity|\[object/)
    }
  }
  await expect(page.locator('main')).toContainText('does not measure the wave’s primary outcome')
})

test('each chart has a name, its figures in words and a table, and no letter smaller than 13 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openReport(page, '/en/staff/')
  const charts = await page.locator('.plate').evaluateAll((plates) =>
    plates.map((plate) => {
      const svg = plate.querySelector('svg')
      const scale = (svg?.getBoundingClientRect().width ?? 0) / Number(svg?.getAttribute('viewBox')?.split(' ')[2])
      const sizes = [...(svg?.querySelectorAll('text') ?? [])].map((text) => Number(text.getAttribute('font-size')) * scale)
      return {
        role: svg?.getAttribute('role'),
        title: svg?.querySelector('title')?.textContent ?? '',
        words: svg?.querySelector('desc')?.textContent ?? '',
        smallest: Math.min(...sizes),
        hasTable: plate.querySelector('table') !== null || plate.nextElementSibling?.querySelector('table') !== null,
      }
    }),
  )
  expect(charts.length).toBeGreaterThan(12)
  for (const chart of charts) {
    expect(chart.role).toBe('img')
    expect(chart.title).not.toBe('')
    expect(chart.words, chart.title).toMatch(/\d/)
    expect(chart.smallest, chart.title).toBeGreaterThanOrEqual(12.9)
    expect(chart.hasTable, chart.title).toBe(true)
  }
})

test('no label of a chart is cut off by its edge', async ({ page }) => {
  for (const width of [320, 390, 700, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await openReport(page, width === 390 ? '/equipo/' : '/en/staff/')
    const outside = await page.locator('.plate svg').evaluateAll((charts) =>
      charts.flatMap((svg) => {
        const edge = svg.getBoundingClientRect()
        return [...svg.querySelectorAll('text')].flatMap((text) => {
          const box = text.getBoundingClientRect()
          return box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1
            ? [`${text.textContent}`]
            : []
        })
      }),
    )
    expect(outside, String(width)).toEqual([])
  }
})

test('a chart is saved as an SVG that needs nothing of the page, and as a PNG of twice its size', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openReport(page, '/en/staff/')
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  const save = async (kind: string, chart: RegExp) => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: new RegExp(`^${kind}: ${chart.source}`) }).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }
  for (const chart of [
    /Knowledge, before and after/,
    /Where people moved/,
    /Scores of Knowledge/,
    /From the code/,
    /The primary outcome over time/,
  ]) {
    const { name, bytes } = await save('SVG', chart)
    const text = bytes.toString()
    expect(name).toMatch(/^2026-2_core-1_overall-all_[a-z-]+\.svg$/)
    expect(text).toMatch(/^<\?xml version="1.0"/)
    expect(text.match(/xmlns="http:\/\/www\.w3\.org\/2000\/svg"/g)?.length).toBeGreaterThanOrEqual(1)
    expect(text).not.toMatch(/var\(|class=|url\(|NaN|undefined|<script|href/)
    const words = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    for (const said of ['Second wave of 2026', 'n = 3', '95% intervals', 'report of ']) expect(words).toContain(said)
    // Another document reads it as an image, with no page around it.
    const size = await page.evaluate(async (svg) => {
      const image = new Image()
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    }, text)
    expect(size[0]).toBe(760)
  }
  const { name, bytes } = await save('PNG', /Knowledge, before and after/)
  expect(name).toBe('2026-2_core-1_overall-all_primary.png')
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes.readUInt32BE(16)).toBe(1520)
  expect(faults).toEqual([])
})

test('the language changes in place, and nothing that was opened is lost', async ({ page }) => {
  await openReport(page)
  await page.locator('.choosers select').nth(2).selectOption('leaf/terminal-bogota')
  await expect(page.locator('.report-head')).toContainText('Terminal de Bogotá')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('.report-head')).toContainText('Bogotá bus terminal')
  await expect(page.locator('.staff')).toHaveAttribute('lang', 'en')
  await expect(page.locator('main h1')).toHaveText('Results')
  await expect(page.locator('.plate svg title').first()).toHaveText('Knowledge, before and after (primary outcome)')
  await expect(page).toHaveURL(`${served.address}/equipo/`)
})

test('a sentence is copied and the page says so, on plain http too', async ({ page }) => {
  await openReport(page, '/en/staff/')
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.evaluate(() => {
    document.addEventListener('copy', () => {
      document.title = String((document.activeElement as HTMLTextAreaElement).value)
    })
  })
  await page.locator('.primary-outcome .sentence button').click()
  await expect(page.getByRole('status').filter({ hasText: 'The sentence was copied: Knowledge.' })).toBeAttached()
  expect(await page.title()).toMatch(/^Knowledge \(primary outcome\): rose from \d/)
  await expect(page.locator('.primary-outcome .sentence button')).toBeFocused()
})

test('the keyboard alone opens files, changes the view and the part, and saves', async ({ page }) => {
  // Before the page is there: a browser asked at the press itself to hand over its window may have opened it first.
  const chooser = page.waitForEvent('filechooser')
  await page.goto(`${served.address}/en/staff/`)
  await page.getByRole('button', { name: 'See the results' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.locator('input[type=file]')).toBeFocused()
  await page.keyboard.press('Space')
  await (await chooser).setFiles(asFiles(snapshots))
  await expect(page.locator('.report')).toBeVisible()
  await page.locator('main').focus()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  const seen: string[] = []
  for (let step = 0; step < 60 && !seen.at(-1)?.startsWith('SVG'); step++) {
    await page.keyboard.press('Tab')
    seen.push(await focused())
    const isVisible = await page.evaluate(() => {
      const box = document.activeElement?.getBoundingClientRect()
      return box !== undefined && box.width > 0 && box.height > 0
    })
    expect(isVisible, seen.at(-1)).toBe(true)
  }
  for (const name of ['Report', 'Quality of the questions', 'Planning', 'English', 'Print or save as PDF', 'Copy', 'SVG'])
    expect(seen.join('|')).toContain(name)
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toMatch(/\.svg$/)

  await page.locator('.choosers select').nth(2).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('.report-head h2')).not.toHaveText('Everybody')
  await page.getByRole('link', { name: 'Planning' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.planning')).toBeVisible()
  await page.goBack()
  await expect(page.locator('.report')).toBeVisible()
})

test('on paper there is nothing to press, every table is open, and charts are vectors', async ({ page }) => {
  await openReport(page)
  await page.emulateMedia({ media: 'print' })
  for (const button of await page.locator('main button, main select, main input, main summary').all())
    await expect(button).toBeHidden()
  for (const table of await page.locator('.report table').all()) await expect(table).toBeVisible()
  await page.emulateMedia({ media: null })
  expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type ?\/Page\b/g)?.length).toBeGreaterThan(5)
  // Charts and nothing else: the turned corners around them may come out as pixels.
  await page.evaluate(() => document.body.replaceChildren(...document.querySelectorAll('.plate svg')))
  expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Subtype ?\/Image/g) ?? []).toEqual([])
})

test('planning needs no token: it answers, refuses in words, and names the field that is wrong', async ({ page }) => {
  await page.goto(`${served.address}/en/staff/#plan`)
  const answers = page.locator('.answers')
  await expect(answers).toContainText('With 200 pairs we could see a change of about 12.5 points')
  await page.getByLabel('Pairs').fill('2000')
  await expect(answers).toContainText('With 2,000 pairs')
  await page.getByLabel('Change you want to see (points)').fill('50')
  await expect(answers).toContainText('not possible where only 40%')
  await page.getByLabel('Pairs').fill('3')
  await expect(answers).toContainText('no change can be seen reliably')
  await page.getByLabel('Pairs').fill('many')
  await expect(page.getByRole('alert').filter({ hasText: 'Pairs: write a whole number from 1' })).toBeVisible()
  await expect(page.getByLabel('Pairs')).toHaveAttribute('aria-invalid', 'true')
  await expect(answers).toContainText('Mend the fields')
  await page.getByLabel('Pairs').fill('100')
  await page.getByText('A score: the right answers of a scale').click()
  await expect(answers).toContainText('d_z = 0.28')
  await expect(answers).toContainText('about 88 pairs')
})

test('the quality part says of every question and scale what to do about it', async ({ page }) => {
  await openReport(page, '/en/staff/')
  await page.getByRole('link', { name: 'Quality of the questions' }).click()
  const verdicts = page.locator('.verdicts li')
  await expect(verdicts).toHaveCount(15)
  for (const verdict of await verdicts.all()) await expect(verdict.locator('.sentence-text')).toHaveText(/^.+: .+\.$/)
  await expect(page.locator('table').first()).toContainText('KR‑20')
})
