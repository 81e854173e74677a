/** The search page: a field that looks up while one writes, and says how much it found. Nothing is fetched before the field is used. */
import { engine, loadEngine } from './engine.ts'
import { readListed } from './listed.ts'
import { listOf } from './results.ts'
import { type Outcome, search } from './search.ts'
import { SLASH_OFF } from './shortcut-switch.ts'
import { loadSynonyms } from './synonyms.ts'

/** What the page hands over: where its language's synonyms are, and sentences with places in braces. */
interface SearchData {
  readonly synonyms: string
  readonly words: Readonly<Record<'one' | 'many' | 'best' | 'none' | 'some' | 'corrected' | 'also' | 'names' | 'looking', string>>
}

/** A pause in writing after which the words are looked up. */
const PAUSE_MS = 350
const SHORTEST = 2

const need = <E extends HTMLElement>(id: string): E => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the search page has no #${id}`)
  return found as E
}

const form = need<HTMLFormElement>('search-form')
const field = need<HTMLInputElement>('search-field')
const status = need('search-status')
const found = need('search-found')
const nothing = need('search-nothing')
const ways = need<HTMLTemplateElement>('search-ways')
const { synonyms, words } = JSON.parse(need('search-data').textContent ?? '') as SearchData
const listed = readListed(need('search-list'))

const said = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

function sentencesOf({ results, corrected, isPartial, isAll, also, isWhole }: Outcome, query: string): string {
  const own = results.length - also.count
  const exact = own === 1 ? words.one : own === 0 ? words.none : isAll ? words.many : words.best
  const count = isPartial ? words.some : exact
  return [
    corrected === undefined ? '' : said(words.corrected, { query, corrected }),
    said(count, { n: own, query: corrected ?? query }),
    also.count > 0 ? said(words.also, { n: also.count, words: also.words.join(', ') }) : '',
    isWhole ? '' : words.names,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** The look-up that counts: one that was overtaken by the next shows nothing. */
let latest = 0

async function lookUp(): Promise<void> {
  const query = field.value.trim()
  const turn = ++latest
  if (query.length < SHORTEST) {
    status.textContent = ''
    found.replaceChildren()
    nothing.replaceChildren()
    return
  }
  status.textContent = words.looking
  const outcome = await search(query, { engine, listed, synonyms: await loadSynonyms(synonyms) })
  if (turn !== latest) return
  found.replaceChildren(...listOf(outcome.results))
  nothing.replaceChildren(...(outcome.results.length > 0 ? [] : [ways.content.cloneNode(true)]))
  status.textContent = sentencesOf(outcome, query)
}

/** On a metered connection Pagefind waits for the first word. */
function isMetered(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}

let pause = 0
field.addEventListener('input', () => {
  clearTimeout(pause)
  pause = window.setTimeout(lookUp, PAUSE_MS)
})
field.addEventListener('focus', () => {
  // What fails here is asked for again, and told, with the first look-up.
  if (isMetered()) return
  loadEngine().catch(() => undefined)
  loadSynonyms(synonyms)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(pause)
  lookUp()
})

const slash = need<HTMLInputElement>('search-slash')
slash.checked = !SLASH_OFF.isSet()
slash.addEventListener('change', () => SLASH_OFF.set(!slash.checked))

need('search-area').hidden = false
need('search-keys').hidden = false
// Somebody came by the shortcut, or by a link to the field.
if (location.hash === `#${field.id}`) field.focus()
