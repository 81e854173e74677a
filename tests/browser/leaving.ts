/** What somebody sees who presses the exit: the page before, the everyday page after, and every frame in between. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { parse } from 'yaml'
import type { Language } from './content.ts'

const campaign = parse(readFileSync(join(import.meta.dirname, '..', '..', 'content', 'campaign.yaml'), 'utf8'))

/** Where the exit leads. */
export const NEUTRAL: Record<Language, string> = campaign.exit
/** Where the visitor was before she came. */
export const BEFORE = 'https://before.example/'

export interface Elsewhere {
  /** Keeps the everyday page from answering until it is called again with false. */
  hold(isHeld: boolean): void
  /** When it was asked for (Unix time in ms), with which referrer. */
  readonly asked: { readonly at: number; readonly referrer: string | undefined }[]
}

/** Answers for the two other sites, so that no test needs a network. */
export async function elsewhere(context: BrowserContext): Promise<Elsewhere> {
  const asked: Elsewhere['asked'] = []
  let free: () => void = () => undefined
  let held = Promise.resolve()
  const html = (title: string) => ({ contentType: 'text/html', body: `<!doctype html><title>${title}</title><h1>${title}</h1>` })
  await context.route(`${BEFORE}**`, (route) => route.fulfill(html('before')))
  for (const address of new Set(Object.values(NEUTRAL).map((url) => new URL(url).origin)))
    await context.route(`${address}/**`, async (route) => {
      asked.push({ at: Date.now(), referrer: route.request().headers().referer })
      await held
      await route.fulfill(html('weather')).catch(() => undefined)
    })
  return {
    asked,
    hold: (isHeld) => {
      free()
      if (isHeld)
        held = new Promise((resolve) => {
          free = resolve
        })
    },
  }
}

export interface Watched {
  /** Whether the first frame that was drawn after the tap still had anything of the page. */
  readonly isCovered: boolean
  /** Tasks of other scripts that ran between the tap and that frame. */
  readonly tasksBetween: number
  /** What the tap's handlers took, and from there to that frame being laid out, in ms. */
  readonly handling: number
  readonly toFrame: number
}

/** Watches from within the first frame after the next tap. The page tells by itself: one that is on its way out may not answer questions. */
export async function watch(page: Page): Promise<{ readonly seen: Promise<Watched> }> {
  let tell: (watched: Watched) => void
  const seen = new Promise<Watched>((resolve) => {
    tell = resolve
  })
  await page.exposeFunction('tellWatched', (watched: Watched) => tell(watched))
  await page.evaluate(() => {
    const all = window as unknown as { tasks?: number; tellWatched(watched: Watched): void }
    addEventListener(
      'click',
      () => {
        const begun = performance.now()
        const tasks = all.tasks ?? 0
        let handled = begun
        // The window hears of it last.
        addEventListener('click', () => {
          handled = performance.now()
        })
        requestAnimationFrame(() => {
          const parts = [0.02, 0.25, 0.5, 0.75, 0.98]
          const shown = parts.flatMap((x) => parts.flatMap((y) => document.elementsFromPoint(x * innerWidth, y * innerHeight)))
          all.tellWatched({
            isCovered: shown.every((element) => element === document.documentElement) && !document.body?.innerText,
            tasksBetween: (all.tasks ?? 0) - tasks,
            handling: handled - begun,
            toFrame: performance.now() - handled,
          })
        })
      },
      { capture: true, once: true },
    )
  })
  return { seen }
}

/** How many colours are on screen. One is an empty page. */
export async function coloursOn(page: Page, scratch: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'png' })
  return scratch.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d') as OffscreenCanvasRenderingContext2D
    context.drawImage(image, 0, 0)
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size
  }, data)
}

/** Gives the page's processor a fraction of its speed; what is returned gives it the whole again. */
export async function slowDown(page: Page, times: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })
  return () => devtools.detach()
}
