/** Whether anything is odd, on the staff page: a venue where one person's records came two hundred times, and what the page says where nothing was flagged. */
import { expect, type Page, test } from '@playwright/test'
import { decideRelease, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { type Snapshot, snapshotOf } from '../../src/report/gate/snapshot.ts'
import { keysOfResponse, type Response } from '../../src/tally/response.ts'
import { populationOf, sha256 } from '../evidence/campaign.ts'
import { visitorOf } from '../evidence/population.ts'
import { seeded } from '../specimen.ts'
import { AA, violations } from './axe.ts'
import { type Served, serve } from './served.ts'
import { asFiles, builtCatalogue, madeUpSnapshots } from './staff-snapshots.ts'

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

/** Five hundred honest visitors online, and one whose records came two hundred times more without a start. */
function copiedAtOnline(): Snapshot {
  const catalogue = builtCatalogue()
  const instrument = catalogue.instruments.find(({ id }) => id === 'core@1')
  if (!instrument) throw new Error('dist/catalogue.json has no core@1')
  const random = seeded(9)
  const population = populationOf(instrument)
  const tally: Record<string, number> = {}
  const add = (visit: readonly Response[], events: readonly string[]) => {
    for (const key of [...visit.flatMap((response) => keysOfResponse(instrument, response)), ...events])
      tally[key] = (tally[key] ?? 0) + 1
  }
  for (let person = 0; person < 500; person++)
    add(visitorOf(population, random, 0), ['f:scan:2026-11-20', ...(person % 2 ? ['f:start:2026-11-20'] : [])])
  let copied = visitorOf(population, random, 0)
  while (copied.length < 2) copied = visitorOf(population, random, 0)
  for (let copy = 0; copy < 200; copy++) add(copied, [])
  const decision = decideRelease(tally, NOTHING_RELEASED)
  if (decision.kind === 'held') throw new Error(decision.reason)
  const leaf = { wave: catalogue.currentWave, instrument: instrument.id, place: 'online' }
  return snapshotOf(leaf, decision, { number: 1, week: '2026-W47', hash: sha256 })
}

const honest = () => [
  ...madeUpSnapshots({ visitors: { 'terminal-bogota': 150, 'terminal-medellin': 40 } }),
  ...madeUpSnapshots({ instrument: 'core-short@1', visitors: { 'seat-card-1': 45 }, seed: 5 }),
]

async function open(page: Page, path: string, snapshots: readonly Snapshot[]): Promise<void> {
  await page.goto(served.address + path)
  await page.locator('input[type=file]').setInputFiles(asFiles(snapshots))
  await expect(page.locator('.report')).toBeVisible()
}

for (const [path, width, colorScheme, words] of [
  [
    '/equipo/',
    1280,
    'light',
    {
      notice: 'Señales de algo raro',
      link: 'Véalas',
      alike: 'Respuestas repetidas',
      why: 'Una clase',
      unlike: 'fraude',
      next: 'Qué hacer',
    },
  ],
  [
    '/en/staff/',
    320,
    'dark',
    {
      notice: 'Flags of something odd',
      link: 'See them',
      alike: 'Repeated answers',
      why: 'A class',
      unlike: 'fraud',
      next: 'What to do',
    },
  ],
] as const)
  test(`records that came two hundred times are flagged above the figures, with what may explain it and what to do: ${path}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await open(page, path, [...honest(), copiedAtOnline()])
    await expect(page.locator('.report').first()).toBeVisible()
    const notice = page.locator('.notice', { hasText: words.notice })
    await notice.getByRole('link', { name: words.link }).click()
    await expect(page.locator('.parts [aria-current=page]')).toHaveAttribute('href', '#odd')
    const alike = page.getByRole('region', { name: words.alike })
    await expect(alike).toContainText(words.why)
    await expect(alike.getByRole('heading', { name: words.next })).toBeVisible()
    await expect(alike.getByRole('img').last()).toHaveAccessibleDescription(/\d+\s?%/)
    await expect(page.locator('[data-odd=flagged]').first()).toBeVisible()
    // The short questionnaire cannot be looked at for repeated answers, and nobody watched the hours: both say so.
    expect(await page.locator('[data-odd=not-run]').count()).toBeGreaterThan(0)
    const text = await page.locator('main').innerText()
    expect(text).not.toMatch(new RegExp(`NaN|undefined|Infinity|\\[object|${words.unlike}`, 'i'))
    // Not with a link half under the bar that stays on top while one scrolls.
    await page.evaluate(() => scrollTo(0, 0))
    expect(await violations(page, AA)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

test('an honest wave has no notice, and says which checks found nothing and which could not be run', async ({ page }) => {
  await open(page, '/equipo/#odd', honest())
  const odd = page.locator('.odd')
  await expect(odd.locator('.notice')).toHaveText('Ninguna revisión encontró algo raro.')
  await expect(odd.locator('[data-odd=flagged]')).toHaveCount(0)
  expect(await odd.locator('[data-odd=clear]').count()).toBeGreaterThan(3)
  await expect(odd).toContainText('muy corto: no se pudo revisar')
  await expect(odd).toContainText('no hay un contador abierto')
  await page.locator('.parts a[href="#report"]').click()
  await expect(page.locator('.notice', { hasText: 'Señales' })).toHaveCount(0)
})
