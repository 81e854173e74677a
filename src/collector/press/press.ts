/**
 * Prints sheets as PDF files with one browser: each page of it holds the styles and the letters once, and gets one sheet after another to print. What is
 * written is whole: a file comes under its name when its last byte is there.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { formOf } from '../../print/form.ts'
import type { PrintedWords } from '../../print/printed-words.ts'
import { type Sheet, sheetHtml } from '../../print/sheet.ts'
import { type Browser, type BrowserPage, startChromium } from './chromium.ts'

export interface PrintJob {
  /** The file's name, without a folder. */
  readonly name: string
  /** The document's title, as readers and screen readers show it. */
  readonly title: string
  readonly sheet: Sheet
}

/** Pages of the browser that print side by side: more than there are cores only wait for one another. */
const HANDS = 2

/** The letters: the two faces of the campaign, which come with the packages and stand in every file. */
const FACES = [
  { family: 'Alegreya', style: 'italic', weight: 500, file: 'alegreya/files/alegreya-latin-500-italic.woff2' },
  { family: 'Alegreya Sans', style: 'normal', weight: 500, file: 'alegreya-sans/files/alegreya-sans-latin-500-normal.woff2' },
  { family: 'Alegreya Sans', style: 'normal', weight: 700, file: 'alegreya-sans/files/alegreya-sans-latin-700-normal.woff2' },
  { family: 'Alegreya Sans', style: 'normal', weight: 800, file: 'alegreya-sans/files/alegreya-sans-latin-800-normal.woff2' },
] as const

function faceRule({ family, style, weight, file }: (typeof FACES)[number]): string {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`@fontsource/${file}`))
  return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};src:url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2")}`
}

/** The document that sheets are put into. */
function blankPaper(): string {
  const looks = readFileSync(join(import.meta.dirname, '../../print/sheet.css'), 'utf8')
  return `<!doctype html><html><head><meta charset="utf-8"><title></title><style>${FACES.map(faceRule).join('')}${looks}html,body{margin:0}</style><style id="paper"></style></head><body></body></html>`
}

/** An instruction to the page, as an expression: puts a sheet in place of the last one, and waits for its letters. */
function placed(html: string, title: string, sheet: Sheet): string {
  const { width, height } = formOf(sheet.form)
  const language = sheet.tongue === 'en' ? 'en' : 'es'
  const values = JSON.stringify({ html, title, language, paper: `@page{size:${width}mm ${height}mm;margin:0}` })
  return `(async ({ html, title, language, paper }) => {
    document.title = title
    document.documentElement.lang = language
    document.getElementById('paper').textContent = paper
    document.body.innerHTML = html
    await document.fonts.ready
    const crowded = [...document.querySelectorAll('.piece')].some((piece) => {
      const edge = piece.getBoundingClientRect()
      const code = piece.querySelector('.p-qr').getBoundingClientRect()
      const foot = piece.querySelector('.p-foot').getBoundingClientRect()
      const meet = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
      const isOutside = ({ left, top, right, bottom }) =>
        left < edge.left - 1 || top < edge.top - 1 || right > edge.right + 1 || bottom > edge.bottom + 1
      const lines = [...piece.querySelectorAll('p, li, h1, h2')].filter((line) => line.getClientRects().length > 0)
      return (
        piece.scrollHeight > piece.clientHeight + 1 || isOutside(code) || isOutside(foot) || meet(code, foot) ||
        lines.some((line) => {
          const place = line.getBoundingClientRect()
          return isOutside(place) || meet(place, code) || (meet(place, foot) && line.closest('.p-foot') === null)
        })
      )
    })
    return !crowded
  })(${values})`
}

/**
 * Prints all jobs into a folder. `onDone` hears of each file. Throws at the first sheet that cannot be printed, naming it; files that are there then are whole.
 * @param browserPath a Chromium
 */
export async function printSheets(
  jobs: readonly PrintJob[],
  {
    words,
    folder,
    browserPath,
    onStart,
    onDone,
  }: {
    words: PrintedWords
    folder: string
    browserPath: string
    onStart?: (browser: Browser) => void
    onDone?: (job: PrintJob, bytes: number) => void
  },
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const browser = await startChromium(browserPath)
  const stop = (signal: NodeJS.Signals) => void browser.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let next = 0
  let failed = false
  const work = async (page: BrowserPage): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined && !failed; job = jobs[next++]) {
      const bytes = await printed(page, job, words).catch((error: Error) => {
        failed = true
        throw new Error(`${job?.name}: ${error.message}`)
      })
      writeWhole(join(folder, job.name), bytes)
      onDone?.(job, bytes.length)
    }
  }
  try {
    onStart?.(browser)
    const paper = blankPaper()
    const pages = await Promise.all(Array.from({ length: Math.min(HANDS, jobs.length) }, () => browser.page(paper)))
    await Promise.all(pages.map(work))
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await browser.close()
  }
}

async function printed(page: BrowserPage, { title, sheet }: PrintJob, words: PrintedWords): Promise<Buffer> {
  const fits = await page.evaluate(placed(sheetHtml(words, sheet), title, sheet))
  if (fits !== true)
    throw new Error('its words do not fit on the piece; shorten them in content/print.yaml, or the name of the venue')
  return page.pdf()
}

function writeWhole(file: string, bytes: Buffer): void {
  try {
    writeFileSync(`${file}.part`, bytes)
    renameSync(`${file}.part`, file)
  } catch (error) {
    rmSync(`${file}.part`, { force: true })
    throw error
  }
}
