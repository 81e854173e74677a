/** The staff page with its collector, as somebody of the campaign uses it. Files: `staff-files.spec.ts`; the report's looks: `staff-report.spec.ts`. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { BY_DEFAULT, violations } from './axe.ts'
import { type Served, serve } from './served.ts'

const CONCEPTS = ['advance-is-debt', 'verify-by-own-channel', 'would-tell']

let served: Served
test.beforeEach(async () => {
  served = await serve()
})
test.afterEach(async () => {
  await served.close()
})

const hex = (number: number) => number.toString(16).padStart(32, '0')

/** Sends made-up people through the collector's own door: `count` who improve a little, at one venue, both form orders. */
async function send(count: number, first: number, venue: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const person = first + index
    const answers = (shift: number) =>
      Object.fromEntries(CONCEPTS.map((id, place) => [id, ['0', '1', '2', 'k'][(person * 7 + place * 3 + shift) % 4] as string]))
    const before = answers(1)
    const after = Object.fromEntries(Object.entries(answers(2)).map(([id, code]) => [id, person % 3 === 0 ? '0' : code]))
    const common = {
      v: 1,
      wave: '2026-2',
      instrument: 'core-short@1',
      arm: 'questions-first',
      order: person % 2 ? 'AB' : 'BA',
      age: '18+',
      venue,
    }
    for (const record of [
      {
        ...common,
        id: hex(person * 2 + 1),
        occasion: 'baseline',
        answers: before,
        barriers: person % 4 ? ['need-work'] : ['ashamed', 'afraid'],
      },
      { ...common, id: hex(person * 2 + 2), occasion: 'endline', answers: after, before, batch: 0 },
    ]) {
      const answer = await fetch(`${served.address}/api/records`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(record),
      })
      expect(answer.status, await answer.text()).toBe(204)
    }
  }
}

const codeOf = async (venue: string) => (await served.staff('codes', '--venue', venue)).split('#')[1]?.trim() ?? ''
const freshToken = async () => (await served.staff('token')).split('\n')[0] ?? ''

async function openWith(page: Page, token: string): Promise<void> {
  await page.locator('input[name=token]').fill(token)
  await page.locator('form .button').click()
}

for (const language of ['es', 'en'] as const)
  test(`shows what the gate released, marks what is withheld and offers files (${language})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await send(30, 100, await codeOf('terminal-bogota'))
    await send(12, 500, await codeOf('el-dorado'))
    await send(12, 700, await codeOf('online'))
    await send(4, 900, await codeOf('seat-card-1'))

    await page.goto(served.address + (language === 'es' ? '/equipo/' : '/en/staff/'))
    await openWith(page, 'not-a-token')
    await expect(page.getByRole('alert').filter({ hasText: /token/ })).toBeVisible()
    await openWith(page, await freshToken())
    await expect(page.locator('main .notice')).toBeVisible()
    await page.locator('.sources button.button').click()
    // The four of the last venue wait.
    await expect(page.locator('.facts')).toContainText('54')

    const unit = page.locator('.choosers select').nth(2)
    expect((await unit.locator('option').allTextContents()).join('|')).toMatch(/Bogotá/)
    // Two places have fewer than 20 people, so they show in the views and not by themselves.
    for (const place of ['el-dorado', 'online', 'seat-card-1'])
      expect(await unit.locator(`option[value="leaf/${place}"]`).count()).toBe(0)
    // A view with one hidden place would be it under another name, or give it by subtraction.
    for (const view of ['city/Bogotá', 'kind/airport']) expect(await unit.locator(`option[value="${view}"]`).count()).toBe(0)
    await unit.selectOption('leaf/terminal-bogota')
    await expect(page.locator('.facts')).toContainText('30')
    for (const details of await page.locator('details').all()) await details.evaluate((element) => element.setAttribute('open', ''))
    await expect(page.locator('abbr.withheld').first()).toBeVisible()
    expect(await page.locator('main').textContent()).not.toMatch(/NaN|undefined|Infinity/)

    expect(await violations(page, BY_DEFAULT)).toEqual([])
    expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({})
    expect(await page.context().cookies()).toEqual([])
  })

test('what the page saves is what the command line writes, byte for byte', async ({ page }) => {
  await send(30, 100, await codeOf('terminal-bogota'))
  await served.staff('snapshot')
  const out = mkdtempSync(join(tmpdir(), 'export-'))
  await served.staff('export', '--out', out)
  const written = readdirSync(out, { recursive: true }).map(String)

  await page.goto(`${served.address}/equipo/`)
  await openWith(page, await freshToken())
  await page.locator('.sources details summary').first().click()
  const saved: string[] = []
  for (const button of await page.locator('.downloads button').all()) {
    const files: { name: string; bytes: Buffer }[] = []
    const take = async (download: { suggestedFilename(): string; path(): Promise<string> }) => {
      files.push({ name: download.suggestedFilename(), bytes: readFileSync(await download.path()) })
    }
    const listener = (download: Parameters<typeof take>[0]) => void take(download)
    page.on('download', listener)
    await button.click()
    await expect(page.getByRole('status').filter({ hasText: /^Se guardó/ })).toBeAttached()
    await expect.poll(() => files.length).toBeGreaterThan(0)
    await page.waitForTimeout(300)
    page.off('download', listener)
    for (const { name, bytes } of files) {
      expect(written, name).toContain(name)
      expect(bytes.equals(readFileSync(join(out, name))), name).toBe(true)
      saved.push(name)
    }
  }
  for (const ending of ['.csv', '.xlsx', '.json', '.zip', '.xml', '.txt'])
    expect(
      saved.some((name) => name.endsWith(ending)),
      ending,
    ).toBe(true)
})

test('with one respondent, or nobody, nothing is shown and the page says what it waits for', async ({ page }) => {
  await send(1, 100, await codeOf('terminal-bogota'))
  await page.goto(`${served.address}/en/staff/`)
  await openWith(page, await freshToken())
  await page.locator('.sources button.button').click()
  await expect(page.locator('.sources .notice')).toContainText('Bogotá bus terminal')
  await expect(page.locator('main')).toContainText('Nothing of this wave has been released yet')
  await page.goto(`${served.address}/en/staff/#quality`)
  expect(await page.locator('main').textContent()).not.toMatch(/NaN|undefined|Infinity/)
})

