/** The help page: the number first, each channel with what is known of it, and all of it on paper. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { type Served, serve } from './served.ts'

interface Line {
  readonly id: string
  readonly where: string
  readonly shown?: string
  readonly tel?: string
  readonly link?: string
  readonly hours?: object
  readonly cost?: object
  readonly languages?: object
}

const lines: Line[] = parse(readFileSync(join(import.meta.dirname, '../../content/helplines.yaml'), 'utf8'))
const PAGES = [
  ['/ayuda/', 'Sin confirmar'],
  ['/en/help/', 'Not confirmed'],
] as const

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

for (const [path, unconfirmed] of PAGES)
  test.describe(path, () => {
    test('shows the emergency number, large and to be dialled, on the first screen of a small phone', async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 640 })
      await page.goto(served.address + path)
      const number = page.locator('main a[href="tel:123"]').first()
      await expect(number).toHaveText('123')
      const box = await number.boundingBox()
      expect(box?.y).toBeGreaterThan(0)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640)
      expect(box?.height).toBeGreaterThanOrEqual(64)
    })

    test('gives each channel with who answers, hours, cost, languages and its check, and says what nobody has confirmed', async ({
      page,
    }) => {
      await page.goto(served.address + path)
      const cards = page.locator('.helpline')
      await expect(cards).toHaveCount(lines.length)
      for (const line of lines) {
        const card = cards.filter({ has: page.locator(line.tel ? `a[href="tel:${line.tel}"]` : `a[href="${line.link}"]`) })
        await expect(card.locator('dd')).toHaveCount(4)
        const missing = [line.hours, line.cost, line.languages].filter((known) => known === undefined)
        await expect(card.locator('dd', { hasText: unconfirmed })).toHaveCount(missing.length)
        await expect(card.locator('summary')).toContainText(/\d{4}/)
        await expect(card.locator('details > p')).toHaveCount(2)
      }
    })

    test('leads from another country’s button to ways out that begin there and end at home', async ({ page }) => {
      await page.goto(served.address + path)
      await page.locator('nav a[href="#abroad"]').click()
      await expect(page.locator('#abroad')).toBeInViewport()
      const ways = page.locator('.ways-out > li')
      await expect(ways).toHaveCount(5)
      await expect(ways.nth(1).locator('.helpline')).toHaveCount(lines.filter(({ where }) => /^[A-Z]{2}$/.test(where)).length)
      await expect(ways.nth(4).locator('a[href="tel:123"]')).toBeVisible()
    })

    test('prints every number', async ({ page }) => {
      await page.goto(served.address + path)
      await page.emulateMedia({ media: 'print' })
      for (const { tel, shown } of lines)
        if (tel) await expect(page.locator(`.helpline a[href="tel:${tel}"]`, { hasText: shown ?? '' })).toBeVisible()
      await expect(page.locator('.helpline .quiet', { hasText: 'www.cancilleria.gov.co' })).toBeVisible()
      await expect(page.locator('#exit')).toBeHidden()
    })
  })
