/** Two dozen mistakes that a person makes in a text editor, all at once in a copy of the content: each is told, with its file and its line, in one run. */
import { execFile } from 'node:child_process'
import { copyFile, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = resolve(import.meta.dirname, '../..')
let root: string
let said: string[]
let code: number

interface Slip {
  readonly name: string
  /** Inside `content/`. */
  readonly file: string
  readonly change: (text: string) => string
  /** What stands on the line that is to be told; without it, the file is told as a whole. */
  readonly line?: string
  /** Of several such lines which one, from 0. */
  readonly nth?: number
  readonly told: string | RegExp
}

const replaced = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to)

const SLIPS: readonly Slip[] = [
  {
    name: 'a quote that is not closed, in one entry of a list',
    file: 'barriers.yaml',
    change: replaced('en: "I would lose the chance" }', 'en: "I would lose the chance }'),
    line: 'en: "I would lose the chance }',
    told: 'a quote is opened here and never closed',
  },
  {
    name: 'a text missing in the same file, in an entry after the broken one',
    file: 'barriers.yaml',
    change: replaced('{ es: "No quiero ofender", en: "I do not want to offend" }', '{ es: "No quiero ofender" }'),
    line: 'No quiero ofender',
    told: 'offend.name.en: English text is missing',
  },
  {
    name: 'a date that is none',
    file: 'helplines.yaml',
    change: replaced(/checkedOn: "2026-11-24"/, 'checkedOn: "24/11/2026"'),
    line: 'checkedOn: "24/11/2026"',
    told: 'emergency-123.checkedOn: a date is written YYYY-MM-DD',
  },
  {
    name: 'a field’s name with a letter wrong',
    file: 'helplines.yaml',
    change: replaced('  shown: "01 8000 52 20 20"', '  showm: "01 8000 52 20 20"'),
    line: 'showm:',
    told: 'national-line: “showm”: there is no such field here',
  },
  {
    name: 'a word that is none of the choices',
    file: 'venues.yaml',
    change: replaced('kind: airport', 'kind: airpot'),
    line: 'kind: airpot',
    told: 'el-dorado.kind: is “airpot”; it has to be airport, terminal, flight, round-table or online',
  },
  {
    name: 'a number in quotes',
    file: 'venues.yaml',
    change: replaced(/(id: seat-card-1.*)epoch: 1 \}/, '$1epoch: "1" }'),
    line: 'epoch: "1"',
    told: 'seat-card-1.epoch: is “1”, and has to be a number, without quotes',
  },
  {
    name: 'an id that is taken',
    file: 'venues.yaml',
    change: (text) =>
      `${text}- { id: online, name: { es: "Feria", en: "Fair" }, kind: online, city: none, audience: everybody, epoch: 1 }\n`,
    line: '{ es: "Feria"',
    told: 'online stands twice: an id names one thing',
  },
  {
    name: 'an id that the counting keeps for itself',
    file: 'venues.yaml',
    change: (text) =>
      `${text}- { id: unknown, name: { es: "Plaza", en: "Square" }, kind: online, city: none, audience: everybody, epoch: 1 }\n`,
    line: '{ es: "Plaza"',
    told: 'unknown: this id is taken by the counting itself; choose another',
  },
  {
    name: 'a field that was forgotten',
    file: 'venues.yaml',
    change: (text) => `${text}- { id: parque, name: { es: "Parque", en: "Park" }, kind: online, city: none, epoch: 1 }\n`,
    line: '{ es: "Parque"',
    told: 'parque.audience: is missing',
  },
  {
    name: 'an action that nothing asks about',
    file: 'actions.yaml',
    change: (text) => `${text}- id: wait\n  name: { es: "Espere", en: "Wait" }\n  how: { es: "Un día.", en: "A day." }\n`,
    line: '- id: wait',
    told: 'wait: no question points to this action',
  },
  {
    name: 'spaces that do not fit',
    file: 'pathways.yaml',
    change: replaced('          indicator: concept:would-tell', '         indicator: concept:would-tell'),
    line: '         indicator: concept:would-tell',
    told: /the spaces at the beginning of this line do not fit|put quotes round the text, or mend the spaces/,
  },
  {
    name: 'a question that a pathway names and nobody asks, in another entry of the file',
    file: 'pathways.yaml',
    change: replaced('concept:would-act-for-other', 'concept:would-fly'),
    line: 'concept:would-fly',
    told: 'concept:would-fly: no question measures this',
  },
  {
    name: 'a link that is tested here, by nothing',
    file: 'pathways.yaml',
    change: replaced(/grade: tested-here\n +indicator: concept:own-documents/, 'grade: "tested-here"'),
    line: 'grade: "tested-here"',
    told: 'no-hold.links.0.rests.1.grade: tested by what? Name an indicator',
  },
  {
    name: 'a series of cases that nobody described',
    file: 'pathways.yaml',
    change: replaced(/(id: case-built[\s\S]*series: )new-investigations/, '$1old-investigations'),
    line: 'series: old-investigations',
    told: 'case-built.series: ',
  },
  {
    name: 'a story that a wave names and nobody told',
    file: 'waves/2026-2.yaml',
    change: replaced('story: waitress', 'story: waiter'),
    line: 'story: waiter',
    told: 'story: there is no story “waiter” in es, en',
  },
  {
    name: 'a wave that ends before it begins',
    file: 'waves/2026-2.yaml',
    change: replaced('ends: 2027-06-30', 'ends: 2025-06-30'),
    line: 'ends: 2025-06-30',
    told: 'ends: a wave ends after it starts',
  },
  {
    name: 'a question of a short path that the long one does not have',
    file: 'instruments/core-short.yaml',
    change: replaced('would-tell]', 'would-say]'),
    line: 'pick:',
    told: 'pick: would-say is no concept of content/instruments/core.yaml',
  },
  {
    name: 'a comma forgotten between two words of the frame',
    file: 'ui/es/frame.json',
    change: replaced('"nav.home": "Inicio",', '"nav.home": "Inicio"'),
    line: '"nav.home"',
    told: 'a comma is missing at the end of this line',
  },
  {
    name: 'a place to fill that was translated',
    file: 'ui/en/quiz.json',
    change: (text) => text.replace(/\{(\w+)\}/, '{total}'),
    line: '{total}',
    told: /fills .*\{total\}.*, and in es /,
  },
  {
    name: 'a page’s field that is missing',
    file: 'pages/es/por-que.mdx',
    change: replaced(/^summary: .*\n/m, ''),
    line: '---',
    told: 'summary: is missing',
  },
  {
    name: 'a link with an address that there is not, in the same page',
    file: 'pages/es/por-que.mdx',
    change: replaced('(/metodo/)', '(/metodos/)'),
    line: '(/metodos/)',
    told: '/metodos/ leads to no page and no file',
  },
  {
    name: 'a paragraph that hardly anybody can read',
    file: 'pages/es/antes-de-viajar.mdx',
    change: (text) =>
      `${text}\n${'Las responsabilidades interinstitucionales correspondientes imposibilitan considerablemente determinadas consideraciones metodológicas administrativas internacionales. '.repeat(6)}\n`,
    line: 'Las responsabilidades interinstitucionales',
    told: /INFLESZ -?\d+\.\d: a page for visitors needs 65; this paragraph is its hardest/,
  },
  {
    name: 'a second --- line forgotten',
    file: 'pages/en/about.mdx',
    change: replaced(/\n---\n/, '\n'),
    line: '---',
    told: 'the second --- line is missing: it ends the fields above the text',
  },
  {
    name: 'a title that says what a reader may not want to be seen reading',
    file: 'pages/en/method.mdx',
    change: replaced(/^title: .*$/m, 'title: "Victims and method"'),
    line: 'title: "Victims and method"',
    told: 'title says “Victim”: titles, summaries and addresses may be read over a shoulder',
  },
  {
    name: 'a mark that is not closed',
    file: 'stories/es/la-madrina.mdx',
    change: replaced('</Sign>', ''),
    line: '<Sign>',
    told: /<Sign> is opened here and never closed|<\/Turn> closes what was opened as <Sign>/,
  },
  {
    name: 'a mark whose name has a letter wrong, and one whose quote is missing, in one story',
    file: 'stories/en/the-casting.mdx',
    change: (text) => text.replace(/<Now>/, '<Nou>').replace(/<\/Now>/, '</Nou>'),
    line: '<Nou>',
    told: '<Nou>: there is no such mark; is <Now> meant?',
  },
  {
    name: 'a source without its date',
    file: 'stories/en/the-casting.mdx',
    change: replaced(/^( {2}- \{ name: ".*?"), date: .* \}/m, '$1 }'),
    line: '- { name:',
    told: 'sources.0.date: is missing',
  },
  {
    name: 'a card’s line that is too long',
    file: 'guides/es/terminal.mdx',
    change: replaced(/( {2}signs:\n {4}- )"/, `$1"${'Una frase muy larga. '.repeat(5)}`),
    line: 'Una frase muy larga.',
    told: 'card.signs.0: a line of the pocket card has 90 characters at most',
  },
  {
    name: 'a number that nobody has, in the text of a guide',
    file: 'guides/en/stations.mdx',
    change: (text) => `${text}\nCall <Call to="police" /> now.\n`,
    line: '<Call to="police" />',
    told: '<Call to="police">: there is no police in content/helplines.yaml',
  },
]

/** What is not a change in a file: copied, moved, saved wrongly. */
async function slipWithFiles(content: string): Promise<void> {
  await rm(join(content, 'stories/en/high-season.mdx'))
  await rename(join(content, 'guides/en/hotels.mdx'), join(content, 'guides/en/hotels.mdx.txt'))
  await copyFile(join(content, 'stories/es/la-mesera.mdx'), join(content, 'stories/es/La mesera 2.mdx'))
  await cp(join(content, 'pages/es'), join(content, 'pages/fr'), { recursive: true })
}

const TOLD_OF_FILES = [
  /^content\/stories\/en: story “high-season” is missing: es has it, in content\/stories\/es\/temporada-alta\.mdx$/,
  /^content\/guides\/en\/hotels\.mdx\.txt: nothing reads this file/,
  /^content\/guides\/en: guide “hotel” is missing: es has it/,
  /^content\/stories\/es\/(?:La mesera 2|la-mesera)\.mdx:\d+: story “waitress” is what content\/stories\/es\/(?:la-mesera|La mesera 2)\.mdx says it is too$/,
  /^content\/stories\/es\/La mesera 2\.mdx: a file’s name becomes an address/,
  /^content\/pages\/fr: fr is no language of content\/languages\.yaml/,
]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'content-mistakes-'))
  await cp(join(project, 'content'), join(root, 'content'), { recursive: true })
  for (const { file, change, name } of SLIPS) {
    const path = join(root, 'content', file)
    const text = await readFile(path, 'utf8')
    const changed = change(text)
    expect(changed, `${name}: changes nothing`).not.toBe(text)
    await writeFile(path, changed)
  }
  await slipWithFiles(join(root, 'content'))
  const script = join(dirname(import.meta.filename), 'main.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, '--root', root, '--today', '2026-11-24']
  const run = await promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (reason: { stdout: string; code: number }) => reason,
  )
  said = run.stdout.slice(run.stdout.search(/^\d+ mistakes:$/m)).split('\n')
  code = run.code
})
afterAll(() => rm(root, { recursive: true, force: true }))

test('the command fails', () => expect(code).toBe(1))

test.each(SLIPS)('$name is told at its line', async ({ file, line, told }) => {
  const lines = (await readFile(join(root, 'content', file), 'utf8')).split('\n')
  const at = lines.findIndex((text) => text.includes(line ?? ''))
  const place = line === undefined ? `content/${file}: ` : `content/${file}:${at + 1}: `
  const here = said.filter((each) => each.startsWith(place)).map((each) => each.slice(place.length))
  const close = said.filter((each) => each.startsWith(`content/${file}`)).join('\n')
  expect(
    here.some((each) => (typeof told === 'string' ? each.includes(told) : told.test(each))),
    `${place}${told}\ntold was:\n${close}`,
  ).toBe(true)
})

test.each(TOLD_OF_FILES)('a file that is gone, misnamed or in the wrong place is told: %s', (told) => {
  expect(said.filter((line) => told.test(line)).length, said.join('\n')).toBeGreaterThan(0)
})

test('nothing is told that follows from another mistake, and nothing twice', () => {
  const lines = said.filter((line) => line.startsWith('content/'))
  expect(new Set(lines).size).toBe(lines.length)
  // Each slip is told once. The last says that the rest waits for the pages.
  const allowance = 3
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(SLIPS.length + TOLD_OF_FILES.length + allowance)
})
