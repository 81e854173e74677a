/**
 * `npm run content:check`: every mistake of the content in one run, with its file and line.
 *
 * Options: `--root FOLDER` (what holds `content/` and `dist/`), `--today YYYY-MM-DD`, `--without-pages` (nothing was built).
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  agedHelplines,
  builtPages,
  deadLinks,
  hardPages,
  helplines,
  invalidPages,
  readabilityOfPages,
  untranslated,
  unused,
} from './check.ts'
import { inWords, type Mistake } from './mistake.ts'
import { schemaMistakes } from './schemas.ts'

const project = resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: project },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    'without-pages': { type: 'boolean', default: false },
  },
})
const root = resolve(values.root)

const mistakes: Mistake[] = [
  ...(await schemaMistakes(root, project)),
  ...untranslated(root),
  ...unused(root),
  ...agedHelplines(root, values.today),
]

console.log('Channels of help: who checked them, and when')
for (const { id, shown, checkedOn, checkedHow } of helplines(root)) {
  const by = checkedHow === 'dialled' ? 'dialled' : 'read in documents; nobody has called'
  console.log(`  ${id.padEnd(18)} ${shown.padEnd(40)} ${checkedOn}  ${by}`)
}

const pages = values['without-pages'] ? new Map<string, string>() : builtPages(root)
if (pages.size > 0) {
  const rows = readabilityOfPages(pages)
  console.log('\nHow easy each page is to read (65 or more is wanted)')
  for (const { path, words, sentences, scores } of rows) {
    const shown = scores.map(({ formula, score }) => `${formula} ${score.toFixed(1)}`).join(', ')
    console.log(
      `  ${path.padEnd(36)} ${String(words).padStart(5)} words ${String(sentences).padStart(4)} sentences  ${shown || 'nothing to read'}`,
    )
  }
  mistakes.push(...deadLinks(root, pages), ...(await invalidPages(pages)), ...hardPages(rows))
} else {
  mistakes.push({ file: 'dist', what: 'the pages were not built, so that their links and their language could not be checked' })
}

const told = [...new Set(mistakes.map(inWords))]
console.log(told.length === 0 ? '\nNo mistakes.' : `\n${told.length === 1 ? 'One mistake' : `${told.length} mistakes`}:`)
for (const line of told) console.log(line)
process.exitCode = told.length > 0 ? 1 : 0
