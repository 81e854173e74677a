/** A tablet with a kiosk on it: a real browser on a folder of its own, which can be killed as a power cut would, and comes up again with what was on the disk. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page } from '@playwright/test'
import type { Counters } from '../browser/expected.ts'

const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium'
const PIN = '4711'

export class Tablet {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kiosk-'))
  readonly #url: string
  readonly #prepare: (page: Page) => Promise<void>
  #process: ChildProcess | undefined
  #browser: Browser | undefined
  page!: Page

  /** @param url the kiosk's page @param prepare for each page that is opened, before it is */
  constructor(url: string, prepare: (page: Page) => Promise<void> = async () => undefined) {
    this.#url = url
    this.#prepare = prepare
  }

  /** A run that breaks off leaves no browser behind. */
  readonly #endWithUs = () => {
    if (this.#process?.pid !== undefined) process.kill(-this.#process.pid, 'SIGKILL')
  }

  async start(): Promise<void> {
    rmSync(join(this.#folder, 'DevToolsActivePort'), { force: true })
    this.#process = spawn(
      CHROMIUM,
      [
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.#folder}`,
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--hide-crash-restore-bubble',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--window-size=800,1280',
        'about:blank',
      ],
      // A group of its own: the browser is many processes, and all of them go at once.
      { detached: true, stdio: 'ignore' },
    )
    process.once('exit', this.#endWithUs)
    this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${await this.#port()}`)
    const context = this.#browser.contexts()[0]
    if (!context) throw new Error('the browser has no context')
    this.page = context.pages()[0] ?? (await context.newPage())
    await this.#prepare(this.page)
    await this.page.goto(this.#url)
  }

  async #port(): Promise<string> {
    const file = join(this.#folder, 'DevToolsActivePort')
    for (let look = 0; look < 200; look++) {
      const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
      if (port) return port
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the browser does not come up')
  }

  /** `kill -9` of all of it. */
  async kill(): Promise<void> {
    const { pid } = this.#process ?? {}
    if (pid === undefined) return
    process.removeListener('exit', this.#endWithUs)
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve))
    process.kill(-pid, 'SIGKILL')
    await ended
    this.#process = undefined
    await this.#browser?.close().catch(() => undefined)
  }

  async restart(): Promise<void> {
    await this.kill()
    await this.start()
  }

  async close(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Makes it a kiosk. `code` is a pairing code, or empty where there is no collector. */
  async setUp(venue: string, code = ''): Promise<void> {
    const form = this.page.locator('#kiosk form')
    if (code) await form.locator('[name=code]').fill(code)
    else await form.locator('[name=venue]').selectOption(venue)
    for (const name of ['pin', 'again']) await form.locator(`[name=${name}]`).fill(PIN)
    await form.locator('button[type=submit]').click()
    await expect(this.page.locator('.rest')).toBeVisible({ timeout: 60_000 })
  }

  async toPanel(): Promise<void> {
    await this.page.locator('.staff-way button').click()
    await this.page.locator('[name=pin]').fill(PIN)
    await this.page.locator('[name=pin]').press('Enter')
    await expect(this.page.locator('.kiosk-panel')).toBeVisible({ timeout: 60_000 })
  }

  /** What the staff's screen shows, in its order: finished today, began today, counted, released, held. */
  async sums(): Promise<number[]> {
    await expect(this.page.locator('.sums dd')).toHaveCount(6, { timeout: 60_000 })
    const texts = await this.page.locator('.sums dd').allTextContents()
    return texts.slice(0, 5).map((text) => Number(text.replace(/\D/g, '')))
  }

  /** Exports by the staff's own button; gives the file's text. */
  async export(): Promise<string> {
    return this.#saved('.kiosk-panel .actions .button')
  }

  /** Closes the tally; gives the file's text. */
  async closeTally(): Promise<string> {
    await this.page.locator('.kiosk-panel > p > .button-quiet').click()
    return this.#saved('.kiosk-panel section.panel .button')
  }

  /** The page hands the file over as a blob; its text is taken from there, since a browser on its own has no folder for downloads here. */
  async #saved(button: string): Promise<string> {
    await this.page.evaluate(() => {
      const kept = window as unknown as { saved?: Promise<string> }
      kept.saved = new Promise((resolve) => {
        const make = URL.createObjectURL
        URL.createObjectURL = (blob: Blob) => {
          URL.createObjectURL = make
          resolve(blob.text())
          return make(blob)
        }
      })
    })
    await this.page.locator(button).first().click()
    return this.page.evaluate(() => (window as unknown as { saved: Promise<string> }).saved)
  }

  async toRest(): Promise<void> {
    await this.page.locator('.kiosk-panel .actions .button-quiet').first().click()
    await expect(this.page.locator('.rest')).toBeVisible({ timeout: 60_000 })
  }

  /** The counters on the disk, read past the product: live, and of them what the gate has spent. Days of footfall are added up. */
  async stored(): Promise<{ live: Counters; spent: Counters }> {
    const texts = await this.page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const request = indexedDB.open('kiosk')
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            const all = request.result.transaction('twin').objectStore('twin').getAll()
            all.onsuccess = () => {
              request.result.close()
              resolve(all.result.map(({ text }: { text: string }) => text))
            }
          }
        }),
    )
    const newest = new Map<
      string,
      { sequence: number; value: { live: Record<string, number>; memory: { spent: Record<string, number> } } }
    >()
    for (const text of texts) {
      const { name, sequence, value } = JSON.parse(text)
      if (name !== 'kiosk' && (newest.get(name)?.sequence ?? 0) < sequence) newest.set(name, { sequence, value })
    }
    const of = (which: 'live' | 'spent') =>
      Object.fromEntries(
        [...newest].map(([name, { value }]) => [name, undated(which === 'live' ? value.live : value.memory.spent)]),
      )
    return { live: of('live'), spent: of('spent') }
  }
}

/** `f:scan:2026-11-28` → `f:scan`. */
export function undated(tally: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const [key, n] of Object.entries(tally)) {
    const name = key.replace(/^(f:\w+):.*/, '$1')
    sum[name] = (sum[name] ?? 0) + n
  }
  return sum
}
