/**
 * `npm run size`: the bytes that a phone really requests, in brotli, every page against its budget.
 *
 * A real browser opens the built site from a plain static server and goes through the questions; every answer's body counts once, as the
 * `.br` twin that a host would send (or brotli 11 of it), headers apart. A sum of what the build wrote would count scripts that nothing loads.
 * What a page fetches ahead for the next one, once it is there itself (run/ahead.mjs), stands in a column and a budget of its own.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { inProject } from './command.mjs'

const KIB = 1024
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** Pages and journeys with their budgets in bytes; `scripts` is the most script files a page may load. */
const MEASURES = [
  { name: 'search page, first search (es)', path: '/buscar/', budget: 160 * KIB, journey: 'search' },
  { name: 'quiz page, opened (es)', path: '/preguntas/', budget: 16 * KIB },
  { name: 'quiz page, opened (en)', path: '/en/questions/', budget: 16 * KIB },
  { name: 'quiz page, one-minute journey to its result (es)', path: '/preguntas/', budget: 16 * KIB, journey: 'short' },
  { name: 'follow-up page, opened (es)', path: '/preguntas/otra-vez/', budget: 16 * KIB },
  { name: 'follow-up page, opened (en)', path: '/en/questions/again/', budget: 16 * KIB },
  { name: 'round table, opened (es)', path: '/mesa/', budget: 20 * KIB },
  { name: 'round table, opened (en)', path: '/en/table/', budget: 20 * KIB },
  { name: 'shift, opened (es)', path: '/turno/', budget: 20 * KIB },
  { name: 'shift, opened (en)', path: '/en/shift/', budget: 20 * KIB },
  { name: 'quiz page, full journey with its story (es)', path: '/preguntas/', budget: 22 * KIB, journey: 'full' },
]

/** A page that is read: everything it asks for by the time one has reached its foot, pictures included; and of it what comes before a script is asked for. */
const PLAIN = 10 * KIB
/** With illustrations: pictures, or the pathways that the page draws. */
const ILLUSTRATED = 14 * KIB
/** Fetched ahead: the questions without what they have in common with the page before. */
const AHEAD = 12 * KIB
/** The questions have budgets of their own, and staff are no visitors. */
const NOT_READ = /^\/(preguntas|en\/questions|mesa|en\/table|turno|en\/shift|equipo|en\/staff)\//

