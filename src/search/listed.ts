/** The list of pages that stands on the search page, as it is shown without JavaScript: titles, a sentence each, and their kind. */
import { isFamiliar, wordsOf } from './words.ts'

export interface ListedPage {
  readonly url: string
  readonly title: string
  readonly summary: string
  /** The heading under which it stands. */
  readonly kind: string
}

export function readListed(list: ParentNode): ListedPage[] {
  return [...list.querySelectorAll('section')].flatMap((section) =>
    [...section.querySelectorAll('li')].map((item) => {
      const link = item.querySelector('a')
      return {
        url: link?.getAttribute('href') ?? '',
        title: link?.textContent?.trim() ?? '',
        summary: item.querySelector('p')?.textContent?.trim() ?? '',
        kind: section.querySelector('h3')?.textContent?.trim() ?? '',
      }
    }),
  )
}

/** The pages whose title and sentence hold every word asked for. */
export function matchesIn(listed: readonly ListedPage[], asked: readonly string[]): ListedPage[] {
  return listed.filter(({ title, summary }) => {
    const words = wordsOf(`${title} ${summary}`)
    return asked.every((word) => words.some((each) => isFamiliar(word, each)))
  })
}

/** The words that titles and sentences are made of: what a mistyped word may have meant. */
export function wordsIn(listed: readonly ListedPage[]): string[] {
  return [...new Set(listed.flatMap(({ title, summary }) => wordsOf(`${title} ${summary}`)))].filter((word) => word.length > 3)
}
