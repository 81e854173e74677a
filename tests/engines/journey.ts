/** What has to work in every engine, each part with what was seen of it. Counts are read from the collector's own file. */
import { createServer, request, type Server } from 'node:http'
import { storedCounters, storedFootfall } from '../browser/counters.ts'
import { type Served, serve } from '../browser/served.ts'
import type { Driver } from './drivers.ts'

const PATIENCE_MS = 30_000

/** Waits until an expression is true in the page. @throws with the page's text where it does not come true */
async function until(driver: Driver, expression: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    if ((await driver.run<boolean>(`!!(${expression})`).catch(() => false)) === true) return
    if (Date.now() > end) {
      const text = await driver.run<string>('document.body ? document.body.innerText.slice(0, 300) : "(no page)"').catch(String)
      throw new Error(`${expression} did not come true; on the page: ${text}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function same(found: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`${what}: found ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`)
}

/** The first option everywhere, from the page of the questions to the result. */
async function answerAll(driver: Driver, path: 'short' | 'full'): Promise<void> {
  await until(driver, `document.querySelector('[data-start=${path}]')?.offsetParent`)
  await driver.click(`[data-start=${path}]`)
  await until(driver, 'document.querySelector("input[name=age]")')
  // 14 to 17: nobody of that age reads first, so there is always a before.
  await driver.click('.quiz label:has(input[value="1"])')
  await goOn(driver)
}

async function goOn(driver: Driver): Promise<void> {
  const text = 'document.querySelector(".quiz")?.textContent'
  for (let screens = 0; screens < 60; screens++) {
    if (await driver.run<boolean>('!!document.querySelector("[data-delivery]")')) return
    const before = await driver.run<string>(text)
    if (
      await driver.run<boolean>(
        '!!document.querySelector(".quiz input[type=radio]") && !document.querySelector(".quiz input:checked")',
      )
    )
      await driver.click('.quiz label:has(input[type=radio])')
    await driver.click('.quiz .button')
    await until(driver, `${text} !== ${JSON.stringify(before)}`)
  }
  throw new Error('the questions do not end')
}

const deliveredAs = (driver: Driver, as: string) => until(driver, `document.querySelector('[data-delivery=${JSON.stringify(as)}]')`)

/** How many people the collector has counted, over all leaves, by what it counts of them. */
function counted(served: Served): { readonly baselines: number; readonly endlines: number; readonly scans: number } {
  const sums = { baselines: 0, endlines: 0, scans: 0 }
  for (const leaf of Object.values(storedCounters(served.data)))
    for (const [key, n] of Object.entries(leaf)) {
      if (/^n:..:baseline$/.test(key)) sums.baselines += n
      if (/^n:..:endline$/.test(key)) sums.endlines += n
    }
  for (const { scan = 0 } of Object.values(storedFootfall(served.data))) sums.scans += scan
  return sums
}

const STORES = `(async () => [sessionStorage.length, localStorage.length, document.cookie.length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])()`

async function scanAndAnswer(driver: Driver, served: Served): Promise<void> {
  const code = (await served.staff('codes', '--venue', 'el-dorado')).split('#')[1]?.trim() ?? ''
  await driver.goto(`${served.address}/q/#${code}`)
  await until(driver, 'location.hash === "" && document.querySelector("main a.button")')
  await driver.click('main a.button')
  await until(driver, 'location.pathname === "/preguntas/"')
  await answerAll(driver, 'short')
  await deliveredAs(driver, 'delivered')
  same(counted(served), { baselines: 1, endlines: 1, scans: 1 }, 'counted')
  await driver.reload()
  await deliveredAs(driver, 'delivered')
}

async function fullPath(driver: Driver, served: Served): Promise<void> {
  await driver.goto(`${served.address}/en/questions/`)
  await answerAll(driver, 'full')
  await deliveredAs(driver, 'delivered')
  same(counted(served), { baselines: 1, endlines: 1, scans: 0 }, 'counted')
}

async function leave(driver: Driver, served: Served): Promise<void> {
  await driver.goto(`${served.address}/preguntas/`)
  await until(driver, `document.querySelector('[data-start=short]')?.offsetParent`)
  await driver.click('[data-start=short]')
  await until(driver, 'sessionStorage.length > 0')
  await driver.run('localStorage.setItem("o.x", "1")')
  // A way out that stays with the test's own server: there is no other network.
  await driver.run(`void document.getElementById('exit').setAttribute('href', '/robots.txt')`)
  await driver.click('#exit')
  await until(driver, 'location.pathname === "/robots.txt"')
  same(await driver.run(STORES), [0, 0, 0, 0, 0], 'kept after the exit')
}

async function withoutScripts(driver: Driver, served: Served): Promise<void> {
  const { address, server } = await scriptless(served.address)
  try {
    for (const [path, expected] of [
      ['/cuentos/la-mesera/', 'document.querySelector("#story").innerText.length > 500'],
      ['/ayuda/', 'document.querySelector("a[href=\\"tel:123\\"]").offsetParent'],
      ['/revisar/', 'document.querySelectorAll(".ticks label").length > 5'],
      ['/preguntas/', 'document.querySelector("#plain").offsetParent'],
    ] as const) {
      await driver.goto(address + path)
      await until(driver, expected)
      same(await driver.run('document.getElementById("exit").protocol'), 'https:', `${path}: the exit’s link`)
      same(await driver.run('document.documentElement.scrollWidth <= innerWidth'), true, `${path}: fits`)
    }
    await driver.goto(`${address}/revisar/`)
    await until(driver, 'document.querySelector(".ticks label")')
    await driver.click('.ticks label')
    await until(driver, 'document.querySelector(".ticks .ground-under").offsetParent')
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** The same site with a header that forbids every script: what it is with JavaScript turned off, in engines whose drivers cannot turn it off. */
async function scriptless(address: string): Promise<{ address: string; server: Server }> {
  const server = createServer((asked, response) => {
    const onward = request(address + (asked.url ?? ''), { method: asked.method, headers: asked.headers }, (answer) => {
      const policy = String(answer.headers['content-security-policy'] ?? '').replace(/script-src [^;]*/, "script-src 'none'")
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-security-policy': policy })
      answer.pipe(response)
    })
    asked.pipe(onward)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { address: `http://127.0.0.1:${(server.address() as { port: number }).port}`, server }
}

async function withoutNetwork(driver: Driver, served: Served): Promise<void> {
  await driver.goto(`${served.address}/ayuda/`)
  await until(driver, `document.querySelector('#keep button')?.offsetParent`)
  await driver.click('#keep button')
  await until(driver, `/^Quitar/.test(document.querySelector('#keep button').textContent)`)
  await served.kill()
  await driver.goto(`${served.address}/preguntas/`)
  await answerAll(driver, 'full')
  await deliveredAs(driver, 'waiting')
  await driver.reload()
  await deliveredAs(driver, 'waiting')
  await driver.goto(`${served.address}/revisar/`)
  await until(driver, 'document.querySelector(".ticks label")')
  await served.restart()
  await driver.goto(`${served.address}/preguntas/`)
  await deliveredAs(driver, 'delivered')
  same(counted(served), { baselines: 1, endlines: 1, scans: 0 }, 'counted')
  await driver.goto(`${served.address}/seguridad/`)
  await until(driver, `document.getElementById('erase')?.offsetParent`)
  await driver.click('#erase')
  await until(driver, `/^Listo/.test(document.querySelector('.panel [role=status]').textContent)`)
  same(await driver.run(STORES), [0, 0, 0, 0, 0], 'kept after erasing')
}

/** The parts, in order; each has a collector of its own. */
export const parts: readonly (readonly [name: string, part: (driver: Driver, served: Served) => Promise<void>])[] = [
  ['a code, one minute of questions, a record counted', scanAndAnswer],
  ['the full path with its story, in English', fullPath],
  ['the exit', leave],
  ['reading without scripts', withoutScripts],
  ['keeping for the journey, and the whole journey without a network', withoutNetwork],
]

/** Runs a part on a fresh collector; resolves with why it failed, or undefined. */
export async function tried(driver: Driver, part: (typeof parts)[number][1]): Promise<string | undefined> {
  const served = await serve()
  try {
    await part(driver, served)
    return undefined
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason)
  } finally {
    await served.close()
  }
}
