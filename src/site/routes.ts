/**
 * Where every page stands, in every language.
 *
 * One table, so that no page, link or language switch spells a path of its own. Paths carry no word of the subject: an address bar
 * or a history list may be read over a shoulder.
 */
import { basisOf, declaredAs, fallbackOf, type Language, languages, type Whole } from './languages.ts'

export { type Language, languages } from './languages.ts'

/** Every page's path in the two languages that the site was written in; further ones say theirs in `content/languages.yaml`. a story's and a guide's are followed by their slug (`pathOf('story', language, slug)`). */
export const routes = {
  home: { es: '/', en: '/en/' },
  stories: { es: '/cuentos/', en: '/en/stories/' },
  story: { es: '/cuentos/', en: '/en/stories/' },
  questions: { es: '/preguntas/', en: '/en/questions/' },
  again: { es: '/preguntas/otra-vez/', en: '/en/questions/again/' },
  check: { es: '/revisar/', en: '/en/check/' },
  help: { es: '/ayuda/', en: '/en/help/' },
  guides: { es: '/guias/', en: '/en/guides/' },
  guide: { es: '/guias/', en: '/en/guides/' },
  privacy: { es: '/privacidad/', en: '/en/privacy/' },
  safety: { es: '/seguridad/', en: '/en/safety/' },
  method: { es: '/metodo/', en: '/en/method/' },
  why: { es: '/por-que/', en: '/en/why/' },
  about: { es: '/acerca/', en: '/en/about/' },
  results: { es: '/resultados/', en: '/en/results/' },
  result: { es: '/resultados/', en: '/en/results/' },
  search: { es: '/buscar/', en: '/en/search/' },
  journey: { es: '/viaje/', en: '/en/journey/' },
  landing: { es: '/q/', en: '/en/q/' },
  staff: { es: '/equipo/', en: '/en/staff/' },
  places: { es: '/equipo/ciudades/', en: '/en/staff/places/' },
  cases: { es: '/equipo/casos/', en: '/en/staff/cases/' },
  kiosk: { es: '/equipo/kiosko/', en: '/en/staff/kiosk/' },
  print: { es: '/equipo/imprimir/', en: '/en/staff/print/' },
  venues: { es: '/equipo/lugares/', en: '/en/staff/venues/' },
  codes: { es: '/equipo/codigos/', en: '/en/staff/codes/' },
  table: { es: '/mesa/', en: '/en/table/' },
  shift: { es: '/turno/', en: '/en/shift/' },
  staffTable: { es: '/equipo/mesa/', en: '/en/staff/table/' },
} as const satisfies Record<string, Record<Whole, string>>

export type PageKey = keyof typeof routes
/** A page whose path needs nothing but the language. */
export type FixedPage = Exclude<PageKey, SluggedPage>
/** A page that is one of several, each with a slug of its own. */
export type SluggedPage = 'story' | 'guide' | 'result'

/** Pages that ask questions, which are in whole languages alone. */
export const askingPages = ['questions', 'again', 'table', 'shift'] as const satisfies readonly FixedPage[]
/** Pages for campaign staff stand below the first of them. */
export const isForStaff = (page: FixedPage): boolean => routes[page].es.startsWith(routes.staff.es)
const isFixed = (page: string): page is FixedPage => page !== 'story' && page !== 'guide' && page !== 'result'
export const fixedPages: readonly FixedPage[] = Object.keys(routes).filter(isFixed)

/** A guide's pocket card stands below its guide. */
const cards = { es: 'tarjeta/', en: 'card/' } as const satisfies Record<Whole, string>

export function pathOf(page: FixedPage, language: Language): string
export function pathOf(page: SluggedPage, language: Language, slug: string): string
export function pathOf(page: PageKey, language: Language, slug?: string): string {
  return slug === undefined ? rootOf(page, language) : `${rootOf(page, language)}${slug}/`
}

/** A further language's path begins with its own, and goes on as it says itself, or as that of the language it leans on. */
function rootOf(page: PageKey, language: Language): string {
  const basis = basisOf(language)
  const known = routes[page][basis]
  if (language === basis) return known
  const { path, paths } = declaredAs(language)
  const own = paths?.[page] ?? paths?.[{ story: 'stories', guide: 'guides', result: 'results' }[page as string] ?? '']
  return path + (own === undefined ? known.slice(declaredAs(basis).path.length) : `${own}/`)
}

export function cardPathOf(language: Language, slug: string): string {
  return `${pathOf('guide', language, slug)}${declaredAs(language).paths?.card ?? cards[basisOf(language)]}`
}

/** The feed of the tales. */
export function feedPath(language: Language): string {
  return `${pathOf('stories', language)}rss.xml`
}

/** The feed of what was published. */
export function resultsFeedPath(language: Language): string {
  return `${pathOf('results', language)}rss.xml`
}

/** Where a search's words lead, fetched with the first search. */
export function synonymsPath(language: Language): string {
  return `${pathOf('search', language)}words.json`
}

export function otherLanguage(language: Language): Language {
  return fallbackOf(language) ?? (language === 'es' ? 'en' : 'es')
}

/** The same page in the other language, which for a started one is its fallback. The twin of a story or a guide has a slug of its own, so it goes through `pathOf`. */
export function twinOf(page: FixedPage, language: Language): string {
  return pathOf(page, otherLanguage(language))
}

/** The language that a path is written in; components inside MDX know their page's path and nothing else. */
export function languageOf(path: string): Language {
  return languages.find((language) => language !== 'es' && `${path}/`.startsWith(declaredAs(language).path)) ?? 'es'
}

/** A path as Astro's rest parameter wants it: no outer slashes, and nothing at all for the root. */
export function restOf(path: string): string | undefined {
  return path.replace(/^\/|\/$/g, '') || undefined
}
