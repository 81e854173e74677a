/** What parsers and schemas complain of, said to somebody who edits text and is no programmer. */

const YAML: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the spaces at the beginning of this line do not fit the lines above, or a } or ] is missing before it',
  TAB_AS_INDENT: 'begins with a tab; use spaces',
  DUPLICATE_KEY: 'this field stands twice',
  BLOCK_AS_IMPLICIT_KEY:
    'a text with a colon in it, or a line with too many spaces before it: put quotes round the text, or mend the spaces',
  MULTILINE_IMPLICIT_KEY: 'is no field: a field is its name, a colon, a space and the text',
  BAD_SCALAR_START: 'a text that begins with this mark needs quotes round it',
  BAD_DQ_ESCAPE: 'a backslash in a text with quotes: leave it out, or write it twice',
  UNEXPECTED_TOKEN: 'the text goes on after its closing quote: write \\" for a quote inside a text, or use “ ” or « »',
  MISSING_CHAR: 'a colon and a text are missing after this field’s name',
}

/** @param line the line itself, since a quote that is not closed is told more plainly */
export function yamlFaultInWords(code: string, message: string, line: string): string {
  if (code === 'MISSING_CHAR' && /quote/.test(message)) return 'a quote is opened here and never closed'
  if (/indicator/.test(message) && code === 'MISSING_CHAR') return `${YAML.BAD_INDENT}, or the “- ” of an entry is missing`
  const said = YAML[code] ?? (message.split('\n')[0] ?? '').replace(/ at line.*$/, '')
  return code === 'DUPLICATE_KEY' ? `${said}: ${line.trim().split(':')[0]}` : said
}

export function jsonFaultInWords(text: string, reason: unknown): { readonly line: number; readonly what: string } {
  const message = reason instanceof Error ? reason.message : String(reason)
  const position = /\(line (\d+) column/.exec(message)?.[1]
  const token = /Unexpected token '(.)'/u.exec(message)?.[1]
  const line = position ? Number(position) : token ? lineOfStray(text, token) : text.trimEnd().split('\n').length
  const lines = text.split('\n')
  if (/control character/.test(message)) return { line, what: 'a quote is opened here and not closed on the same line' }
  const isAtEnd =
    lines
      .slice(line - 1)
      .join('')
      .trim() === '' || /end of JSON/.test(message)
  if (isAtEnd) return { line: text.trimEnd().split('\n').length, what: 'the file breaks off: its last line is }' }
  if (/Expected ',' or/.test(message)) {
    // It is noticed where the next word begins; the comma belongs to the line before.
    const before = lines.slice(0, line - 1).findLastIndex((each) => each.trim() !== '')
    const column = Number(/column (\d+)\)/.exec(message)?.[1])
    const isNext = (lines[line - 1] ?? '').slice(0, column - 1).trim() === ''
    return isNext
      ? { line: before + 1, what: 'a comma is missing at the end of this line' }
      : { line, what: 'a quote inside the text: write \\" for it, or use “ ” or « »' }
  }
  if (/double-quoted property name/.test(message) && /^\s*\}/.test(lines[line - 1] ?? '')) {
    const before = lines.slice(0, line - 1).findLastIndex((each) => each.trim() !== '')
    return { line: before + 1, what: 'this line ends with a comma, and nothing follows' }
  }
  return { line, what: 'is not written as the other lines: "name": "text", with straight quotes and a comma' }
}

function lineOfStray(text: string, token: string): number {
  const at = text.split('\n').findIndex((line) => new RegExp(`^\\s*(?:"[^"]*"\\s*:\\s*)?${escaped(token)}`, 'u').test(line))
  return at < 0 ? 1 : at + 1
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Of a choice between shapes: what kept the value from each. */
  readonly errors?: readonly (readonly Issue[])[]
  readonly keys?: readonly string[]
  readonly values?: readonly unknown[]
  readonly expected?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly origin?: string
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number, without quotes',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: its entries begin with “- ”, or stand between [ and ]',
  object: 'fields of its own',
}

/** @param value what stands there; undefined where nothing does @param known the fields that the schema has there, where it says */
export function issueInWords(issue: Issue, value: unknown): string {
  const { code, message } = issue
  // Messages of our own schemas are plain already; the rest are Zod's.
  if (!/^(?:Invalid|Unrecognized|Too (?:small|big)|Required|Expected)/.test(message)) return message
  if (code === 'unrecognized_keys') return `${quoted(issue.keys ?? [])}: there is no such field here`
  if (value === undefined) return 'is missing'
  if (code === 'invalid_type') return `is ${shown(value)}, and has to be ${KINDS[issue.expected ?? ''] ?? issue.expected}`
  if (code === 'invalid_value')
    return `is ${shown(value)}; it has to be ${(issue.values ?? [])
      .map(String)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1')}`
  if (code === 'too_small' && value === '') return 'is empty'
  if (code === 'too_small') return `${counted(issue.origin, value)}; ${issue.minimum} is the least`
  if (code === 'too_big') return `${counted(issue.origin, value)}; ${issue.maximum} is the most`
  if (code === 'invalid_format' && /URL/i.test(message)) return `is ${shown(value)}; an address begins with https://`
  return `is ${shown(value)}: ${message}`
}

const quoted = (keys: readonly string[]): string => keys.map((key) => `“${key}”`).join(', ')

function counted(origin: string | undefined, value: unknown): string {
  if (origin === 'array' && Array.isArray(value)) return `has ${value.length}`
  if (origin === 'string') return `has ${String(value).length} characters`
  return `is ${shown(value)}`
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'a group of fields' : String(value)
}

const SYNTAX: readonly (readonly [RegExp, string])[] = [
  [/Expected a closing tag for `(<[^`]*>)`/, '$1 is opened here and never closed'],
  [/Unexpected closing tag `(<\/[^`]*>)`, expected corresponding closing tag for `(<[^`]*>)`.*/, '$1 closes what was opened as $2'],
  [/Unexpected character `!`.*/, 'a note in a page is written {/* so */}'],
  [/Unexpected end of file in expression.*/, 'a { is opened here and never closed'],
  [/Unexpected character.*|Unexpected end of file.*/, 'a < that begins no mark, or a mark with a quote missing: <Chat from="Ana">'],
]

/** A page's text whose marks do not fit together. */
export function markFaultInWords(message: string): string {
  const said = message.replace(/^\d+:\d+:\s*/, '').replace(/\s*\(mdx-[\w:-]+\)$/, '')
  const rule = SYNTAX.find(([pattern]) => pattern.test(said))
  return rule ? (rule[0].exec(said)?.[0] ?? '').replace(rule[0], rule[1]) : said
}
