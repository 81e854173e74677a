/** The way of the Tab key through a page, held against what can be operated on it. */
import type { Page } from '@playwright/test'

/** Where the focus is, among what can be operated: its place in reading order, how it is shown, and whether it can be seen. */
interface Stop {
  /** -1 for nothing, and for what is not in the list. */
  readonly place: number
  readonly name: string
  /** From the top of the page, in CSS pixels; what sticks to the screen has no place there. */
  readonly top: number
  readonly bottom: number
  readonly sticks: boolean
  readonly faults: readonly string[]
}

function stop(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const { contrast, groundOf, isUnseen, named, operable } = window.seen
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body)
      return { place: -1, name: 'nothing', top: 0, bottom: 0, sticks: false, faults: [] }
    const rect = element.getBoundingClientRect()
    const faults: string[] = []

    // What shows the focus may be drawn round a field's label.
    const marked = [element, element.closest('label'), element instanceof HTMLInputElement ? (element.labels?.[0] ?? null) : null]
      .filter((each) => each === null || !isUnseen(each))
      .find((each) => {
        const { outlineStyle, outlineWidth } = each ? getComputedStyle(each) : { outlineStyle: 'none', outlineWidth: '0' }
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      })
    if (!marked) faults.push('the focus cannot be seen on it')
    else {
      const ratio = contrast(getComputedStyle(marked).outlineColor, groundOf(marked.parentElement))
      if (ratio < 3) faults.push(`its outline has a contrast of ${ratio.toFixed(1)} with the ground`)
    }

    // In view, and not wholly beneath what sticks to the screen (WCAG 2.2, 2.4.11).
    const shown = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [rect.left + rect.width * x, rect.top + rect.height * y] as const),
    )
    const isSeen = shown.some(([x, y]) => {
      const hit = document.elementFromPoint(x, y)
      return hit !== null && (element.contains(hit) || hit.contains(element) || hit === element.closest('label'))
    })
    if (!isSeen) faults.push('it is out of view or covered')

    let sticks = false
    for (let each: Element | null = element; each; each = each.parentElement)
      sticks ||= /sticky|fixed|absolute/.test(getComputedStyle(each).position)
    return {
      place: operable().indexOf(element),
      name: named(element),
      top: rect.top + scrollY,
      bottom: rect.bottom + scrollY,
      sticks,
      faults,
    }
  })
}

/**
 * Walks from the top of the page to its end. The exit comes first and the skip link second; then everything that can be operated, once, in the order of the text
 * and down the screen; and the last Tab leaves the page.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const names = await page.evaluate(() => {
    document.querySelector<HTMLElement>('body')?.focus()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    scrollTo(0, 0)
    // The browser begins where the last click or focus was: at the very top.
    getSelection()?.collapse(document.body, 0)
    return window.seen.operable().map(window.seen.named)
  })
  const faults: string[] = []
  let before: Stop | undefined
  for (const [place, name] of names.entries()) {
    await page.keyboard.press('Tab')
    const here = await stop(page)
    if (here.place !== place) return [...faults, `Tab ${place + 1} leads to ${here.name}, and not to ${name}`]
    if (place === 0 && !here.name.includes('#exit')) faults.push(`the first Tab leads to ${here.name}, and not to the exit`)
    if (place === 1 && !here.name.includes('.skip')) faults.push(`the second Tab leads to ${here.name}, and not past the frame`)
    if (before && !before.sticks && !here.sticks && here.bottom < before.top)
      faults.push(`the focus goes up the screen, from ${before.name} to ${here.name}`)
    faults.push(...here.faults.map((fault) => `${here.name}: ${fault}`))
    before = here
  }
  await page.keyboard.press('Tab')
  const after = await stop(page)
  if (after.place > 0) faults.push(`after the last there is ${after.name}`)
  return faults
}

/** The skip link leads past the frame: the next Tab is in the text. */
export async function skipFaults(page: Page): Promise<string[]> {
  await page.locator('.skip').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  return page.evaluate(() => {
    const { activeElement } = document
    const main = document.querySelector('main')
    const hasStop = window.seen.operable().some((element) => main?.contains(element))
    const isThere = hasStop ? main?.contains(activeElement) : activeElement?.closest('footer')
    return isThere ? [] : [`after the skip link, Tab leads to ${activeElement ? window.seen.named(activeElement) : 'nothing'}`]
  })
}
