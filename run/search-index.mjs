/**
 * Makes the search index of the built pages and puts it beside them, in `dist/pagefind/`.
 *
 * What is searched is what the search page lists (`data-searched`): nothing else needs a mark, and no page carries one. Of Pagefind's own files only those
 * are kept that a search asks for; its ready-made surfaces, its worker and the engine without a language would be 450 KB that nobody loads.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Trouble } from './command.mjs'

/** The search page of each language, as a file of `dist/`. */
const SEARCH_PAGES = ['buscar/index.html', 'en/search/index.html']

/** Parts of a page that are no answer to a search: what stands on every page, the way to the questions, what keeps staff from acting, and lists of sources. */
const NOT_SEARCHED = ['[aria-labelledby=minute]', '[aria-labelledby=hindering]', 'details.quiet', 'header .quiet', 'nav']

const NEEDED = /^(pagefind\.js|pagefind-entry\.json|wasm\.(?!unknown)\w+\.pagefind|.*\.pf_\w+)$/

/** Paths of the pages that a search page lists as searched. @param {string} html */
function listedIn(html) {
  return [...html.matchAll(/<a\b[^>]*data-searched="true"[^>]*>/g)].map(([tag]) => /href="([^"]+)"/.exec(tag)[1])
}

/** A space before each block, since two blocks with none between them would be one word. @param {string} html */
const withSpaces = (html) => html.replace(/<(?=(?:address|dd|div|dt|figcaption|h\d|li|p|section|span|summary|td|th)\b)/g, ' <')

/** @param {string} site folder of the built site @returns {Promise<number>} how many pages can be found */
export async function writeSearchIndex(site) {
  const paths = SEARCH_PAGES.flatMap((page) => listedIn(readFileSync(join(site, page), 'utf8')))
  if (paths.length === 0) throw new Trouble('The search pages list nothing to search: src/pages/[...search].astro')
  const folder = join(site, 'pagefind')
  rmSync(folder, { recursive: true, force: true })
  // Imported late: this file is read before there are packages.
  const { close, createIndex } = await import('pagefind')
  try {
    const { index, errors } = await createIndex({ rootSelector: 'main', excludeSelectors: NOT_SEARCHED })
    if (!index) throw new Trouble(`Pagefind did not start: ${errors.join('; ')}`)
    for (const url of paths) {
      const content = withSpaces(readFileSync(join(site, url, 'index.html'), 'utf8'))
      const added = await index.addHTMLFile({ url, content })
      if (added.errors.length > 0) throw new Trouble(`Pagefind could not read ${url}: ${added.errors.join('; ')}`)
    }
    const { files, errors: faults } = await index.getFiles()
    if (faults.length > 0) throw new Trouble(`Pagefind wrote no index: ${faults.join('; ')}`)
    for (const { path, content } of files.filter(({ path }) => NEEDED.test(path.replace(/^.*\//, '')))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
  } finally {
    await close()
  }
  return paths.length
}
