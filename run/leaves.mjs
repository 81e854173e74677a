/**
 * Each story once more without its page: the sheets it needs and its article, as `leaf.html` beside `index.html`. The full path of the questions reads the
 * story from there, and a phone on a bad network is spared the frame that it already has.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Writes the leaves of the stories in `dist`; gives their number. Throws where a page has an article and no end of it. */
export function writeLeaves(dist) {
  const pages = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => basename(name) === 'index.html')
  let written = 0
  for (const page of pages) {
    const html = readFileSync(join(dist, page), 'utf8')
    const start = html.indexOf('<article id="story"')
    if (start < 0) continue
    const end = html.indexOf('</article>', start)
    if (end < 0) throw new Error(`${page}: the article has no end`)
    const sheets = html.match(/<link rel="stylesheet"[^>]*>/g) ?? []
    writeFileSync(join(dist, dirname(page), 'leaf.html'), `${sheets.join('')}${html.slice(start, end)}</article>`)
    written++
  }
  return written
}
