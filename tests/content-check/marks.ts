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
      const [, opened] = /\((\d+:\d+)\)(?=[^(]*\(mdx)/.exec(message) ?? []
      const isUnclosed = /Expected a closing tag/.test(message)
      const [line = 1, column = 1] = ((isUnclosed ? opened : undefined) ?? /^\d+:\d+/.exec(message)?.[0] ?? '1:1')
        .split(':')
        .map(Number)
      faults.push({ line: line + before, what: markFaultInWords(message) })
      source = without(source, line, column, message)
    }
  }
  return { faults, marks: [], links: [], paragraphs: [] }
}

/** The text as it would be read on from a fault: the mark at fault is taken out, and so hides no other and causes none. */
function without(source: string, line: number, column: number, message: string): string {
  const lines = source.split('\n')
  const text = lines[line - 1] ?? ''
  const rest = text.slice(column - 1)
  const mended = /Unexpected closing tag/.test(message)
    ? rest.replace(/^<\/[^>]*>/, `</${/closing tag for `<([\w.]*)/.exec(message)?.[1] ?? ''}>`)
    : /Expected a closing tag/.test(message)
      ? rest.replace(/^<[^>]*>/, '')
      : undefined
  lines[line - 1] = mended === undefined || mended === rest ? '' : text.slice(0, column - 1) + mended
  return lines.join('\n')
}
