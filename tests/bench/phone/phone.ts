/**
 * `npm run bench:phone`: how soon a weak phone on a weak network shows something and lets a question be answered, and how long a tap takes to show. Ours
 * beside the same ten questions in SurveyJS, H5P and Typebot, interleaved in one run, each load with an empty cache. Read the ratios: the machine is shared.
 *
 * A real Chromium, its processor slowed 6 times. "As the developer tools count": 400 ms for each request and a capped rate. "As a link": a proxy (link.ts)
 * that also takes the time of the handshakes of TCP and TLS, loses packets, or stalls. `npm run bench:phone -- 3` makes three rounds, `-- 3 2G` only on networks with
 * that in their name.
 */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { type Served, serve } from '../../browser/served.ts'
import { type LinkTraits, openLink } from './link.ts'
import { type Peer, peers, servePeers } from './peers.ts'

const SLOW_DOWN = 6
const ROUNDS = Number(process.argv[2] ?? 5)
const ONLY = process.argv[3] ?? ''
const PATIENCE_MS = 90_000
/** What the issue of the weak phones asks for, on Slow 3G, ms. */
const GOAL = { paint: 1500, answerable: 2500, tap: 50 }

interface Network {
  readonly name: string
  /** As the developer tools count: latency of each request in ms, bit/s. */
  readonly tools?: { readonly latency: number; readonly bitsPerSecond: number }
  readonly link?: LinkTraits
  readonly rounds: number
}

const NETWORKS: readonly Network[] = [
  { name: 'Slow 3G, as the developer tools count', tools: { latency: 400, bitsPerSecond: 400_000 }, rounds: ROUNDS },
  { name: 'Slow 3G, as a link with TLS', link: { rttMs: 400, bitsPerSecond: 400_000, loss: 0, tls: true }, rounds: ROUNDS },
  {
    name: 'Slow 3G, as a link with TLS, 5 % of packets lost',
    link: { rttMs: 400, bitsPerSecond: 400_000, loss: 0.05, tls: true },
    rounds: ROUNDS,
  },
  {
    name: 'Slow 3G, as a link with TLS, dead for 5 s after its first second',
    link: { rttMs: 400, bitsPerSecond: 400_000, loss: 0, tls: true, stall: { from: 1000, forMs: 5000 } },
    rounds: Math.min(2, ROUNDS),
  },
  { name: '2G, as the developer tools count', tools: { latency: 800, bitsPerSecond: 50_000 }, rounds: Math.min(2, ROUNDS) },
]

interface Contender {
  readonly name: string
  readonly path: string
  readonly option: string
  /** The way to the first question, for the script in the page: what it taps as soon as it is there. */
  readonly taps: readonly string[]
  readonly peer?: Peer
}

const OURS: readonly Contender[] = [
  {
    name: 'ours: scan, landing, one-minute questions',
    path: '/q/#terminal-bogota.1.000000000000',
    taps: ['main a.button[href="/preguntas/"]', '[data-start=short]', 'input[name=age][value="2"]', '.quiz button[type=submit]'],
    option: '.quiz input[type=radio]:not([name=age])',
  },
  {
    name: 'ours: questions page, one-minute path',
    path: '/preguntas/',
    taps: ['[data-start=short]', 'input[name=age][value="2"]', '.quiz button[type=submit]'],
    option: '.quiz input[type=radio]:not([name=age])',
  },
  {
    name: 'ours: questions page, all fifteen',
    path: '/preguntas/',
    taps: ['[data-start=full]', 'input[name=age][value="2"]', '.quiz button[type=submit]'],
    option: '.quiz input[type=radio]:not([name=age])',
  },
]
const contenders: readonly Contender[] = [...OURS, ...peers.map((peer) => ({ ...peer, taps: [], peer }))]

