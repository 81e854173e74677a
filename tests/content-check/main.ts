/**
 * `npm run content:check`: every mistake of the content in one run, with its file and line.
 *
 * Options: `--root FOLDER` (what holds `content/` and `dist/`), `--today YYYY-MM-DD`, `--without-pages` (nothing was built), `--files` (says nothing, looks at the
 * files alone, and ends with 1 where a build would be in vain).
 */
import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  agedHelplines,
  builtPages,
  deadLinks,
  deadLinksInTexts,
  frameWords,
  hardPages,
  helplines,
  invalidPages,
  type PageRow,
  readabilityOfPages,
  readabilityOfTexts,
  unansweredBarriers,
  untranslated,
  unused,
} from './check.ts'
import { declaredLanguages, wholeOf } from './languages.ts'
import { inOrder, inWords, type Mistake } from './mistake.ts'
import { brokenReferences } from './references.ts'
import { checkSchemas } from './schemas.ts'
import { lacksOf, misfits, startedIn } from './started.ts'
import { faultsInTexts, givenAway, readTexts } from './texts.ts'
import { unreadFiles } from './unread.ts'
import { idsWritten } from './written.ts'

const project = resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: project },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    'without-pages': { type: 'boolean', default: false },
    files: { type: 'boolean', default: false },
  },
})
const root = resolve(values.root)

const languages = declaredLanguages(root)
const [whole, started] = [wholeOf(languages), startedIn(languages)]
const texts = readTexts(
  root,
  languages.map(({ id }) => id),
)
// Those with a script of their own stand with the pages, and begin with an underscore.
const components = globSync(['src/site/components/*.astro', 'src/pages/_*.astro'], { cwd: project }).map((file) =>
  basename(file, '.astro').replace('_', ''),
)
const { mistakes: ofSchemas, files, routes } = await checkSchemas(root, project)

/** With any of these nothing can be built. */
const grave: Mistake[] = [
  ...ofSchemas,
  ...untranslated(root, texts, whole),
  ...started.flatMap((language) => misfits(root, language, texts)),
  ...faultsInTexts(texts, components, idsWritten(root, 'content/helplines.yaml')),
  ...brokenReferences(root, texts, whole),
]
if (values.files) process.exit(grave.length > 0 ? 1 : 0)

const mistakes: Mistake[] = [
  ...grave,
  ...unused(root),
  ...givenAway(texts, frameWords(root)),
  ...unreadFiles(
    root,
    files,
    languages.map(({ id }) => id),
    project,
  ),
  ...agedHelplines(root, values.today),
]

console.log('Channels of help: who checked them, and when')
for (const { id, shown, checkedOn, checkedHow } of helplines(root)) {
  const by = checkedHow === 'dialled' ? 'dialled' : 'read in documents; nobody has called'
  console.log(`  ${id.padEnd(18)} ${shown.padEnd(40)} ${checkedOn}  ${by}`)
}

const pages = values['without-pages'] ? new Map<string, string>() : builtPages(root)
const rows = pages.size > 0 ? readabilityOfPages(pages) : readabilityOfTexts(texts)
console.log(`\nHow easy each ${pages.size > 0 ? 'page' : 'text'} is to read (65 or more is wanted)`)
for (const row of rows.filter(({ language }) => language !== undefined)) console.log(`  ${readingOf(row)}`)

for (const language of started) {
  console.log(
    `\n${language.id} is started: what it lacks is read in ${language.fallback}, and the page says so. This is no mistake.`,
  )
  for (const { where, has, of, missing } of lacksOf(root, language, texts)) {
    const names = [...new Set(missing)]
    const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '')
    console.log(`  ${where.padEnd(32)} ${`${has} of ${of}`.padStart(11)}${missing.length > 0 ? `  lacks ${shown}` : ''}`)
  }
}

mistakes.push(...hardPages(rows, texts, routes))
if (pages.size > 0)
  mistakes.push(...deadLinks(root, pages), ...unansweredBarriers(root, pages, routes), ...(await invalidPages(pages)))
else mistakes.push(...deadLinksInTexts(root, texts, routes), { file: 'dist', what: unbuilt() })

const told = [...new Set(inOrder(mistakes).map(inWords))]
console.log(told.length === 0 ? '\nNo mistakes.' : `\n${told.length === 1 ? 'One mistake' : `${told.length} mistakes`}:`)
for (const line of told) console.log(line)
process.exitCode = told.length > 0 ? 1 : 0

function unbuilt(): string {
  return grave.length > 0
    ? 'the pages cannot be built until the rest is mended: what only a finished page shows is still unchecked'
    : 'the pages were not built, so that their links and their language could not be checked'
}

function readingOf({ path, words, sentences, scores }: PageRow): string {
  const shown = scores.map(({ formula, score }) => `${formula} ${score.toFixed(1)}`).join(', ')
  return `${path.padEnd(36)} ${String(words).padStart(5)} words ${String(sentences).padStart(4)} sentences  ${shown || 'nothing to read'}`
}