/** Every built page that is read, as its path. */
const readPages = () =>
  readdirSync(inProject('dist'), { recursive: true })
    .map((file) => `/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('/index.html') || file === '/404.html')
    .map((file) => file.replace(/index\.html$/, ''))
    .filter((path) => !NOT_READ.test(path))
    .sort()

function fileOf(url) {
  const path = decodeURIComponent(new URL(url, 'http://site').pathname)
  const file = inProject('dist', path.endsWith('/') ? `${path}index.html` : path)
  return existsSync(file) && statSync(file).isFile() ? file : undefined
}

/** A host that knows nothing of us: files, and 404 for the rest. */
function plainHost() {
  const server = createServer((request, response) => {
    const file = request.method === 'GET' ? fileOf(request.url) : undefined
    response.writeHead(file ? 200 : 404, { 'content-type': TYPES[extname(file ?? '')] ?? 'text/plain' })
    response.end(file ? readFileSync(file) : 'not here')
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function brotliBytes(url) {
  const file = fileOf(url)
  if (!file) return 0
  return existsSync(`${file}.br`) ? statSync(`${file}.br`).size : brotliCompressSync(readFileSync(file)).length
}

/** Answers the first option everywhere, up to the result. */
async function goThrough(page, path) {
  await page.locator(`[data-start=${path}]`).click()
  await page.locator('input[name=age][value="2"]').check()
  await page.locator('button[type=submit]').click()
  while ((await page.locator('[data-delivery]').count()) === 0) {
    const before = await page.locator('.quiz').textContent()
    const radio = page.locator('.quiz input[type=radio]').first()
    if ((await radio.count()) > 0) await radio.check()
    await page.locator('.quiz .button').first().click()
    await page.waitForFunction((text) => document.querySelector('.quiz')?.textContent !== text, before)
  }
  await page.waitForFunction(() => document.querySelector('[data-delivery]')?.getAttribute('data-delivery') === 'no-collector')
}

/** Looks a word up that leads to others: Pagefind, its index, and the pages shown. @param {import('@playwright/test').Page} page */
async function searchFor(page, word) {
  await page.locator('#search-field').fill(word)
  await page.locator('.found').first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** Pictures below come when they are near. @param {import('@playwright/test').Page} page */
async function toTheFoot(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let top = 0; top < height; top += 600) await page.evaluate((to) => scrollTo(0, to), top)
  await page.waitForLoadState('networkidle')
}

async function measure(browser, address, { path, journey }) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } })
  const page = await context.newPage()
  const requested = new Map()
  page.on('request', (request) => {
    const isAhead = request.headers()['sec-purpose'] === 'prefetch'
    requested.set(request.url().split('#')[0], isAhead ? 'ahead' : request.resourceType())
  })
  const answer = await page.goto(address + path, { waitUntil: 'networkidle' })
  if (!answer?.ok()) throw new Error(`${path} is not in dist/: npm run build`)
  if (journey === 'search') await searchFor(page, 'trabajo')
  else if (journey) await goThrough(page, journey)
  else await toTheFoot(page)
  const isDrawn =
    [...requested.keys()].some((url) => url.includes('/ilustraciones/')) || (await page.locator('main .pathway svg').count()) > 0
  await context.close()
  const parts = { html: 0, css: 0, js: 0, other: 0, ahead: 0 }
  let scripts = 0
  for (const [url, type] of requested) {
    const part = { document: 'html', stylesheet: 'css', script: 'js', ahead: 'ahead' }[type] ?? 'other'
    parts[part] += brotliBytes(url)
    if (type === 'script') scripts++
  }
  return { ...parts, scripts, isDrawn, total: parts.html + parts.css + parts.js + parts.other }
}

const { chromium } = await import('@playwright/test')
const { browser: findBrowser } = await import('./browser.mjs')
const executablePath = process.env.CHROME_PATH ?? (await findBrowser())
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
const server = await plainHost()
const address = `http://127.0.0.1:${server.address().port}`

let isOver = false
console.log(`${'brotli bytes really requested'.padEnd(52)} html   css    js other  total  budget ahead`)
function print(name, { html, css, js, other, ahead, total, scripts }, budget, mostScripts = 9) {
  const over = total > budget || scripts > mostScripts || ahead > AHEAD
  isOver ||= over
  const cells = [html, css, js, other].map((bytes) => String(bytes).padStart(5)).join(' ')
  console.log(
    `${name.padEnd(50)} ${cells} ${String(total).padStart(6)} ${String(budget).padStart(7)} ${String(ahead).padStart(5)} ${over ? `OVER (${scripts} scripts)` : 'ok'}`,
  )
}
/** Pages at a time: each is open for a second in which it asks for nothing more. */
const AT_A_TIME = 6

/** Measures of all of them, in their order. @param {readonly { path: string, journey?: string }[]} all */
async function measureAll(all) {
  const found = []
  const left = [...all.entries()]
  const inTurn = async () => {
    for (let next = left.shift(); next; next = left.shift()) found[next[0]] = await measure(browser, address, next[1])
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, inTurn))
  return found
}

const measured = await measureAll(MEASURES)
for (const [at, { name, budget }] of MEASURES.entries()) print(name, measured[at], budget)
const paths = readPages()
const pages = (await measureAll(paths.map((path) => ({ path })))).map((found, at) => ({
  path: paths[at],
  found,
  budget: found.isDrawn ? ILLUSTRATED : PLAIN,
}))
const left = ({ found, budget }) => budget - found.total
const shown = process.argv.includes('--all')
  ? pages
  : pages.filter((page) => pages.filter((other) => left(other) < left(page)).length < 12)
console.log(
  `\n${pages.length} pages that are read, to their foot; ${shown.length} of them${shown.length < pages.length ? ' with the least left (all with --all)' : ''}:`,
)
for (const { path, found, budget } of shown.sort((a, b) => left(a) - left(b))) print(path, found, budget, 3)
await browser.close()
server.close()
// Fetched while the collector is flooded, and never else.
const proofBytes = gzipSync(readFileSync(inProject('dist', 'proof.js')), { level: 9 }).length
isOver ||= proofBytes > KIB
console.log(`\nproof of work, /proof.js in gzip: ${proofBytes} of ${KIB}${proofBytes > KIB ? ' OVER' : ''}`)
process.exitCode = isOver ? 1 : 0
