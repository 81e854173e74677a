/**
 * What a phone keeps for the journey: finds the files of each pack in `dist`, writes them into the worker, and how much would be sent onto the buttons.
 *
 * The page "For the journey" lists the pages of its language's pack (`data-pack`): what stands there is what is kept. A pack is these pages and all that they ask
 * for, seen in the built files themselves: sheets, scripts, what a script imports later, pictures, the questions of the full path, the story it reads.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { writeTwinsOf } from './twins.mjs'

/** Pages that a tablet on a stand keeps, where the site has them. */
const KIOSK = ['/equipo/kiosko/', '/en/staff/kiosk/']

/** Text that says how much is kept stands in steps of this many bytes, rounded up. */
const STEP = 10_000

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** @param {string} dist */
const pagesIn = (dist) =>
  readdirSync(dist, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name === 'index.html' || name.endsWith('/index.html'))
    .map((name) => `/${name.slice(0, -'index.html'.length)}`)

/** @param {string} dist @param {string} path */
const fileOf = (dist, path) => join(dist, path.endsWith('/') ? `${path}index.html` : path)

/**
 * Named in scripts, and never kept: the worker, which keeps the rest; the file by which a phone knows that it has reached this site and no portal; and the one that proves work,
 * which is asked for only after the collector has answered, and has to be as new as it.
 */
const NEVER = ['/sw.js', '/site.json', '/proof.js']

/** Whether a path names a file that a page asks for by itself. Pages are not: a link is followed by nobody but the visitor. */
const isPart = (dist, path) =>
  !NEVER.includes(path) &&
  /\.(css|js|json|svg|html|woff2|png|webp|avif|jpg)$/.test(path) &&
  existsSync(fileOf(dist, path)) &&
  statSync(fileOf(dist, path)).isFile()

/** The paths that a file names: absolute ones in quotes, brackets or source sets, a script's neighbours, and the leaf of the story that the questions read. */
function namedIn(dist, path, text) {
  const absolute = [...text.matchAll(/["'`(,\s](\/[\w./-]+\.\w+)/g)].map(([, found = '']) => found)
  const beside = /\.(js|css)$/.test(path)
    ? [...text.matchAll(/["'`(](?:\.\/)?([\w-]+\.(?:js|css))\b/g)].map(([, found = '']) => posix.join(dirname(path), found))
    : []
  const leaves = [...text.matchAll(/"story":\{"url":"([^"]+)"/g)].map(([, url]) => `${url}leaf.html`)
  return [...absolute, ...beside, ...leaves].filter((found) => isPart(dist, found))
}

/** The pages and all that they ask for, in order. Throws where a page is not there. */
function closureOf(dist, pages) {
  const found = new Set()
  const left = [...pages]
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (found.has(path)) continue
    if (!existsSync(fileOf(dist, path))) throw new Error(`the pack names ${path}, and dist has no such page`)
    found.add(path)
    if (/(\/|\.(html|css|js|json))$/.test(path)) left.push(...namedIn(dist, path, readFileSync(fileOf(dist, path), 'utf8')))
  }
  return [...found].sort()
}

/** Bytes as a host sends them: the compressed twin's, where there is one (run/twins.mjs). */
function sentBytes(dist, path) {
  const file = fileOf(dist, path)
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size
}

/** The lists of the pages "For the journey", as pack → page and the pages named there. */
function listsIn(dist, pages) {
  const lists = new Map()
  for (const page of pages) {
    const html = readFileSync(fileOf(dist, page), 'utf8')
    const [, pack, rest = ''] = /<section[^>]* data-pack="([^"]+)"[^>]*>([\s\S]*)/.exec(html) ?? []
    if (!pack) continue
    const section = rest.slice(0, rest.indexOf('</section>'))
    lists.set(pack, { shelf: page, pages: [page, ...[...section.matchAll(/href="([^"]+)"/g)].map(([, path]) => path)] })
  }
  return lists
}

/**
 * Writes the packs into `dist/sw.js` and their sizes into the pages, with the twins of both, which tell the sizes and so were made before. Gives what was done, in words. Throws where the worker is no plain script, a listed page
 * is missing or a button has no size.
 * @param {string} dist
 */
export async function writePacks(dist) {
  const worker = join(dist, 'sw.js')
  const code = readFileSync(worker, 'utf8').replace(/^self\.PACKS=.*\n/, '')
  if (/^\s*(import|export)\b|[;}]\s*(import|export)[\s{*"']/.test(code))
    throw new Error('dist/sw.js: the worker has to be one plain script')
  const pages = pagesIn(dist)
  const lists = listsIn(dist, pages)
  const paths = Object.fromEntries([...lists].map(([pack, list]) => [pack, closureOf(dist, list.pages)]))
  const sizes = Object.fromEntries(
    Object.entries(paths).map(([pack, all]) => [pack, all.reduce((sum, path) => sum + sentBytes(dist, path), 0)]),
  )
  await writeSizes(dist, pages, sizes)
  const kiosk = KIOSK.filter((page) => pages.includes(page))
  if (kiosk.length > 0) paths.kiosk = closureOf(dist, kiosk)
  const files = Object.fromEntries(
    Object.entries(paths).map(([pack, all]) => [pack, all.map((path) => [path, hashOf(readFileSync(fileOf(dist, path)))])]),
  )
  const shelves = Object.fromEntries([...lists].map(([pack, { shelf }]) => [pack, shelf]))
  const build = hashOf(code + JSON.stringify([files, shelves])).slice(0, 12)
  await rewrite(worker, `self.PACKS=${JSON.stringify({ build, files, shelves })}\n${code}`)
  return Object.entries(sizes)
    .map(([pack, bytes]) => `${kilobytes(bytes)} to keep (${pack})`)
    .join(', ')
}

const kilobytes = (bytes) => `${(Math.ceil(bytes / STEP) * STEP) / 1000} KB`

async function writeSizes(dist, pages, sizes) {
  for (const page of pages) {
    const file = fileOf(dist, page)
    const html = readFileSync(file, 'utf8')
    const written = html.replace(/(<span data-kilobytes="([^"]+)">)[^<]*(<\/span>)/g, (_, start, pack, end) => {
      if (sizes[pack] === undefined) throw new Error(`${page}: there is no pack ${pack} whose size could be told`)
      return `${start}${kilobytes(sizes[pack]).replace(' ', '\u00a0')}${end}`
    })
    if (written !== html) await rewrite(file, written)
  }
}

/** Writes a file anew, and its twins where it had any. */
async function rewrite(file, text) {
  writeFileSync(file, text)
  if (existsSync(`${file}.br`)) await writeTwinsOf(file)
}
