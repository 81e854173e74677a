/** Something wrong in the content: where an editor finds it, and what it is. */
export interface Mistake {
  /** From the project's root: `content/helplines.yaml`. */
  readonly file: string
  readonly line?: number | undefined
  readonly what: string
}

export const inWords = ({ file, line, what }: Mistake): string => `${file}${line === undefined ? '' : `:${line}`}: ${what}`

/** The line (from 1) on which a text first stands, if it does. */
export function lineOf(text: string, source: string): number | undefined {
  const at = source.indexOf(text)
  return at < 0 ? undefined : source.slice(0, at).split('\n').length
}

/** File by file, and in each from its first line on: the order in which they are mended. */
export function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  return [...mistakes].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0)))
}
