/**
 * The files of `content/` as they are written: what they hold, and on which line each field stands.
 *
 * A file that cannot be read is a mistake, told at its line in words for somebody who is no programmer. Of a list each entry is read for itself then, so that one
 * broken entry hides no mistake of the others.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { lineOf, type Mistake } from './mistake.ts'
import { jsonFaultInWords, yamlFaultInWords } from './plain-words.ts'

type Path = readonly PropertyKey[]

export interface Written {
  readonly value: unknown
  /** The line of a field, or of what holds it where the field is not there. */
  readonly lines: (path: Path) => number | undefined
}

/** A file's text as editors on any system save it: with one kind of line end, and no mark at its beginning. */
export function textOf(root: string, file: string): string {
  const path = join(root, file)
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .replace(/^\u{FEFF}/u, '')
        .replaceAll('\r\n', '\n')
    : ''
}

/** The lines between the `---` lines of a page, and what follows them. */
export function partsOf(text: string): { readonly head: string; readonly body: string; readonly before: number } | undefined {
  const [whole, head = '', closing = ''] = /^---\n([\s\S]*?)^(---)[ \t]*(?:\n|$)/m.exec(text) ?? []
  if (whole === undefined || closing === '' || !text.startsWith('---\n')) return undefined
  return { head, body: text.slice(whole.length), before: whole.split('\n').length - 1 }
}

/** A YAML file, or the lines above a page's text. @param mistakes grows by what cannot be read */
export function readWritten(root: string, file: string, mistakes: Mistake[]): Written | undefined {
  const text = textOf(root, file)
  if (!file.endsWith('.mdx')) return parsed(text, 0, file, mistakes)
  const parts = partsOf(text)
  if (parts) return parsed(parts.head, 1, file, mistakes)
  const isOpen = text.startsWith('---\n')
  const what = isOpen
    ? 'the second --- line is missing: it ends the fields above the text'
    : 'has to begin with --- on a line of its own; the fields (title and the rest) follow, and --- again'
  mistakes.push({ file, line: 1, what })
  return undefined
}

