/**
 * A Chromium of this machine, driven over a pipe: the few words of its protocol (CDP) that printing takes, so that a machine which prints needs a browser and
 * no further package. Nothing is listened on, and nothing of a profile is kept.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** How long a browser may take for one answer: a sheet takes a tenth of a second. */
const ANSWER_MS = 60_000

/** The browser of `CHROME_PATH`, or the first on PATH. Throws, saying what to install, where there is none. */
export function chromiumPath(env: NodeJS.ProcessEnv): string {
  const isProgram = (path: string): boolean => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  const given = env.CHROME_PATH
  if (given !== undefined && given !== '') {
    if (isProgram(given)) return given
    throw new Error(`CHROME_PATH names ${given}, which is no program`)
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
  if (found === undefined)
    throw new Error(
      'PDFs are drawn by Chromium or Chrome, and there is none here. Install one (Debian: apt-get install chromium), or name it in CHROME_PATH. The page /equipo/imprimir/ prints from any browser.',
    )
  return found
}

export interface Browser {
  readonly pid: number
  /** A new page, with this document in it. */
  page(html: string): Promise<BrowserPage>
  /** Ends the browser and removes what it wrote. */
  close(): Promise<void>
}

export interface BrowserPage {
  /** Runs an expression in the page and waits for what it promises. */
  evaluate(expression: string): Promise<unknown>
  /** What the page prints, as PDF: tagged, with an outline of its headings, on the paper that its styles name. */
  pdf(): Promise<Buffer>
}

interface Answer {
  readonly id?: number
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

export async function startChromium(path: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'press-'))
  const child = spawn(
    path,
    [
      '--headless=new',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--disable-gpu',
      '--disable-extensions',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      // Containers' root has no sandbox to give; the page is ours, and asks nobody for anything.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    // A group of its own: ending it ends the browser's helpers too, and Ctrl-C is ours to deal with.
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], detached: true },
  )
  const send = connection(child)
  const close = async () => {
    await ended(child)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    await send('Browser.getVersion')
  } catch (error) {
    await close()
    throw error
  }
  return { pid: child.pid ?? 0, page: (html) => openPage(send, html), close }
}

type Send = (method: string, params?: object, session?: string) => Promise<Record<string, unknown>>

/** Messages are JSON with a zero byte behind each. */
function connection(child: ChildProcess): Send {
  const input = child.stdio[3] as Writable
  const output = child.stdio[4] as Readable
  const waiting = new Map<number, { resolve: (value: Record<string, unknown>) => void; reject: (reason: Error) => void }>()
  let said = ''
  let end: Error | undefined
  let last = 0
  const fail = (reason: Error) => {
    end ??= reason
    for (const { reject } of waiting.values()) reject(end)
    waiting.clear()
  }
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2000)
  })
  child.on('error', (error) => fail(new Error(`${child.spawnfile} does not start: ${error.message}`)))
  child.on('exit', (code, signal) => {
    const words = said.trim().split('\n').at(-1) ?? ''
    fail(new Error(`the browser ended (${signal ?? `code ${code}`})${words && `: ${words}`}`))
  })
  input.on('error', (error) => fail(new Error(`the browser does not listen: ${error.message}`)))
  let parts: Buffer[] = []
  output.on('data', (chunk: Buffer) => {
    let from = 0
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, from)) {
      parts.push(chunk.subarray(from, at))
      const { id, result, error } = JSON.parse(Buffer.concat(parts).toString()) as Answer
      parts = []
      from = at + 1
      const waiter = id === undefined ? undefined : waiting.get(id)
      if (id === undefined || !waiter) continue
      waiting.delete(id)
      if (error) waiter.reject(new Error(`the browser refused: ${error.message}`))
      else waiter.resolve(result ?? {})
    }
    parts.push(chunk.subarray(from))
  })
  return (method, params = {}, sessionId) => {
    if (end) return Promise.reject(end)
    const id = ++last
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(id)
        reject(new Error(`the browser gave no answer to ${method} within ${ANSWER_MS / 1000} s`))
      }, ANSWER_MS)
      waiting.set(id, {
        resolve: (value) => {
          clearTimeout(limit)
          resolve(value)
        },
        reject: (reason) => {
          clearTimeout(limit)
          reject(reason)
        },
      })
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
    })
  }
}

async function openPage(send: Send, html: string): Promise<BrowserPage> {
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const call = (method: string, params?: object) => send(method, params, String(sessionId))
  const { frameTree } = (await call('Page.getFrameTree')) as { frameTree: { frame: { id: string } } }
  await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html })
  return {
    async evaluate(expression) {
      const { result, exceptionDetails } = (await call('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })) as { result: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } }
      if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
      return result.value
    },
    async pdf() {
      const { data } = await call('Page.printToPDF', {
        printBackground: true,
        preferCSSPageSize: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      })
      return Buffer.from(String(data), 'base64')
    },
  }
}

/** Ends the browser with all its helpers, and waits until it is gone. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      resolve()
    }
  })
}
