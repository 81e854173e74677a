/**
 * Turns the marks of texts (`marked-text`) into `lang` attributes, on a page of a started language.
 *
 * A text that is alone in its element gives the element its language; any other stands in a `<span>`. Only what differs from its surroundings is said. How
 * much of `<main>` is in which language is counted on the way: from that the page knows whether to tell its reader.
 */
import { directionOf, type Language } from './languages.ts'
import { languageOfMark, MARK, unmarked } from './marked-text.ts'

const TOKEN = /<!--[\s\S]*?-->|<![^>]*>|<(script|style)\b[\s\S]*?<\/\1>|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i
/** Elements that hold text and no elements. */
const PLAIN = /^(?:title|option|textarea)$/i
/** Attributes that are read out. */
const SPOKEN = /\b(?:aria-label|aria-description|alt|title|placeholder)="([^"]*)"/g

interface Element {
  readonly name: string
  readonly language: Language
  readonly isMain: boolean
  /** The name of another language on the way to it is no text of this page. */
  readonly leadsAway: boolean
}

export interface Rendered {
  readonly html: string
  /** Letters of `<main>` by the language they are in. */
  readonly letters: ReadonlyMap<Language, number>
}

/** @param linkOf where a link of the page leads from here: the same page in the reader's language */
export function withLanguages(html: string, page: Language, linkOf: (href: string) => string): Rendered {
  const letters = new Map<Language, number>()
  const outside: Element = { name: '', language: page, isMain: false, leadsAway: false }
  const elements: Element[] = [outside]
  const marks: Language[] = []
  const tokens = [...html.matchAll(TOKEN)]
  const around = () => elements.at(-1) ?? outside

  function opened(at: number): string {
    const [whole, , , name = '', attributes = ''] = tokens[at] ?? []
    const said = /\slang="?([\w-]+)/.exec(attributes)?.[1] as Language | undefined
    const own = said ?? spokenIn(attributes) ?? (isClosed(at + 2, name) ? onlyLanguageOf(tokens[at + 1]?.[0] ?? '') : undefined)
    const language = own ?? around().language
    const isNew = said === undefined && language !== around().language
    const leadsAway = around().leadsAway || /\shreflang=/.test(attributes)
    if (!VOID.test(name) && !attributes.endsWith('/'))
      elements.push({ name, language, isMain: around().isMain || name === 'main', leadsAway })
    const plain = unmarked(whole ?? '')
    const linked = leadsAway ? plain : plain.replace(/(\shref=")([^"]*)/, (_, start, href) => start + linkOf(href))
    return isNew ? linked.replace(/^<[\w-]+/, `$&${attributesOf(language, page)}`) : linked
  }

  function closed(name: string): void {
    const at = elements.findLastIndex((element) => element.name === name)
    if (at > 0) elements.length = at
  }

  const isClosed = (at: number, name: string): boolean => tokens[at]?.[2] === '/' && tokens[at]?.[3] === name

  function written(text: string): string {
    return text
      .split(MARK)
      .map((piece) => {
        if (MARK.test(piece)) {
          const language = languageOfMark(piece)
          if (language === undefined) marks.pop()
          else marks.push(language)
          return ''
        }
        const { language: outer, isMain, leadsAway, name } = around()
        const language = marks.at(-1) ?? outer
        const count = piece.match(/\p{L}/gu)?.length ?? 0
        if (isMain && !leadsAway) letters.set(language, (letters.get(language) ?? 0) + count)
        if (language === outer || count === 0 || PLAIN.test(name)) return piece
        return `<span${attributesOf(language, page)}>${piece}</span>`
      })
      .join('')
  }

  const out = tokens.map(([token, raw, slash, name], at) => {
    if (raw !== undefined || token.startsWith('<!')) return unmarked(token)
    if (name === undefined) return written(token)
    if (slash !== '/') return opened(at)
    closed(name)
    return token
  })
  return { html: out.join(''), letters }
}

const attributesOf = (language: Language, page: Language): string =>
  ` lang="${language}"${directionOf(language) === directionOf(page) ? '' : ` dir="${directionOf(language)}"`}`

/** The language of a text that is marked from its beginning to its end. */
function onlyLanguageOf(text: string): Language | undefined {
  const [before, mark, , end, ...after] = text.trim().split(MARK)
  if (before !== '' || mark === undefined || end === undefined || after.join('') !== '') return undefined
  return languageOfMark(end) === undefined ? languageOfMark(mark) : undefined
}

function spokenIn(attributes: string): Language | undefined {
  const marks = [...attributes.matchAll(SPOKEN)].flatMap(([, value = '']) => onlyLanguageOf(value) ?? [])
  return marks[0]
}
