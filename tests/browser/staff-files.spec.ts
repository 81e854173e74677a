/** The staff page without a collector: snapshots as files, merged in the browser, refused with a reason. */
import { expect, type Page, test } from '@playwright/test'
import { canonicalText } from '../../src/report/gate/snapshot.ts'
import { sha256 } from '../evidence/campaign.ts'
import { type Served, serve } from './served.ts'
import { asFiles, madeUpSnapshots } from './staff-snapshots.ts'

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

/** As on a static host: nobody answers under `/api/`. */
async function openWithoutCollector(page: Page, path = '/en/staff/'): Promise<void> {
  await page.route('**/api/**', (route) => route.fulfill({ status: 404, body: 'not here' }))
  await page.goto(served.address + path)
}

const people = async (page: Page) => (await page.locator('.facts dd').first().textContent()) ?? ''

test('files alone make the report, in any order, and removing one takes its people out', async ({ page }) => {
  const snapshots = madeUpSnapshots({ visitors: { 'terminal-bogota': 60, 'el-dorado': 50 }, weeks: ['2026-W47', '2026-W48'] })
  await openWithoutCollector(page)
  await page.locator('input[name=token]').fill('a-token')
  await page.locator('form .button').click()
  await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible()

  const field = page.locator('input[type=file]')
  await field.setInputFiles(asFiles(snapshots))
  await expect(page.locator('.report')).toBeVisible()
  const expected = await page.locator('.report').textContent()
  const paired = snapshots.reduce((sum, { n }) => sum + n.endline, 0)
  expect(await people(page)).toBe(String(paired))

  await page.reload()
  for (const file of asFiles(snapshots).reverse()) await field.setInputFiles([file])
  await expect.poll(() => page.locator('.report').textContent()).toBe(expected)

  await page.getByText('Add snapshot files').click()
  const first = snapshots.findIndex(({ n }) => n.endline > 0)
  await page.getByRole('button', { name: /^Remove: .*terminal-bogota_0001/ }).click()
  await expect(page.locator('.given li')).toHaveCount(snapshots.length - 1)
  expect(await people(page)).not.toBe(String(paired))
  expect(first).toBeGreaterThanOrEqual(0)
  // The second snapshot of that place is there and the first is not: its people are missing, and the page says so.
  await expect(page.locator('.sources .notice').filter({ hasText: 'Bogotá bus terminal' })).toContainText('snapshot 1 is missing')
})

test('foreign, damaged, edited and repeated files are refused by name, and the figures stay', async ({ page }) => {
  const [good, other] = madeUpSnapshots({ visitors: { 'terminal-bogota': 60, 'el-dorado': 60 } }).filter(({ n }) => n.endline > 0)
  if (!good || !other) throw new Error('the gate held what the test needs')
  const rehashed = (change: object) => {
    const { hash: _, ...body } = { ...good, ...change }
    return { ...body, hash: sha256(canonicalText(body)) }
  }
  const text = JSON.stringify(good)
  const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) })

  await openWithoutCollector(page)
  const field = page.locator('input[type=file]')
  await field.setInputFiles([file('good.json', text)])
  await expect(page.locator('.report')).toBeVisible()
  const before = await page.locator('.report').textContent()
  await page.getByText('Add snapshot files').click()
  await field.setInputFiles([
    file('again.json', text),
    file('cut.json', text.slice(0, 900)),
    file('photo.json', '\u0000\u0001'),
    file('report.json', '{"format":"eso-es-cuento/report@1"}'),
    file('edited.json', JSON.stringify({ ...good, n: { ...good.n, endline: good.n.endline + 5 } })),
    file('another-campaign.json', JSON.stringify(rehashed({ place: 'terminal-quito' }))),
    file('old-version.json', JSON.stringify(rehashed({ instrument: 'core@0' }))),
    file('looser.json', JSON.stringify(rehashed({ settings: { ...good.settings, minimumBatch: 3 } }))),
    file('script.json', '{"format":"<img src=x onerror=alert(1)>"}'),
  ])
  const said = (name: string) => page.locator('.given li').filter({ has: page.getByText(name, { exact: true }) })
  await expect(said('again.json')).toContainText('is in already (from good.json)')
  await expect(said('cut.json')).toContainText('not a JSON file')
  await expect(said('photo.json')).toContainText('not a JSON file')
  await expect(said('report.json')).toContainText('another kind of file')
  await expect(said('edited.json')).toContainText('changed after its release')
  await expect(said('another-campaign.json')).toContainText('terminal-quito')
  await expect(said('old-version.json')).toContainText('Two versions never add up')
  await expect(said('looser.json')).toContainText('minimumBatch')
  await expect(said('script.json').locator('img')).toHaveCount(0)
  expect(await page.locator('.report').textContent()).toBe(before)

  // Two that say different things of one snapshot: neither is taken.
  await field.setInputFiles([
    file('b1.json', JSON.stringify(other)),
    file('b2.json', JSON.stringify(rehashed({ place: other.place }))),
  ])
  await expect(said('b1.json')).toContainText('b2.json says something else')
  expect(await page.locator('.report').textContent()).toBe(before)
})

test('files can be dropped, and the same page opens the collector beside them', async ({ page }) => {
  const snapshots = madeUpSnapshots({ visitors: { 'terminal-medellin': 60 } }).filter(({ n }) => n.endline > 0)
  await page.goto(`${served.address}/equipo/`)
  const data = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer()
      for (const { name, text } of files) transfer.items.add(new File([text], name, { type: 'application/json' }))
      return transfer
    },
    asFiles(snapshots).map(({ name, buffer }) => ({ name, text: buffer.toString() })),
  )
  await page.locator('.drop').dispatchEvent('dragover', { dataTransfer: data })
  await expect(page.locator('.drop')).toHaveAttribute('data-over', 'true')
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data })
  await expect(page.locator('.report')).toBeVisible()
  const count = await people(page)

  await page.locator('.sources summary').filter({ hasText: 'Con la clave del equipo' }).click()
  await page.locator('input[name=token]').fill((await served.staff('token')).split('\n')[0] ?? '')
  await page.locator('form .button').click()
  await expect(page.getByRole('button', { name: 'Pedir un corte nuevo' })).toBeVisible()
  expect(await people(page)).toBe(count)
})

test('without a catalogue the page says that the site is incomplete', async ({ page }) => {
  await page.route('**/catalogue.json', (route) => route.fulfill({ status: 404, body: '' }))
  await page.goto(`${served.address}/en/staff/`)
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') }])
  await expect(page.getByRole('alert').filter({ hasText: '/catalogue.json' }).first()).toBeVisible()
})
