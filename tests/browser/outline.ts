/** Headings and landmarks, as a screen reader lists them. */
import type { Page } from '@playwright/test'

export function outlineFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { isShown, named } = window.seen
    const faults: string[] = []
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(isShown)
    const levels = headings.map(({ tagName }) => Number(tagName.slice(1)))
    const first = levels.filter((level) => level === 1).length
    if (first !== 1) faults.push(`${first} headings of the first level`)
    for (const [at, level] of levels.entries()) {
      const heading = headings[at]
      if (level > (levels[at - 1] ?? 0) + 1 && heading) faults.push(`a level is skipped before ${named(heading)}`)
    }
    for (const landmark of ['header.bar', 'nav.ways', 'main', 'body > footer']) {
      const found = document.querySelectorAll(landmark).length
      if (found !== 1) faults.push(`${found} of ${landmark}`)
    }
    return faults
  })
}