test('a token that runs out, and a collector that goes away, are told apart, and what is open stays', async ({ page }) => {
  await send(30, 100, await codeOf('terminal-bogota'))
  await served.staff('snapshot')
  await page.goto(`${served.address}/en/staff/`)
  await openWith(page, await freshToken())
  await expect(page.locator('.report')).toBeVisible()
  await served.kill()
  await page.locator('.sources button.button').click()
  await expect(page.locator('.sources .notice')).toContainText('does not answer')
  await expect(page.locator('.report')).toBeVisible()
  await served.restart()
  await page.route('**/api/snapshots*', (route) => route.fulfill({ status: 401, body: '{}' }))
  await page.locator('.sources button.button').click()
  await expect(page.getByRole('alert').filter({ hasText: 'expired' })).toBeVisible()
})

test('closing forgets the token and the figures', async ({ page }) => {
  await send(30, 100, await codeOf('terminal-bogota'))
  await served.staff('snapshot')
  await page.goto(`${served.address}/en/staff/`)
  await openWith(page, await freshToken())
  await expect(page.locator('.report')).toBeVisible()
  await page.getByRole('button', { name: 'Close and forget' }).click()
  await expect(page.locator('.report')).toHaveCount(0)
  await expect(page.locator('input[name=token]')).toHaveValue('')
})

test('a token that is not for what was asked says which permission it lacks, and what is open stays', async ({ page }) => {
  await send(30, 100, await codeOf('terminal-bogota'))
  await served.staff('snapshot')
  const reading = (await served.staff('token', '--scope', 'read')).split('\n')[0] ?? ''
  await page.goto(`${served.address}/en/staff/`)
  await openWith(page, reading)
  await expect(page.locator('.report')).toBeVisible()
  await page.locator('.sources button.button').click()
  await expect(page.getByRole('status').filter({ hasText: 'npm run staff -- token --scope release' })).toBeVisible()
  await expect(page.locator('.report')).toBeVisible()
  for (const [path, scope] of [
    ['/equipo/mesa/', 'table'],
    ['/equipo/imprimir/', 'codes'],
  ] as const) {
    await page.goto(`${served.address}${path}`)
    await page.locator('input[name=token]').fill(reading)
    await page
      .locator('form', { has: page.locator('input[name=token]') })
      .locator('button[type=submit]')
      .click()
    await expect(
      page
        .getByRole('alert')
        .filter({ hasText: `no para esto. Pida una con este permiso: npm run staff -- token --scope ${scope}` }),
    ).toBeVisible()
  }
  expect(await violations(page, BY_DEFAULT)).toEqual([])
})
