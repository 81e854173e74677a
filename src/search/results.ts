/** Draws what was found, from elements and text alone. */
import { piecesOf } from './excerpt.ts'
import type { Result } from './search.ts'

function element(name: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

/** One page: its kind, its title as the way there, and the words round what was found, marked. */
function itemOf({ page, excerpt }: Result): HTMLElement {
  const link = element('a', '', page.title)
  link.setAttribute('href', page.url)
  const words = excerpt === undefined ? [page.summary] : ['… ', ...drawn(excerpt), ' …']
  return element('li', 'found', element('p', 'label', page.kind), element('h2', '', link), element('p', '', ...words))
}

const drawn = (excerpt: string): (Node | string)[] =>
  piecesOf(excerpt).map(({ text, isMarked }) => (isMarked ? element('mark', '', text) : text))

export function listOf(results: readonly Result[]): HTMLElement[] {
  return results.map(itemOf)
}
