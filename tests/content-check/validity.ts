/**
 * Whether a page is HTML as the standard has it: what may stand in what, attributes and their values, ids that are there once, names that point to them.
 *
 * Checked by html-validate without a file of settings, so that nobody loosens it from elsewhere. Three of its rules go beyond validity and are not ours:
 * a submit button in each form (those of the check send nothing, and have none), integrity hashes of our own files (they come from the same host as the page), and one `<h1>` in the source (the questions hold a second one that is hidden
 * until it replaces the first; that one is shown is a browser test).
 */
import { HtmlValidate, StaticConfigLoader } from 'html-validate'

export interface FaultOfMarkup {
  /** The page's path: `/ayuda/`. */
  readonly page: string
  readonly line: number
  readonly what: string
}

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      'require-sri': ['error', { target: 'crossorigin' }],
      'heading-level': ['error', { allowMultipleH1: true }],
      'wcag/h32': 'off',
    },
  }),
)

export async function faultsOfMarkup(page: string, html: string): Promise<FaultOfMarkup[]> {
  const { results } = await validator.validateString(html, page)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, message, ruleId, selector }) => ({
      page,
      line,
      what: `${message} (${ruleId}, at ${selector ?? 'the top'})`,
    })),
  )
}
