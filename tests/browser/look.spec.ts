/** What the eye meets first, and the pictures: there, whole, in the reader's colours, and not in the way. */
import { expect, test } from '@playwright/test'
import { type Served, serve } from './served.ts'

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

for (const [home, questions, stories] of [
  ['/', '/preguntas/', '/cuentos/'],
  ['/en/', '/en/questions/', '/en/stories/'],
] as const)
  test(`the first phone screen of ${home} holds the tale, who speaks, and the ways to questions and stories`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 640 })
    await page.goto(served.address + home)
    const parts = ['h1', 'main summary', 'main .who', `main a[href="${questions}"]`, `main a[href="${stories}"]`]
    for (const part of parts) await expect(page.locator(part).first(), part).toBeInViewport({ ratio: 1 })
  })

for (const scheme of ['light', 'dark'] as const)
  for (const path of [
    '/',
    '/cuentos/',
    '/cuentos/la-escala/',
    '/ayuda/',
    '/guias/',
    '/guias/en-vuelo/',
    '/en/stories/the-casting/',
  ])
    test(`the pictures of ${path} load in the ${scheme} theme and keep their place while they do`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.goto(served.address + path)
      const pictures = page.locator('main picture > img')
      expect(await pictures.count()).toBeGreaterThan(0)
      for (const picture of await pictures.all()) {
        await picture.scrollIntoViewIfNeeded()
        await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
        const shown = await picture.evaluate((image: HTMLImageElement) => ({
          file: image.currentSrc,
          alt: image.getAttribute('alt'),
          inCard: image.closest('a.card') !== null,
          sized: image.width > 0 && Number(image.getAttribute('height')) > 0,
        }))
        expect(shown.file.endsWith('-noche.svg')).toBe(scheme === 'dark')
        // On a card the title says what the link is; elsewhere the picture says what it shows.
        expect(shown.alt === '').toBe(shown.inCard)
        expect(shown.sized).toBe(true)
      }
    })

test('with reduced motion no leaf and no corner moves', async ({ page }) => {
  await page.goto(`${served.address}/cuentos/la-mesera/`)
  await page.locator('details.turn summary').first().click()
  const moving = () =>
    page
      .locator('details.turn')
      .first()
      .evaluate((leaf) => {
        const under = leaf.querySelector('.under')
        const summary = leaf.querySelector('summary')
        return [under && getComputedStyle(under).animationName, summary && getComputedStyle(summary).transitionDuration]
      })
  expect(await moving()).toEqual(['turn', '0.2s'])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await moving()).toEqual(['none', '0s'])
})