/** In the page, before any of its own scripts: taps its way as soon as each thing can be seen, and writes down when. Times are ms since the first navigation. */
function watch({ taps, option }: { taps: readonly string[]; option: string }): void {
  if (window !== window.top || !location.href.startsWith('http')) return
  const kept = (key: string) => sessionStorage.getItem(`bench-${key}`)
  const keep = (key: string, value: number) => sessionStorage.setItem(`bench-${key}`, String(value))
  if (!kept('start')) keep('start', performance.timeOrigin)
  /** Of this document's clock, in that of the first navigation. */
  const since = (time: number) => performance.timeOrigin + time - Number(kept('start'))
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint' && !kept('paint')) keep('paint', since(startTime))
  }).observe({ type: 'paint', buffered: true })
  const isSeen = (element: Element | undefined): element is HTMLElement =>
    element !== undefined && element.getClientRects().length > 0 && !(element as HTMLButtonElement).disabled
  /** Also in shadows and frames, where the others keep their questions. */
  const findIn = (root: Document | ShadowRoot, selector: string): Element | undefined => {
    const found = root.querySelector(selector)
    if (found) return found
    for (const host of root.querySelectorAll('*')) {
      const inner = host.shadowRoot ?? (host as HTMLIFrameElement).contentDocument
      const inside = inner ? findIn(inner, selector) : undefined
      if (inside) return inside
    }
    return undefined
  }
  let tappedAt = Number.NEGATIVE_INFINITY
  const look = () => {
    const at = Number(kept('tap') ?? 0)
    const tap = taps[at]
    if (tap === undefined && isSeen(findIn(document, option))) return keep('answerable', since(performance.now()))
    const target = tap === undefined ? undefined : (document.querySelector(tap) ?? undefined)
    // Nobody taps what has not been painted; and who sees nothing happen taps again.
    if (isSeen(target) && kept('paint') && performance.now() - tappedAt > 1000) {
      tappedAt = performance.now()
      target.click()
    }
    if (tap !== undefined && isSeen(document.querySelector(taps[at + 1] ?? option) ?? undefined)) {
      keep('tap', at + 1)
      tappedAt = Number.NEGATIVE_INFINITY
    }
    requestAnimationFrame(look)
  }
  addEventListener('DOMContentLoaded', look)
}

/** No luck of the draw: everybody is asked before the story. The draw asks for the content first where its number is small. */
function questionsFirst(): void {
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    if (array) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(0xf0)
    return array
  }
}

/** Slow taps, as Event Timing tells them: from the tap to the next paint, ms; what it does not tell is under 16. */
function listenToTaps(): void {
  const slow: number[] = []
  Object.assign(window, { slowTaps: slow })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (/^(pointer|click|key)/.test(entry.name)) slow.push(entry.duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
}

interface Measured {
  readonly paint: number
  readonly answerable: number
  readonly bytes: number
  readonly tap?: number
}

async function slowPage(context: BrowserContext, network: Network): Promise<{ page: Page; bytes: () => number }> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN })
  if (network.tools) {
    const perSecond = network.tools.bitsPerSecond / 8
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.tools.latency,
      downloadThroughput: perSecond,
      uploadThroughput: perSecond,
    })
  }
  return { page, bytes: () => bytes }
}

const read = (page: Page, key: string) => page.evaluate((name) => Number(sessionStorage.getItem(`bench-${name}`)), key)

/** Chooses the first option of five questions with a real pointer and tells the slowest, ms. */
async function slowestTap(page: Page, { option, peer }: Contender): Promise<number> {
  for (let question = 0; question < 5; question++) {
    const frame = peer?.name.startsWith('H5P') ? page.frames().at(-1) : page.mainFrame()
    const options = (frame ?? page.mainFrame()).locator(option)
    const target = peer?.name.startsWith('H5P') ? options.nth(question * 4) : options.first()
    // The story between before and after has nothing to choose.
    if ((await target.count()) > 0) await target.click({ force: true })
    const next = page.locator(peer ? '.sd-navigation__next-btn' : '.quiz .button').first()
    // By force: a click that is checked first has the tool's own listeners run in the page, at the page's slowed pace.
    if (!peer || peer.name.startsWith('SurveyJS')) await next.click({ force: true })
    await page.waitForTimeout(600)
  }
  await page.waitForTimeout(300)
  const worst = (frames: readonly number[][]) => Math.max(0, ...frames.flat())
  return worst(
    await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => (window as unknown as { slowTaps?: number[] }).slowTaps ?? [])),
    ),
  )
}

/** Waits for the first question; where it does not come, says what is on the screen instead. */
async function answerableIn(page: Page, { name }: Contender): Promise<void> {
  try {
    await page.waitForFunction(() => sessionStorage.getItem('bench-answerable') !== null, undefined, {
      timeout: PATIENCE_MS,
      polling: 200,
    })
  } catch (cause) {
    const screen = await page.evaluate(() => `${document.body.innerText.slice(0, 400)}`)
    throw new Error(`${name}: no question after ${PATIENCE_MS / 1000} s at ${page.url()}: ${screen}`, { cause })
  }
}