/** A list's entries, those that can be read; each with its own lines. */
export function readEntries(root: string, file: string, mistakes: Mistake[]): Written[] {
  const text = textOf(root, file)
  const own: Mistake[] = []
  const all = parsed(text, 0, file, own)
  if (all && Array.isArray(all.value))
    return all.value.map((value: unknown, at) => ({ value, lines: (path) => all.lines([at, ...path]) }))
  if (all) {
    if (text.replace(/^\s*#.*$/gm, '').trim() !== '') mistakes.push({ file, what: 'is no list: each entry begins with “- ”' })
    return []
  }
  const found: Mistake[] = []
  const entries = chunksOf(text).flatMap(({ chunk, before }) => {
    const entry = parsed(chunk, before, file, found)
    const [value] = Array.isArray(entry?.value) ? entry.value : []
    return entry && value !== undefined ? [{ value, lines: (path: Path) => entry.lines([0, ...path]) }] : []
  })
  mistakes.push(...(found.length > 0 ? found : own))
  return entries
}

/** The ids of a list as they stand there, also of entries that cannot be read: nobody shall be told that they are missing. */
export function idsWritten(root: string, file: string): string[] {
  return [...textOf(root, file).matchAll(/^ *-\s+(?:\{\s*)?id:\s*["']?([\w-]+)/gm)].map(([, id = '']) => id)
}

function chunksOf(text: string): { readonly chunk: string; readonly before: number }[] {
  const lines = text.split('\n')
  const starts = lines.flatMap((line, at) => (/^-(?:\s|$)/.test(line) ? at : []))
  return starts.map((start, at) => ({ chunk: lines.slice(start, starts[at + 1]).join('\n'), before: start }))
}

function parsed(text: string, before: number, file: string, mistakes: Mistake[]): Written | undefined {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const [first, ...rest] = document.errors
  const fault = (error: typeof first) => {
    if (!error) return
    const line = yamlLine(error.code, text, counter.linePos(error.pos[0]).line)
    mistakes.push({
      file,
      line: line + before,
      what: yamlFaultInWords(error.code, error.message, text.split('\n')[line - 1] ?? ''),
    })
  }
  fault(first)
  // A field that stands twice does not keep the rest from being read.
  if (first && first.code !== 'DUPLICATE_KEY') return undefined
  for (const error of rest.filter(({ code }) => code === 'DUPLICATE_KEY')) fault(error)
  try {
    return { value: document.toJS(), lines: (path) => lineIn(document, counter, path, before) }
  } catch (reason) {
    mistakes.push({ file, line: before + 1, what: reason instanceof Error ? reason.message : String(reason) })
    return undefined
  }
}

/** A quote that is not closed is found out at the end of the file; it is mended where it was opened. */
function yamlLine(code: string, text: string, line: number): number {
  if (code !== 'MISSING_CHAR') return line
  const lines = text.split('\n')
  const quotes = (each: string) => each.replace(/\\./g, '').match(/"/g)?.length ?? 0
  const open = lines.findIndex((each) => quotes(each) % 2 === 1)
  return open < 0 ? Math.min(line, lines.length) : open + 1
}

function lineIn(document: Document, counter: LineCounter, path: Path, before: number): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    const key = keyLine(document, counter, path.slice(0, length))
    if (key !== undefined) return key + before
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line + before
  }
  return undefined
}

/** Where a field's name stands: its value may begin on a later line. */
function keyLine(document: Document, counter: LineCounter, path: Path): number | undefined {
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(holder)) return undefined
  const key = holder.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === path.at(-1))
  return isScalar(key) && key.range ? counter.linePos(key.range[0]).line : undefined
}

/** More than these in one file are one muddle. */
const MOST_FAULTS = 20

/**
 * A file of words (JSON). One that cannot be read is read on from each slip as it was meant, so that all of them are told in one run, and what is missing too.
 * @returns undefined where too much is wrong
 */
export function readWords(root: string, file: string, mistakes: Mistake[]): Record<string, unknown> | undefined {
  let text = textOf(root, file)
  for (let faults = 0; faults < MOST_FAULTS; faults++) {
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
      mistakes.push(...repeatedWords(text).map((fault) => ({ file, ...fault })))
      return value as Record<string, unknown>
    } catch (reason) {
      const fault = jsonFaultInWords(text, reason)
      mistakes.push({ file, ...fault })
      const lines = text.split('\n')
      lines[fault.line - 1] = asMeant(lines[fault.line - 1] ?? '', !/^\s*\}/.test(lines[fault.line] ?? '}'))
      text = lines.join('\n') + (/breaks off/.test(fault.what) ? '\n}' : '')
    }
  }
  return undefined
}

/** A line of a file of words with its quotes and its comma put right: `"name": "text",`. */
function asMeant(line: string, hasNext: boolean): string {
  const [, key, value = ''] = /^\s*["“]?([\w.-]+)["”]?\s*:\s*(.*?)\s*,?\s*$/.exec(line) ?? []
  if (key === undefined || /^[[{]/.test(value)) return ''
  const text = value.replace(/^["“]|["”]$/g, '').replace(/\\?"/g, '\\"')
  return `  "${key}": "${text}"${hasNext ? ',' : ''}`
}

/** A word that stands twice would silently win over the first. */
function repeatedWords(text: string): { line: number; what: string }[] {
  const keys = [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(({ 1: key = '', index }) => ({ key, index }))
  return keys
    .filter(({ key }, at) => keys.findIndex((each) => each.key === key) !== at)
    .map(({ key, index }) => ({ line: text.slice(0, index).split('\n').length, what: `"${key}" stands twice in this file` }))
}

/** The line of a word by its dotted key, or of the first part of it that is there. */
export function lineOfWord(text: string, key: string): number | undefined {
  return lineOf(`"${key}":`, text) ?? lineOf(`"${key.split('.')[0]}":`, text)
}
