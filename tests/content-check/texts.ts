/** Stories, guides and pages: one file each and language, fields above and text below. */
import { globSync } from 'node:fs'
import { type Body, readBody } from './marks.ts'
import type { Mistake } from './mistake.ts'
import { partsOf, readWritten, textOf } from './written.ts'

/** Folders with a file in each language, and the field that says which files belong together. */
export const TWINS = { stories: 'story', pages: 'page', guides: 'guide' } as const
export type Folder = keyof typeof TWINS

export interface TextFile {
  readonly folder: Folder
  readonly language: string
  /** `content/stories/es/la-mesera.mdx` */
  readonly file: string
  /** The file's name, which is its part of the address. */
  readonly slug: string
  /** What it is in all languages (`waitress`); undefined where nobody can tell. */
  readonly key: string | undefined
  readonly fields: Readonly<Record<string, unknown>>
  readonly lineOf: (field: string) => number | undefined
  readonly body: Body
  /** Its text as it stands there, to tell a translation from a copy. */
  readonly source: string
}

/** @param languages those that are declared: nothing reads the files of another */
export function readTexts(root: string, languages: readonly string[]): TextFile[] {
  return Object.entries(TWINS).flatMap(([folder, field]) =>
    globSync(`content/${folder}/*/*.mdx`, { cwd: root })
      .sort()
      .map((file) => readText(root, file, folder as Folder, field))
      .filter(({ language }) => languages.includes(language)),
  )
}

function readText(root: string, file: string, folder: Folder, field: string): TextFile {
  const text = textOf(root, file)
  const written = readWritten(root, file, [])
  const parts = partsOf(text)
  const fields = Object(written?.value ?? {}) as Record<string, unknown>
  // Of a file whose fields cannot be read: what it says it is, so that nobody is told that it is missing.
  const key = fields[field] ?? new RegExp(`^${field}:\\s*["']?([\\w-]+)`, 'm').exec(text)?.[1]
  const [, , language = '', name = ''] = file.split(/[\\/]/)
  return {
    folder,
    language,
    file,
    slug: name.replace(/\.mdx$/, ''),
    key: typeof key === 'string' ? key : undefined,
    fields,
    lineOf: (path) => written?.lines([path]),
    body: readBody(parts?.body ?? '', parts?.before ?? 0),
    source: (parts?.body ?? '').trim(),
  }
}

/** Marks that do not fit together, or that there are not; numbers that nobody has. @param components names of marks @param helplines ids of numbers */
export function faultsInTexts(texts: readonly TextFile[], components: readonly string[], helplines: readonly string[]): Mistake[] {
  return texts.flatMap(({ file, body }) => [
    ...body.faults.map(({ line, what }) => ({ file, line, what })),
    ...body.marks.flatMap(({ name, line, attributes }) => {
      if (/^[A-Z]/.test(name) && !components.includes(name))
        return { file, line, what: `<${name}>: there is no such mark${nearest(name, components)}` }
      const { to } = attributes
      return name === 'Call' && to !== undefined && !helplines.includes(to)
        ? { file, line, what: `<Call to="${to}">: there is no ${to} in content/helplines.yaml` }
        : []
    }),
  ])
}

/** A name that was meant, where one is but a letter or two away. */
function nearest(name: string, names: readonly string[]): string {
  const meant = names.find((other) => distance(name.toLowerCase(), other.toLowerCase()) <= Math.min(2, other.length - 2))
  return meant ? `; is <${meant}> meant?` : ''
}

/** Letters to add, leave out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}

const GIVES_AWAY = /\btratas?\b|traffick|v[ií]ctim|explota|exploit|denunci|escla|slave/i

/** Titles, summaries and addresses may be read over a shoulder. @param words of the frame: file, key, text and line */
export function givenAway(
  texts: readonly TextFile[],
  words: readonly { file: string; key: string; text: string; line?: number | undefined }[],
): Mistake[] {
  const said = (text: string) => `says “${GIVES_AWAY.exec(text)?.[0]}”: titles, summaries and addresses may be read over a shoulder`
  return [
    ...texts.flatMap(({ file, slug, fields, lineOf }) => [
      ...(GIVES_AWAY.test(slug) ? [{ file, what: `the file’s name ${said(slug)}` }] : []),
      ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)
        ? []
        : [{ file, what: 'a file’s name becomes an address: lower-case letters without accents, digits, single hyphens' }]),
      ...['title', 'summary']
        .filter((field) => GIVES_AWAY.test(String(fields[field] ?? '')))
        .map((field) => ({ file, line: lineOf(field), what: `${field} ${said(String(fields[field]))}` })),
    ]),
    ...words
      .filter(({ key, text }) => /\.(title|description)$/.test(key) && GIVES_AWAY.test(text))
      .map(({ file, key, text, line }) => ({ file, line, what: `"${key}" ${said(text)}` })),
  ]
}
