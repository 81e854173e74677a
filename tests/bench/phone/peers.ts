/**
 * The same ten questions as somebody would put them on a page with SurveyJS, H5P and Typebot: their published builds, nothing taken out and nothing
 * added, served compressed as a good host would.
 *
 * H5P: the registry carries its player (`h5p-standalone`) and none of its content types, so the player shows the questions through the smallest type
 * that can draw radio buttons; H5P's own MultiChoice and QuestionSet come on top of what is measured. Typebot: its server is in no registry, so its
 * chat is answered by the few lines below, at once. Both are the best case for them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { tenQuestions } from './questions.ts'

const installed = join(import.meta.dirname, 'node_modules')

export interface Peer {
  readonly name: string
  readonly path: string
  /** What a first option looks like once it can be chosen, inside frames too. */
  readonly option: string
}

export const peers: readonly Peer[] = [
  { name: 'SurveyJS 2.5', path: '/surveyjs/', option: 'input[type=radio]' },
  { name: 'H5P player 3.8', path: '/h5p/', option: 'input[type=radio]' },
  { name: 'Typebot 0.10', path: '/typebot/', option: '[data-itemid], button.typebot-button' },
]

const page = (head: string, body: string) =>
  `<!doctype html><html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Diez preguntas</title>${head}</head><body>${body}</body></html>`

const survey = {
  questionsOnPageMode: 'questionPerPage',
  locale: 'es',
  elements: tenQuestions.map(({ id, question, options }) => ({ type: 'radiogroup', name: id, title: question, choices: options })),
}

const PAGES: Record<string, string> = {
  '/surveyjs/': page(
    '<link rel="stylesheet" href="/npm/survey-core/survey-core.fontless.min.css">',
    `<div id="survey"></div><script src="/npm/survey-core/survey.core.min.js"></script><script src="/npm/survey-core/i18n/spanish.min.js"></script><script src="/npm/survey-js-ui/survey-js-ui.min.js"></script><script>new Survey.Model(${JSON.stringify(survey)}).render(document.getElementById("survey"))</script>`,
  ),
  '/h5p/': page(
    '',
    `<div id="h5p"></div><script src="/npm/h5p-standalone/dist/main.bundle.js"></script><script>new H5PStandalone.H5P(document.getElementById("h5p"),{h5pJsonPath:"/h5p/content",frameJs:"/npm/h5p-standalone/dist/frame.bundle.js",frameCss:"/npm/h5p-standalone/dist/styles/h5p.css"})</script>`,
  ),
  '/typebot/': page(
    '',
    '<typebot-standard style="width:100%;height:600px"></typebot-standard><script type="module">import Typebot from "/npm/@typebot.io/js/dist/web.js";Typebot.initStandard({typebot:"ten",apiHost:location.origin})</script>',
  ),
}

/** H5P's package of the ten questions, with the smallest content type that draws them. */
const LIBRARY = `var H5P=H5P||{};H5P.TenQuestions=function(p){this.attach=function($c){$c.html(p.questions.map(function(q){return"<fieldset><legend>"+q.question+"</legend>"+q.options.map(function(o){return"<label><input type=radio name="+q.id+">"+o+"</label><br>"}).join("")+"</fieldset>"}).join(""))}};`
const library = {
  title: 'Ten questions',
  machineName: 'H5P.TenQuestions',
  majorVersion: 1,
  minorVersion: 0,
  patchVersion: 0,
  runnable: 1,
  preloadedJs: [{ path: 'ten.js' }],
}
const FILES: Record<string, string> = {
  '/h5p/content/h5p.json': JSON.stringify({
    title: 'Diez preguntas',
    language: 'es',
    mainLibrary: 'H5P.TenQuestions',
    embedTypes: ['iframe'],
    preloadedDependencies: [{ machineName: 'H5P.TenQuestions', majorVersion: 1, minorVersion: 0 }],
  }),
  '/h5p/content/content/content.json': JSON.stringify({ questions: tenQuestions }),
  '/h5p/content/H5P.TenQuestions-1.0/library.json': JSON.stringify(library),
  '/h5p/content/H5P.TenQuestions-1.0/ten.js': LIBRARY,
}

/** What Typebot's server answers when a chat starts, and after each answer. */
const chat = (at: number) => ({
  sessionId: 'ten',
  resultId: 'ten',
  typebot: { id: 'ten', version: '6', theme: {}, settings: {}, publishedAt: '2026-01-01T00:00:00.000Z' },
  messages: [
    {
      id: `m${at}`,
      type: 'text',
      content: { type: 'richText', richText: [{ type: 'p', children: [{ text: tenQuestions[at]?.question ?? 'Gracias' }] }] },
    },
  ],
  ...(tenQuestions[at] && {
    input: {
      id: `i${at}`,
      type: 'choice input',
      items: tenQuestions[at].options.map((content, index) => ({ id: `o${at}-${index}`, content, outgoingEdgeId: `e${index}` })),
      options: {},
    },
  }),
})

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }

export async function servePeers(): Promise<{ readonly address: string; close(): void }> {
  const twins = new Map<string, Buffer>()
  let asked = 0
  const send = (response: ServerResponse, type: string, body: string | Buffer, key: string) => {
    let twin = twins.get(key)
    if (!twin) {
      twin = brotliCompressSync(body)
      twins.set(key, twin)
    }
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'content-length': twin.length })
    response.end(twin)
  }
  const server = createServer((request: IncomingMessage, response) => {
    const path = new URL(request.url ?? '/', 'http://peers').pathname
    if (request.method === 'POST' && path.startsWith('/api/')) {
      asked = path.endsWith('startChat') ? 0 : asked + 1
      return send(response, 'application/json', JSON.stringify(chat(asked)), `chat ${asked}`)
    }
    const known = PAGES[path] ?? FILES[path]
    if (known) return send(response, PAGES[path] ? 'text/html; charset=utf-8' : (TYPES[extname(path)] ?? 'text/plain'), known, path)
    const file = path.startsWith('/npm/') ? join(installed, path.slice('/npm/'.length)) : undefined
    if (file && existsSync(file))
      return send(response, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file), path)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
