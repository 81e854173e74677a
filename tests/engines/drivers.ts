/**
 * The three engines behind one small face. Chromium is driven by Playwright, Firefox by puppeteer-core over WebDriver BiDi, WebKitGTK by selenium-webdriver and
 * WebKitWebDriver under Xvfb: all from Debian's packages (run/engines.mjs). Playwright's own Firefox and WebKit are builds that no visitor has.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A page of an engine. Scripts are expressions, and what they give has to be plain data. */
export interface Driver {
  /** Name and version, as the browser says itself. */
  readonly name: string
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** A real click, at the middle of the first element that fits. */
  click(selector: string): Promise<void>
  run<T>(expression: string): Promise<T>
  close(): Promise<void>
}

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const
export type Engine = (typeof ENGINES)[number]

/** What is used of puppeteer-core. The drivers' packages are installed by the command alone, so the rest of the project has to do without their types. */
interface Puppeteer {
  launch(options: object): Promise<{
    version(): Promise<string>
    newPage(): Promise<{
      setViewport(size: object): Promise<void>
      goto(url: string): Promise<unknown>
      reload(): Promise<unknown>
      locator(selector: string): { click(): Promise<void> }
      evaluate(expression: string): Promise<unknown>
    }>
    close(): Promise<void>
  }>
}

/** What is used of selenium-webdriver. */
interface Selenium {
  readonly Builder: new () => {
    usingServer(url: string): InstanceType<Selenium['Builder']>
    withCapabilities(capabilities: object): InstanceType<Selenium['Builder']>
    build(): Promise<{
      get(url: string): Promise<void>
      navigate(): { refresh(): Promise<void> }
      manage(): { window(): { setRect(rect: object): Promise<unknown> } }
      getCapabilities(): Promise<{ getBrowserVersion(): string }>
      findElement(by: unknown): { click(): Promise<void> }
      executeAsyncScript(script: string): Promise<unknown>
      quit(): Promise<void>
    }>
  }
  readonly By: { css(selector: string): unknown }
  readonly Capabilities: new (of: object) => object
}

const load = async <T>(name: 'puppeteer-core' | 'selenium-webdriver'): Promise<T> => (await import(name)) as T

const PHONE = { width: 360, height: 640 }

export const start = (engine: Engine): Promise<Driver> =>
  ({ chromium: startChromium, firefox: startFirefox, webkit: startWebKit })[engine]()

async function startChromium(): Promise<Driver> {
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
  const page = await browser.newPage({ viewport: PHONE })
  return {
    name: `Chromium ${browser.version()}`,
    goto: async (url) => void (await page.goto(url).catch(() => undefined)),
    reload: async () => void (await page.reload().catch(() => undefined)),
    click: (selector) => page.locator(selector).first().click({ noWaitAfter: true }),
    run: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    close: () => browser.close(),
  }
}

async function startFirefox(): Promise<Driver> {
  const { launch } = await load<Puppeteer>('puppeteer-core')
  const browser = await launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      // Nothing is asked of any other network than the test's.
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'network.trr.mode': 5,
    },
  })
  const page = await browser.newPage()
  await page.setViewport(PHONE)
  return {
    name: (await browser.version()).replace('/', ' '),
    goto: async (url) => void (await page.goto(url).catch(() => undefined)),
    reload: async () => void (await page.reload().catch(() => undefined)),
    click: async (selector) => {
      await page.locator(selector).click()
    },
    run: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    close: () => browser.close(),
  }
}

async function startWebKit(): Promise<Driver> {
  const { Builder, By, Capabilities } = await load<Selenium>('selenium-webdriver')
  const started: ChildProcess[] = []
  const end = (): void => {
    for (const child of started) child.kill()
  }
  try {
    const display = process.env.DISPLAY ?? (await startXvfb(started))
    const port = await freePort()
    started.push(spawn('WebKitWebDriver', [`--port=${port}`], { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' }))
    await answers(port)
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
      .build()
    await driver.manage().window().setRect({ x: 0, y: 0, width: 400, height: 760 })
    const version = (await driver.getCapabilities()).getBrowserVersion()
    return {
      name: `WebKitGTK ${version}`,
      // A dead server raises no error here: what is on the page tells.
      goto: (url) => driver.get(url).catch(() => undefined),
      reload: () =>
        driver
          .navigate()
          .refresh()
          .catch(() => undefined),
      click: async (selector) => driver.findElement(By.css(selector)).click(),
      run: async <T>(expression: string) => {
        const script = `const done = arguments[0]; Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }))`
        const { value, error } = (await driver.executeAsyncScript(script)) as { value?: T; error?: string }
        if (error !== undefined) throw new Error(error)
        return value as T
      },
      close: async () => {
        await driver.quit().catch(() => undefined)
        end()
      },
    }
  } catch (reason) {
    end()
    throw reason
  }
}

/** Starts a screen that nobody sees; gives its name. It says the number itself once it is ready. */
async function startXvfb(started: ChildProcess[]): Promise<string> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  started.push(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    child.stdio[3]?.once('data', (text) => resolve(`:${String(text).trim()}`))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until the driver takes commands. */
async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('WebKitWebDriver does not answer')
}
