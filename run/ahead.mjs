/**
 * What a landing page fetches ahead. Whoever scans a code reads for a moment and taps: by then the sheets and scripts of the questions can be on her phone. Which
 * files those are is known only once the pages are built, so they are written here into the data of the page (`landing-data`), which names the page that comes next.
 * The script that reads them (src/quiz/ahead.ts) is made to run as soon as it is there: a module would wait for the sheets, and on a slow network the files would come too
 * late. It is the page's last.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const DATA = /(<script type="application\/json" id="landing-data">)(\{[^<]*\})(<\/script>)/

/** Sheets and scripts that a page asks for by itself. */
const filesOf = (html) =>
  [...html.matchAll(/<(?:script type="module" src|link rel="stylesheet" href)="([^"]+)"/g)].map(([, path = '']) => path)

/** Puts into each landing page of `dist` what the next page asks for and itself does not; gives the number of pages. Throws where there is no such next page. */
export function writeAhead(dist) {
  const pages = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => basename(name) === 'index.html')
  let written = 0
  for (const page of pages) {
    const file = join(dist, page)
    const html = readFileSync(file, 'utf8')
    const [, open, text, close] = DATA.exec(html) ?? []
    if (text === undefined) continue
    const { next, ...data } = JSON.parse(text)
    const coming = join(dist, next, 'index.html')
    if (!existsSync(coming)) throw new Error(`${page}: the page that comes next, ${next}, is not there`)
    const here = filesOf(html)
    const there = filesOf(readFileSync(coming, 'utf8'))
    const ahead = there.filter((path) => !here.includes(path))
    const own = here.findLast((path) => path.endsWith('.js') && !there.includes(path))
    if (own === undefined) throw new Error(`${page}: has no script of its own that would read its data`)
    writeFileSync(
      file,
      html
        .replace(DATA, () => `${open}${JSON.stringify({ ...data, ahead })}${close}`)
        .replace(`<script type="module" src="${own}">`, (tag) => tag.replace('<script', '<script async')),
    )
    written++
  }
  return written
}
