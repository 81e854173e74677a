/** The text of a story, a guide or a page: whether its marks fit together, which ones it uses, where it leads, and its paragraphs. */
import { mdxToMdast } from 'satteri'
import { textIn } from './mdast.ts'
import { markFaultInWords } from './plain-words.ts'

export interface Mark {
  readonly name: string
  readonly line: number
  readonly attributes: Readonly<Record<string, string>>
}

export interface Link {
  readonly url: string
  readonly line: number
}

export interface Paragraph {
  readonly text: string
  readonly line: number
}

export interface Body {
  readonly faults: readonly { readonly line: number; readonly what: string }[]
  readonly marks: readonly Mark[]
  readonly links: readonly Link[]
  readonly paragraphs: readonly Paragraph[]
}

/** More than these in one text are one muddle. */
const MOST_FAULTS = 12

/** @param body what follows the fields @param before how many lines stand above it */
export function readBody(body: string, before: number): Body {
  const faults: { line: number; what: string }[] = []
  let source = body
  while (faults.length < MOST_FAULTS) {
    try {
      return { faults, ...textIn(mdxToMdast(source), before) }
    } catch (reason) {
      const message = reason instanceof Error ? reason.message : String(reason)
      const fault = faultOf(message, source)
      faults.push({ line: fault.line + before, what: fault.what })
      source = fault.rest
    }
  }
  return { faults, marks: [], links: [], paragraphs: [] }
}

interface Fault {
  readonly line: number
  readonly what: string
  /** The text without what is at fault, so that it hides no other fault and causes none. */
  readonly rest: string
}

/** @param message the parser's: `32:1: Unexpected closing tag …, expected corresponding closing tag for `<Sign>` (30:1) (mdx-jsx:…)` */
function faultOf(message: string, source: string): Fault {
  const [at = '1:1'] = /^\d+:\d+/.exec(message) ?? []
  const [, opening = '', opened = at] = /closing tag for `<([\w.]*)[^`]*` \((\d+:\d+)\)/.exec(message) ?? []
  const [, closing] = /Unexpected closing tag `<\/([\w.]+)/.exec(message) ?? []
  if (opening === '') return { line: placeOf(at).line, what: markFaultInWords(message), rest: edited(source, at, () => '', true) }
  // What closes something further out is right: then the mark inside it was never closed. Else its own name is wrong.
  const isMisspelt = closing !== undefined && countOf(source, `<${closing}`) < countOf(source, `</${closing}>`)
  if (isMisspelt)
    return {
      line: placeOf(at).line,
      what: markFaultInWords(message),
      rest: edited(source, at, (text) => text.replace(/^<\/[^>]*>/, `</${opening}>`)),
    }
  const what = `<${opening}> is opened here and never closed`
  return { line: placeOf(opened).line, what, rest: edited(source, opened, (text) => text.replace(/^<[^>]*>/, '')) }
}

const countOf = (source: string, text: string): number => source.split(text).length - 1

function placeOf(at: string): { line: number; column: number } {
  const [line = 1, column = 1] = at.split(':').map(Number)
  return { line, column }
}

/** The source with the rest of a line changed from a place on; a line that this leaves as it was, or that is to go, goes whole. */
function edited(source: string, at: string, change: (text: string) => string, isWhole = false): string {
  const { line, column } = placeOf(at)
  const lines = source.split('\n')
  const text = lines[line - 1] ?? ''
  const changed = text.slice(0, column - 1) + change(text.slice(column - 1))
  lines[line - 1] = isWhole || changed === text ? '' : changed
  return lines.join('\n')
}
