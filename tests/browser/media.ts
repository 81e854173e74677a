/** The page as some readers set it: in forced colours, without motion, on paper. */
import type { Page } from '@playwright/test'

/** What carries meaning by its shape has to keep an edge where the reader's own colours replace ours; text keeps its contrast. */
export async function forcedColourFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const faults = await page.evaluate(() => {
    const { contrast, groundOf, isShown, isUnseen, named, texts } = window.seen
    if (!matchMedia('(forced-colors: active)').matches) return ['the browser does not force colours']
    const found: string[] = []
    const shapes =
      '#exit, .button, .card, .panel, .notice, .turn > summary, .sign, .now, .chat, .reply, .advert, .contract, .mail, .choice, .dont, input, select'
    for (const element of [...document.querySelectorAll(shapes)].filter(isShown)) {
      const style = getComputedStyle(element)
      const hasEdge = ['top', 'right', 'bottom', 'left'].some(
        (side) =>
          Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) >= 1 &&
          !/none|hidden/.test(style.getPropertyValue(`border-${side}-style`)) &&
          contrast(style.getPropertyValue(`border-${side}-color`), groundOf(element.parentElement)) >= 3,
      )
      // A browser draws its own boxes and radio buttons, and a field that is there for a screen reader alone has a label that is seen.
      if (!hasEdge && !isUnseen(element) && !element.matches('[type=radio], [type=checkbox]'))
        found.push(`no edge: ${named(element)}`)
    }
    for (const { element } of texts()) {
      const style = getComputedStyle(element)
      if (style.forcedColorAdjust === 'none') found.push(`keeps its own colours: ${named(element)}`)
    }
    if (!document.querySelector('#exit')?.checkVisibility()) found.push('no exit')
    return found
  })
  await page.emulateMedia({ forcedColors: 'none' })
  return [...new Set(faults)]
}

/** What still moves although the reader asked for no motion. */
export async function motionFaults(page: Page, reducedMotion: 'reduce' | 'no-preference' = 'reduce'): Promise<string[]> {
  await page.emulateMedia({ reducedMotion })
  const faults = await page.evaluate(() => {
    const found = new Set<string>()
    const seconds = (list: string) => Math.max(...list.split(',').map(Number.parseFloat))
    for (const element of document.querySelectorAll('*'))
      for (const part of [null, '::before', '::after', '::details-content']) {
        const style = getComputedStyle(element, part)
        const moves = style.transitionProperty !== 'none' && seconds(style.transitionDuration) > 0
        if (moves || style.animationName !== 'none' || style.scrollBehavior === 'smooth')
          found.add(`${window.seen.named(element)}${part ?? ''}`)
      }
    return [...found]
  })
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  return faults
}

/** On paper: the title and the text, what is under closed leaves too, a number to call, and all of it in ink that shows on white. */
export async function printFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const faults = await page.evaluate(() => {
    const { contrast, isUnseen, named } = window.seen
    const found: string[] = []
    const isPrinted = (element: Element | null) => element !== null && element.getClientRects().length > 0
    const isCard = document.querySelector('.pocket') !== null
    const main = document.querySelector('main')
    if (!main || !isPrinted(main)) return ['no text']
    if (!isPrinted(document.querySelector(isCard ? '.pocket h2' : 'h1'))) found.push('no title')
    // A card names its numbers in text, to be copied; elsewhere they are links. A report is printed without them.
    const numbers = [...document.querySelectorAll(isCard ? '.pocket-calls b' : 'a[href^="tel:"]')].filter(isPrinted)
    if (!document.querySelector('#staff') && !numbers.some(({ textContent }) => /\d{3}/.test(textContent ?? '')))
      found.push('no number')
    for (const details of document.querySelectorAll('main details:not([open]) > :not(summary)')) {
      const { width, height } = details.getBoundingClientRect()
      if (width === 0 || height === 0) found.push(`closed: ${named(details)}`)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      if (!element || !walker.currentNode.textContent?.trim() || !isPrinted(element) || isUnseen(element)) continue
      // Browsers leave grounds out to save ink, so that light text would be white on white.
      if (contrast(getComputedStyle(element).color, '#ffffff') < 4.5) found.push(`too pale for paper: ${named(element)}`)
    }
    return found
  })
  await page.emulateMedia({ media: 'screen' })
  return [...new Set(faults)]
}
