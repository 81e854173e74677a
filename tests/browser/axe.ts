/**
 * axe's verdict on a page as it stands, in one call. Its package for Playwright opens a page of its own for each verdict, which takes longer than the verdict does;
 * pages without frames need none.
 */
import type { Page } from '@playwright/test'
import axeCore, { type RunOptions } from 'axe-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
/** The same without contrast as in AAA, for pages that promise no more than AA. */
export const AA: RunOptions = { runOnly: TAGS }
/** Every rule that axe has on by itself. */
export const BY_DEFAULT: RunOptions = {}
/** Text at 7:1 (WCAG 1.4.6, AAA), beyond the 4.5:1 that AA asks for. */
const ENHANCED = 'color-contrast-enhanced'

/** What breaks the rules asked for, in the whole page or in the part that a selector names. */
export async function violations(page: Page, options: RunOptions, part?: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source)
  return page.evaluate(
    async ({ asked, within }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const found = (await axe.run(within ?? document, { ...asked, resultTypes: ['violations'] })).violations
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    },
    { asked: options, within: part },
  )
}

/** Everything that WCAG 2.0 to 2.2 asks for in A and AA, axe's best practices, and contrast as in AAA. */
export const axeViolations = (page: Page): Promise<string[]> =>
  violations(page, { runOnly: TAGS, rules: { [ENHANCED]: { enabled: true } } })

/** What may differ in another theme, which changes colours and nothing else. */
export const colourViolations = (page: Page): Promise<string[]> =>
  violations(page, { runOnly: { type: 'rule', values: ['color-contrast', ENHANCED, 'link-in-text-block'] } })
