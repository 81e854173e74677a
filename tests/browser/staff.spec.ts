/** The staff page, as somebody of the campaign uses it. */
import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
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
      { ...common, id: hex(person * 2 + 2), occasion: 'endline', answers: after, before },
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

for (const language of ['es', 'en'] as const)
  test(`shows what the gate released, marks what is withheld and offers files (${language})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await send(30, 100, await codeOf('terminal-bogota'))
    await send(12, 500, await codeOf('el-dorado'))
    await send(4, 900, await codeOf('online'))
    const token = (await served.staff('token')).split('\n')[0] ?? ''

    await page.goto(served.address + (language === 'es' ? '/equipo/' : '/en/staff/'))
    await page.locator('input[name=token]').fill('not-a-token')
    await page.locator('form .button').click()
    await expect(page.getByRole('status').filter({ hasText: /.+/ }).first()).toBeVisible()
    await page.locator('input[name=token]').fill(token)
    await page.locator('form .button').click()
    await expect(page.locator('main .notice')).toBeVisible()
    await page.locator('main .button').first().click()
    await expect(page.getByRole('table').first()).toBeVisible()

    // Overall: 42 people; the four of the third venue wait.
    await expect(page.locator('main')).toContainText('42')
    const units = await page.locator('select').nth(1).locator('option').allTextContents()
    expect(units.join('|')).toMatch(/Bogotá/)
    // El Dorado has fewer than 20 people, so it shows in its views and not by itself.
    expect(await page.locator('select').nth(1).locator('option[value="leaf/el-dorado"]').count()).toBe(0)
    expect(await page.locator('select').nth(1).locator('option[value="leaf/online"]').count()).toBe(0)
    // A view with that one hidden place would be it under another name.
    for (const view of ['city/Bogotá', 'kind/airport'])
      expect(await page.locator('select').nth(1).locator(`option[value="${view}"]`).count()).toBe(0)
    await expect(page.locator('abbr.withheld').first()).toBeVisible()
    expect(await page.locator('main').textContent()).not.toMatch(/NaN|undefined|Infinity/)

    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])

    for (const [ending, button] of [
      ['.csv', 0],
      ['.json', 1],
    ] as const) {
      const download = page.waitForEvent('download')
      await page.locator('main .button-quiet').nth(button).click()
      const file = await download
      expect(file.suggestedFilename()).toMatch(new RegExp(`^results-2026-2-\\d{4}-\\d{2}-\\d{2}\\${ending}$`))
      const text = readFileSync((await file.path()) ?? '', 'utf8')
      expect(text).toContain('advance-is-debt')
      expect(text).not.toMatch(/NaN|undefined/)
    }
    expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({})
  })

test('what the page shows is what the command line writes', async ({ page }) => {
  await send(30, 100, await codeOf('terminal-bogota'))
  await served.staff('snapshot')
  const token = (await served.staff('token')).split('\n')[0] ?? ''
  const { mkdtempSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const out = mkdtempSync(join(tmpdir(), 'export-'))
  await served.staff('export', '--out', out)
  const { readdirSync } = await import('node:fs')
  const name = readdirSync(out).find((file) => file.endsWith('.csv')) ?? ''

  await page.goto(`${served.address}/equipo/`)
  await page.locator('input[name=token]').fill(token)
  await page.locator('form .button').click()
  const download = page.waitForEvent('download')
  await page.locator('main .button-quiet').first().click()
  expect(readFileSync((await (await download).path()) ?? '', 'utf8')).toBe(readFileSync(join(out, name), 'utf8'))
})
