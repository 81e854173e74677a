/**
 * The same page in the other languages.
 *
 * Spanish and English pages hand their twin in. A further language's page is found by what the page is: a fixed one by its row in the table of routes, a story or
 * a guide by its id. What is none of these leads to that language's home page.
 */
import { getCollection } from 'astro:content'
import { foreignTo } from './fallback.ts'
import { guideCardPath, guidePath, readGuides } from './guides.ts'
import { basisOf, declaredAs, isStarted, type Language, languages, started } from './languages.ts'
import { holdsOther } from './marked-text.ts'
import { readPages } from './prose.ts'
import { readResults } from './results.ts'
import { askingPages, type FixedPage, fixedPages, isForStaff, otherLanguage, pathOf } from './routes.ts'
import { readStories, storyPath } from './stories.ts'
import { strings } from './strings.ts'

export interface Alternate {
  readonly language: Language
  readonly name: string
  readonly path: string
  /** Whether it is in that language, or in its fallback under that language's address. */
  readonly isTranslated: boolean
}

/** One page in one language; `page` is the same in all. */
interface Place {
  readonly page: string
  readonly language: Language
  readonly path: string
  readonly isTranslated: boolean
}

/** This page in every other language, in the order of the languages. */
export async function alternatesOf(path: string, language: Language, twin: string): Promise<Alternate[]> {
  const others = languages.filter((other) => other !== language)
  const own = { name: '', path: twin, isTranslated: true }
  const known = others.length > 1 ? await places() : []
  const page = known.find((place) => place.path === path)?.page
  return others.map((other) => {
    const { name, path: home } = declaredAs(other)
    if (other === otherLanguage(language)) return { ...own, language: other, name }
    const place = known.find((each) => each.language === other && each.page === page)
    return { language: other, name, path: place?.path ?? home, isTranslated: place?.isTranslated ?? false }
  })
}

/** Whether a page is what its address says. One of a started language that is read in its fallback is no page of its own for search engines. */
export async function isTranslated(path: string, language: Language): Promise<boolean> {
  if (!isStarted(language)) return true
  return (await places()).find((place) => place.path === path)?.isTranslated ?? false
}

/** Where a link of the site leads for a reader of a language: the same page in it, if there is one. */
export async function linksFor(language: Language): Promise<(href: string) => string> {
  const known = await places()
  return (href) => {
    const [path = '', anchor = ''] = href.split(/(?=#)/)
    const page = known.find((place) => place.path === path)?.page
    const there = known.find((place) => place.page === page && place.language === language)
    return page === undefined || there === undefined ? href : there.path + anchor
  }
}

async function places(): Promise<Place[]> {
  return (await Promise.all(languages.map(placesIn))).flat()
}

async function placesIn(language: Language): Promise<Place[]> {
  const isWhole = await haveWords(language)
  const prose = new Map((await readPages(language)).map((entry) => [entry.data.page as string, entry]))
  // The staff's pages are in the two languages that their reports are written in.
  const fixed = fixedPages.filter((page) => !isForStaff(page) || basisOf(language) === language)
  return [
    ...fixed.map((page: FixedPage): Place => {
      const entry = prose.get(page)
      const isTranslated = entry
        ? foreignTo(language, entry) === undefined
        : isWhole &&
          !(askingPages.some((asking) => asking === page) && isStarted(language)) &&
          !(page === 'results' && holdsOther(strings(language, 'results'), language))
      return { page, language, path: pathOf(page, language), isTranslated }
    }),
    // What was published is in the two languages that the report is written in.
    ...(await readResults()).map(({ wave }) => ({
      page: `result ${wave.id}`,
      language,
      path: pathOf('result', language, wave.id),
      isTranslated: basisOf(language) === language,
    })),
    ...(await readStories(language)).map((story) => ({
      page: `story ${story.data.story}`,
      language,
      path: storyPath(story, language),
      isTranslated: foreignTo(language, story) === undefined,
    })),
    ...(await readGuides(language)).flatMap((guide) => {
      const isTranslated = foreignTo(language, guide) === undefined
      return [
        { page: `guide ${guide.data.guide}`, language, path: guidePath(guide, language), isTranslated },
        { page: `card ${guide.data.guide}`, language, path: guideCardPath(guide, language), isTranslated },
      ]
    }),
  ]
}

/** Whether pages that are made of the frame's words and of lists (home, help) have all of them. */
async function haveWords(language: Language): Promise<boolean> {
  if (!started.includes(language)) return true
  const lists = await Promise.all((['campaign', 'helplines', 'barriers'] as const).map((name) => getCollection(name)))
  const texts = lists.flat().map(({ data }) => textsIn(data, language))
  return !holdsOther([strings(language, 'frame'), texts], language)
}

/** What a list says in one language. */
function textsIn(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((each) => textsIn(each, language))
  if (typeof value !== 'object' || value === null) return []
  if (language in value) return (value as Record<string, unknown>)[language]
  return Object.values(value).map((each) => textsIn(each, language))
}
