/** Starts Portuguese in a copy of the site as `content/README.md` tells an editor to: copy folders, translate some files, declare the language. */
import { appendFile, cp, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const DECLARED = `
- id: pt
  name: Português
  path: /pt/
  locale: pt-BR
  fallback: es
  paths: { help: ajuda, stories: contos }
  missing:
    page: Esta página ainda não está em português. Aqui ela aparece em espanhol.
    part: Partes desta página ainda não estão em português. Elas aparecem em espanhol.
    questions: As perguntas ainda não estão em português. Você pode responder em espanhol.
`

const WORDS: Readonly<Record<string, string>> = {
  'skip.label': 'Ir para o texto',
  'exit.label': 'Sair',
  'nav.home': 'Início',
  'nav.stories': 'Contos',
  'nav.questions': 'Perguntas',
  'nav.help': 'Ajuda',
  'stories.title': 'Contos · Antes de viajar',
  'stories.heading': 'Contos',
  'sign.label': 'Sinal',
  'help.heading': 'A quem ligar',
}

export const STORY = 'Era uma vez uma oferta que chegou com voz de confiança. Márcia quase disse sim.'
export const PAGE = 'Nada do que você lê aqui fica gravado em nosso computador.'

/** @param site a copy of the project, with its `content/` */
export async function startPortuguese(site: string): Promise<void> {
  const content = join(site, 'content')
  for (const folder of ['ui', 'stories', 'pages'])
    await cp(join(content, folder, 'es'), join(content, folder, 'pt'), { recursive: true })
  await appendFile(join(content, 'languages.yaml'), DECLARED)
  await translateWords(join(content, 'ui/pt/frame.json'))
  await translate(join(content, 'stories/pt/la-mesera.mdx'), 'A garçonete', STORY)
  await rename(join(content, 'stories/pt/la-mesera.mdx'), join(content, 'stories/pt/a-garconete.mdx'))
  await translate(join(content, 'pages/pt/privacidad.mdx'), 'Sem nomes', PAGE)
  const barriers = join(content, 'barriers.yaml')
  const text = await readFile(barriers, 'utf8')
  await writeFile(barriers, text.replace('en: "I need the work" }', 'en: "I need the work", pt: "Preciso do trabalho" }'))
}

async function translateWords(file: string): Promise<void> {
  const words: Record<string, string> = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...words, ...WORDS }, null, 2))
}

/** Gives a copied file another title and a text of one paragraph. */
async function translate(file: string, title: string, paragraph: string): Promise<void> {
  const [, head = ''] = /^---\n([\s\S]*?)\n---/.exec(await readFile(file, 'utf8')) ?? []
  await writeFile(file, `---\n${head.replace(/^title: .*$/m, `title: "${title}"`)}\n---\n\n${paragraph}\n`)
}
