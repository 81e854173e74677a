/** Files that nothing reads: a story saved as `.mdx.txt` or one folder too high would just not appear. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Mistake } from './mistake.ts'

/** @param read what the collections read @param languages ids that are declared @param source the project, whose code may read further files by name */
export function unreadFiles(root: string, read: ReadonlySet<string>, languages: readonly string[], source: string): Mistake[] {
  const files = globSync('content/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !/(?:^|\/)(?:README\.md|\.[^/]*)$/.test(file))
    .sort()
  const isUndeclared = (file: string) => {
    const [, folder = '', language = '', name] = file.split(/[\\/]/)
    return name !== undefined && /^(?:stories|guides|pages|ui)$/.test(folder) && !languages.includes(language)
  }
  const strange = [...new Set(files.filter(isUndeclared).map((file) => file.split(/[\\/]/).slice(0, 3).join('/')))]
  const code = globSync(['src/**/*.{ts,astro}', 'run/*.mjs', '*.mjs'], { cwd: source }).map((file) =>
    readFileSync(join(source, file), 'utf8'),
  )
  const unread = files.filter((file) => {
    if (isUndeclared(file) || read.has(file) || /^content\/ui\/\w+\/[\w-]+\.json$/.test(file)) return false
    return !code.some((text) => text.includes(file) || (file.endsWith('.yaml') && text.includes(`'${basename(file)}'`)))
  })
  return [
    ...strange.map((file) => ({
      file,
      what: `${basename(file)} is no language of content/languages.yaml, so that nothing here is read`,
    })),
    ...unread.map((file) => ({
      file,
      what: 'nothing reads this file: look at its name, its ending (.mdx, .yaml, .json) and its folder',
    })),
  ]
}