async function measure(
  browser: Browser,
  address: string,
  contender: Contender,
  network: Network,
  seed: number,
  taps: boolean,
): Promise<Measured> {
  const link = network.link && (await openLink(address, network.link, seed))
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    locale: 'es-CO',
  })
  try {
    await context.addInitScript(watch, { taps: contender.taps, option: contender.option })
    await context.addInitScript(listenToTaps)
    await context.addInitScript(questionsFirst)
    const { page, bytes } = await slowPage(context, network)
    await page.goto((link?.address ?? address) + contender.path, { waitUntil: 'commit', timeout: PATIENCE_MS })
    await answerableIn(page, contender)
    const found = { paint: await read(page, 'paint'), answerable: await read(page, 'answerable'), bytes: bytes() }
    return taps ? { ...found, tap: await slowestTap(page, contender) } : found
  } finally {
    await context.close()
    await link?.close()
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
const worst = (values: readonly number[]) => Math.max(...values)
const inSeconds = (ms: number) => (ms / 1000).toFixed(2)

function printTable(network: Network, found: ReadonlyMap<string, readonly Measured[]>): void {
  console.log(`\n### ${network.name}\n`)
  console.log(
    '| | first paint, s (worst) | first question answerable, s (worst) | times ours | bytes until then | slowest of ten taps, ms |',
  )
  console.log('|---|--:|--:|--:|--:|--:|')
  const ours = median((found.get((OURS[1] as Contender).name) ?? []).map(({ answerable }) => answerable))
  for (const [name, measured] of found) {
    const of = (key: 'paint' | 'answerable' | 'bytes') => measured.map((one) => one[key])
    const taps = measured.flatMap(({ tap }) => (tap === undefined ? [] : [tap]))
    const slowest = taps.length === 0 ? 'not measured' : median(taps) < 16 ? 'under 16' : median(taps).toFixed(0)
    const cells = [
      name,
      // Where the questions are drawn in a frame, the page itself paints nothing.
      of('paint').includes(0) ? 'none' : `${inSeconds(median(of('paint')))} (${inSeconds(worst(of('paint')))})`,
      `${inSeconds(median(of('answerable')))} (${inSeconds(worst(of('answerable')))})`,
      (median(of('answerable')) / ours).toFixed(1),
      median(of('bytes')).toFixed(0),
      slowest,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** What the goals say of our pages; the figures of a busy machine may miss them, so this is told and fails nothing. */
function printGoals(found: ReadonlyMap<string, readonly Measured[]>): void {
  const of = (name: string, key: keyof Measured) => median((found.get(name) ?? []).map((one) => one[key] ?? 0))
  const landing = (OURS[0] as Contender).name
  const questions = (OURS[1] as Contender).name
  const tell = (what: string, value: number, goal: number) =>
    console.log(`${value <= goal ? 'met   ' : 'MISSED'} ${what}: ${value.toFixed(0)} ms of ${goal}`)
  console.log('\nGoals on Slow 3G with the processor slowed 6 times (medians):')
  tell('first useful paint of a QR landing', of(landing, 'paint'), GOAL.paint)
  tell('first question answerable, questions page on an empty cache', of(questions, 'answerable'), GOAL.answerable)
  tell(
    'first question answerable, counted from the scan, landing page and taps included',
    of(landing, 'answerable'),
    GOAL.answerable,
  )
  tell('slowest tap', of(questions, 'tap'), GOAL.tap)
}

async function run(browser: Browser, served: Served, peersAddress: string): Promise<void> {
  for (const [index, network] of NETWORKS.entries()) {
    if (!network.name.includes(ONLY)) continue
    const found = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]))
    for (let round = 0; round < network.rounds; round++)
      for (const contender of contenders) {
        process.stderr.write(`\r${network.name}: round ${round + 1} of ${network.rounds}, ${contender.name}`.padEnd(118))
        const address = contender.peer ? peersAddress : served.address
        found.get(contender.name)?.push(await measure(browser, address, contender, network, 1 + round, index === 0))
      }
    process.stderr.write(`\r${' '.repeat(118)}\r`)
    printTable(network, found)
    if (index === 0) printGoals(found)
  }
}

const { CHROME_PATH: executablePath } = process.env
if (!executablePath) throw new Error('CHROME_PATH names no browser: npm run bench:phone finds one')
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
  ],
})
const served = await serve()
const theirs = await servePeers()
try {
  console.log(
    `Medians of ${ROUNDS} rounds, each load with an empty cache; Chromium ${browser.version()}, processor slowed ${SLOW_DOWN} times.`,
  )
  await run(browser, served, theirs.address)
} finally {
  await browser.close()
  await served.close()
  theirs.close()
}
