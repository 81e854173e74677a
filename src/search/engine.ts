/** Pagefind, as much of it as is used. Its files (some 140 KB for a first search, most of it WebAssembly) are asked for here and nowhere else. */

/** A page that Pagefind found. */
export interface Found {
  readonly url: string
  /** Some thirty words round the best places, with `<mark>` about the words found. */
  readonly excerpt: string
  /** The whole text of the page. */
  readonly content: string
}

/** The best pages, best first; `isAll` is false where there are more. */
export interface Answer {
  readonly found: readonly Found[]
  readonly isAll: boolean
}

/** Looks a query up; undefined where Pagefind can't be had (no network, no WebAssembly). */
export type Engine = (query: string) => Promise<Answer | undefined>

interface Pagefind {
  createInstance(options: { noWorker: boolean; excerptLength: number }): PagefindInstance
}

interface PagefindInstance {
  init(): Promise<void>
  search(query: string): Promise<{ results: readonly { data(): Promise<Found> }[] }>
}

/** Pages fetched for one query: each is a request of some 2 KB. */
const SHOWN = 6

let instance: Promise<PagefindInstance> | undefined

/** Fetches Pagefind ahead of the first search. A second call fetches nothing, unless the first one failed. */
export function loadEngine(): Promise<PagefindInstance> {
  instance ??= start().catch((reason: unknown) => {
    instance = undefined
    throw reason
  })
  return instance
}

async function start(): Promise<PagefindInstance> {
  // @ts-expect-error: not a module of ours; the build puts it beside the pages (run/search-index.mjs).
  const pagefind: Pagefind = await import('/pagefind/pagefind.js')
  // A worker would be 11 KB more and a policy of its own, to search some forty pages.
  const started = pagefind.createInstance({ noWorker: true, excerptLength: 24 })
  await started.init()
  return started
}

export const engine: Engine = async (query) => {
  try {
    const { results } = await (await loadEngine()).search(query)
    const found = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()))
    return { found, isAll: results.length <= SHOWN }
  } catch {
    return undefined
  }
}
