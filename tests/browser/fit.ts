/** Whether a page fits where it is shown: nothing to scroll sideways for, no text cut off, and targets that a thumb hits. */
import type { Page } from '@playwright/test'

/** Sideways scrolling, and text that lies beyond the screen or inside a box that hides what is beyond it. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { named, texts } = window.seen
    const width = document.documentElement.clientWidth
    const faults = new Set<string>()
    const scrolled = document.documentElement.scrollWidth
    if (scrolled > width) faults.add(`the page is ${scrolled} px wide on a screen of ${width} px`)
    for (const { node, element } of texts()) {
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter((rect) => rect.width > 1)
      const ancestors = []
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) ancestors.push(each)
      // A box that scrolls (a table on a phone) may hold more than it shows.
      const scrolls = ancestors.some((each) => /auto|scroll/.test(getComputedStyle(each).overflowX))
      if (!scrolls && lines.some(({ left, right }) => left < -1 || right > width + 1))
        faults.add(`beyond the screen: ${named(element)}`)
      for (const box of ancestors) {
        const { overflowX, overflowY } = getComputedStyle(box)
        const rect = box.getBoundingClientRect()
        const isCut = lines.some(
          ({ left, right, top, bottom }) =>
            (/hidden|clip/.test(overflowX) && (left < rect.left - 1 || right > rect.right + 1)) ||
            (/hidden|clip/.test(overflowY) && (top < rect.top - 2 || bottom > rect.bottom + 2)),
        )
        if (isCut) faults.add(`cut off by ${named(box)}: ${named(element)}`)
      }
    }
    return [...faults]
  })
}

/** The reader's own spacing of text, as far as WCAG 2.2, 1.4.12 wants it borne. Gives back what undoes it. */
export async function withTextSpacing(page: Page, check: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    // A sheet made here, and not in the markup, is none that the pages' policy forbids.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }
    `)
    document.adoptedStyleSheets = [sheet]
  })
  await check()
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
}

/**
 * Targets under 44 px in either direction (WCAG 2.2, 2.5.5, AAA; 2.5.8 asks for 24 in AA). As there, a link inside a sentence is exempt, since its line gives
 * its height; a link that stands alone in its paragraph or list item is not. A field inside its label is as large as the label.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { isShown, isUnseen, named, operable } = window.seen
    const words = (text: string | null) => (text ?? '').match(/[\p{L}\p{N}]+/gu)?.length ?? 0

    function isInSentence(element: Element): boolean {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false
      const block = element.closest('p, li, dd, dt, td, th, figcaption, blockquote, summary')
      if (!block) return false
      const others = [...block.querySelectorAll('a')].reduce((sum, link) => sum + words(link.textContent), 0)
      return words(block.textContent) > others
    }

    return operable()
      .filter((element) => isShown(element) && !isUnseen(element) && element.tabIndex >= 0 && !element.matches('[role=region]'))
      .filter((element) => !isInSentence(element))
      .flatMap((element) => {
        const target =
          element.closest('label') ?? (element instanceof HTMLInputElement ? element.labels?.[0] : undefined) ?? element
        const { width, height } = target.getBoundingClientRect()
        // Half a pixel is the browser's rounding.
        return width < 43.5 || height < 43.5 ? [`${Math.round(width)} × ${Math.round(height)} px: ${named(element)}`] : []
      })
  })
}
