/**
 * Files of case counts that staff keep: `data/monitoring/`, with a manifest that says of each where it comes from, when it was taken and what its hash is.
 *
 * A file is checked before it is kept, and kept byte for byte. It gets a name of its own, since sources publish the same file again with other figures. The
 * manifest is written last: what it names is there whole. One lock keeps two commands from writing it at once.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { LAYOUTS, type Layout, layoutOf, readCaseFile, textOf } from '../monitoring/file.ts'
import { asDate, type Mistake } from '../monitoring/table.ts'

export interface KeptFile {
  /** Its name in the folder. */
  readonly file: string
  /** The name that it came with. */
  readonly original: string
  readonly layout: Layout
  readonly source: string
  /** Day on which it was taken from its source, YYYY-MM-DD. */
  readonly extracted: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

const MANIFEST = 'manifest.json'
const LOCK = 'manifest.lock'
const VERSION = 1

const folderIn = (data: string): string => join(data, 'monitoring')
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface CaseFileAsked {
  /** Path. */
  readonly file: string
  readonly source: string
  readonly extracted: string
  /** Found out where it is not given. */
  readonly layout?: string
}

export type Kept =
  | { readonly kind: 'kept'; readonly entry: KeptFile }
  | { readonly kind: 'already-kept'; readonly entry: KeptFile }
  | { readonly kind: 'refused'; readonly mistakes: readonly Mistake[] }

/** Checks a file and keeps it; one with any mistake is not kept. `today` is YYYY-MM-DD. Throws where what was asked makes no sense. */
export function keepCaseFile(data: string, asked: CaseFileAsked, today: string): Kept {
  const source = asked.source.trim()
  if (source === '') throw new Error('--source is empty; say who gave the file, or its address')
  if ('reason' in asDate(asked.extracted))
    throw new Error(`--extracted is "${asked.extracted}"; write the day on which the file was taken as YYYY-MM-DD`)
  if (asked.extracted > today) throw new Error(`--extracted is ${asked.extracted}, a day that has not been yet (today is ${today})`)
  const bytes = readFileSync(asked.file)
  const text = textOf(bytes)
  const layout = layoutAsked(asked, text)
  const read = readCaseFile(text, layout, asked.extracted)
  if (read.kind === 'refused') return read
  const sha256 = hashOf(bytes)
  return locked(data, () => {
    const kept = readManifest(data)
    const same = kept.find((entry) => entry.sha256 === sha256)
    if (same) return { kind: 'already-kept', entry: same }
    const original = basename(asked.file)
    const file = `${asked.extracted}_${sha256.slice(0, 12)}_${original.replace(/[^\w.-]+/g, '-').slice(-60)}`
    const entry: KeptFile = {
      file,
      original,
      layout,
      source,
      extracted: asked.extracted,
      rows: read.rows,
      bytes: bytes.length,
      sha256,
    }
    writeWhole(folderIn(data), file, bytes)
    writeWhole(folderIn(data), MANIFEST, Buffer.from(`${JSON.stringify({ version: VERSION, files: [...kept, entry] }, null, 2)}\n`))
    return { kind: 'kept', entry }
  })
}

function layoutAsked({ layout, file }: CaseFileAsked, text: string): Layout {
  if (layout !== undefined) {
    const known = LAYOUTS.find((one) => one === layout)
    if (!known) throw new Error(`there is no layout "${layout}"; known are ${LAYOUTS.join(', ')}`)
    return known
  }
  const found = layoutOf(text)
  if (!found) throw new Error(`${file} has the columns of no known layout (${LAYOUTS.join(', ')}); is its first line the header?`)
  return found
}

/** What is kept, in the order in which it was added. Throws where the manifest cannot be read: nothing is guessed, nothing written over. */
export function readManifest(data: string): readonly KeptFile[] {
  const path = join(folderIn(data), MANIFEST)
  if (!existsSync(path)) return []
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const { version, files } = Object(manifest)
    if (version !== VERSION || !Array.isArray(files) || !files.every(isEntry)) throw new Error('it has another form')
    return files
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as Error).message}). Put its backup back; the files beside it are untouched.`)
  }
}

const isEntry = (value: unknown): value is KeptFile => {
  const { file, original, layout, source, extracted, rows, bytes, sha256 } = Object(value)
  return (
    [file, original, source, extracted].every((text) => typeof text === 'string') &&
    LAYOUTS.includes(layout) &&
    [rows, bytes].every(Number.isSafeInteger) &&
    /^[0-9a-f]{64}$/.test(sha256)
  )
}

export type Verdict = 'good' | 'missing' | 'changed' | 'not-listed'

/** Whether each file is there and is what it was; and what lies in the folder that no entry names. */
export function verifyCaseFiles(data: string): readonly { readonly file: string; readonly verdict: Verdict }[] {
  const kept = readManifest(data)
  const listed = kept.map(({ file, sha256 }) => {
    const path = join(folderIn(data), file)
    if (!existsSync(path)) return { file, verdict: 'missing' as const }
    return { file, verdict: hashOf(readFileSync(path)) === sha256 ? ('good' as const) : ('changed' as const) }
  })
  const names = new Set([MANIFEST, LOCK, ...kept.map(({ file }) => file)])
  const there = existsSync(folderIn(data)) ? readdirSync(folderIn(data)) : []
  return [...listed, ...there.filter((file) => !names.has(file)).map((file) => ({ file, verdict: 'not-listed' as const }))]
}

/** The file's contents are on the disk before its name is. */
function writeWhole(folder: string, name: string, bytes: Uint8Array): void {
  const part = join(folder, `${name}.part`)
  try {
    const file = openSync(part, 'w', 0o600)
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, join(folder, name))
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  const directory = openSync(folder, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

function locked<T>(data: string, work: () => T): T {
  mkdirSync(folderIn(data), { recursive: true, mode: 0o700 })
  const path = join(folderIn(data), LOCK)
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Error(`another command is adding a file. If none is running, one was cut off: remove ${path}.`)
  }
  try {
    return work()
  } finally {
    rmSync(path, { force: true })
  }
}
