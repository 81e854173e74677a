/**
 * Every built page, for everybody who may read it: by assistive technology, with a keyboard, with a thumb on a small screen, enlarged to 400 %, in the dark, in
 * colours of her own, without motion, on paper.
 *
 * One page of the browser goes from one to the next and is asked everything while it is there: opening it anew for each question took three times as long.
 */
import { expect, type Page, test } from '@playwright/test'
import { axeViolations, colourViolations } from './axe.ts'
import { builtPages } from './built-pages.ts'
import { cutOff, smallTargets, withTextSpacing } from './fit.ts'
import { keyboardFaults, skipFaults } from './keyboard.ts'
import { forcedColourFaults, motionFaults, printFaults } from './media.ts'
import { outlineFaults } from './outline.ts'
import { installSeen } from './seen.ts'
import { type Served, serve } from './served.ts'

const PHONE = { width: 320, height: 568 }
/** A window of 1280 × 1024 at 400 %. */
const ENLARGED = { width: 320, height: 256 }

let served: Served
let page: Page
let faults: string[] = []

test.beforeAll(async ({ browser }) => {
  served = await serve()
  page = await browser.newPage({ viewport: PHONE })
  await page.addInitScript(installSeen)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
})
test.afterAll(async () => {
  await page.close()
  await served.close()
})

const open = (path: string) => page.goto(served.address + path).then(() => page.emulateMedia({ colorScheme: 'light' }))

const openLeaves = () =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })

for (const { path } of builtPages)
  test(`${path} is for everybody`, async () => {
    faults = []
    await page.setViewportSize(PHONE)
    await open(path)
    expect.soft(await printFaults(page), 'on paper').toEqual([])
    expect.soft(await outlineFaults(page), 'headings and landmarks, leaves closed').toEqual([])
    await openLeaves()
    expect.soft(await outlineFaults(page), 'headings and landmarks').toEqual([])
    expect.soft(await axeViolations(page), 'axe, light').toEqual([])
    expect.soft(await foldedContrast(), 'text on leaves, light').toEqual([])
    expect.soft(await cutOff(page), 'at 320 px').toEqual([])
    expect.soft(await smallTargets(page), 'targets').toEqual([])
    expect.soft(await forcedColourFaults(page), 'in forced colours').toEqual([])
    expect.soft(await motionFaults(page), 'without motion').toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect.soft(await colourViolations(page), 'axe, dark').toEqual([])
    expect.soft(await foldedContrast(), 'text on leaves, dark').toEqual([])
    await withTextSpacing(page, async () => {
      expect.soft(await cutOff(page), 'with wider spacing').toEqual([])
    })
    await page.setViewportSize(ENLARGED)
    expect.soft(await cutOff(page), 'at 400 %').toEqual([])
    expect.soft(await keyboardFaults(page), 'by keyboard').toEqual([])
    expect.soft(await skipFaults(page), 'past the frame').toEqual([])
    expect.soft(faults, 'what the browser complains of').toEqual([])
  })

/** Text under 7:1 (4.5:1 where it is large, as in WCAG 1.4.6) on what axe cannot see through. */
function foldedContrast(): Promise<string[]> {
  return page.evaluate(() => {
    const { contrast, groundOf, named, texts } = window.seen
    const found = texts().flatMap(({ element }) => {
      const { color, fontSize, fontWeight } = getComputedStyle(element)
      const size = Number.parseFloat(fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
      const ratio = contrast(color, groundOf(element))
      return ratio < (isLarge ? 4.5 : 7) ? [`${ratio.toFixed(2)}: ${named(element)}`] : []
    })
    return [...new Set(found)]
  })
}

test('a page that moves does so only where the reader lets it', async () => {
  await open('/cuentos/')
  expect(await motionFaults(page, 'no-preference')).not.toEqual([])
})
