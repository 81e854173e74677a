/** The pages that visitors look for: what the search page lists, what is searched, and what the sitemap names. */
import { guideCardPath, guidePath, guideTwin, readGuides } from './guides.ts'
import { readPages } from './prose.ts'
import { readResults, toldIn } from './results.ts'
import { type FixedPage, type Language, otherLanguage, pathOf, twinOf } from './routes.ts'
import { readStories, storyPath, storyTwin } from './stories.ts'
import { fill, strings } from './strings.ts'

/** In the order in which the search page lists them. */
export const kinds = ['stories', 'guides', 'help', 'campaign'] as const
export type Kind = (typeof kinds)[number]

export interface VisitorPage {
  readonly path: string
  readonly twin: string
  readonly title: string
  readonly summary: string
  readonly kind: Kind
  /** Whether its text is searched. Some are found by their name alone: the home page and the lists say what other pages say, the questions only ask. */
  readonly isSearched: boolean
}

/** What each page with a path of its own is; `unlisted` is for no visitor to look for. A new page has to say it here. */
const PLACES = {
  home: 'campaign',
  stories: 'stories',
  questions: 'campaign',
  check: 'campaign',
  help: 'help',
  guides: 'guides',
  privacy: 'campaign',
  method: 'campaign',
  why: 'campaign',
  about: 'campaign',
  results: 'campaign',
  safety: 'help',
  again: 'unlisted',
  journey: 'help',
  search: 'unlisted',
  landing: 'unlisted',
  staff: 'unlisted',
  places: 'unlisted',
  cases: 'unlisted',
  kiosk: 'unlisted',
  print: 'unlisted',
  venues: 'unlisted',
  codes: 'unlisted',
  table: 'unlisted',
  shift: 'unlisted',
  staffTable: 'unlisted',
} as const satisfies Record<FixedPage, Kind | 'unlisted'>

const NAME_ALONE: ReadonlySet<FixedPage> = new Set(['home', 'stories', 'guides', 'questions', 'journey', 'results'])

type Name = Pick<VisitorPage, 'title' | 'summary'>

/** Names of the pages that have no file in `content/pages`. */
function namesInFrame(language: Language): Partial<Record<FixedPage, Name>> {
  const t = strings(language, 'frame')
  const offline = strings(language, 'offline')
  return {
    home: { title: t['nav.home'], summary: t['home.description'] },
    stories: { title: t['home.stories.all'], summary: t['stories.description'] },
    questions: { title: t['nav.questions'], summary: t['minute.text'] },
    check: { title: t['check.heading'], summary: t['check.description'] },
    help: { title: t['help.heading'], summary: t['help.description'] },
    journey: { title: offline.title, summary: offline.description },
    guides: { title: t['guides.heading'], summary: t['guides.description'] },
    results: { title: strings(language, 'results').heading, summary: strings(language, 'results').description },
  }
}

async function fixedPages(language: Language): Promise<VisitorPage[]> {
  const entries = await readPages(language)
  const names = { ...namesInFrame(language), ...Object.fromEntries(entries.map(({ data }) => [data.page, data])) }
  return (Object.keys(PLACES) as FixedPage[]).flatMap((page) => {
    const kind: Kind | 'unlisted' = PLACES[page]
    if (kind === 'unlisted') return []
    const name = names[page]
    if (!name) throw new Error(`src/site/visitor-pages.ts: ${page} has no name`)
    const { title, summary } = name
    return { path: pathOf(page, language), twin: twinOf(page, language), title, summary, kind, isSearched: !NAME_ALONE.has(page) }
  })
}

/** Every page that a visitor may look for, in one language. */
export async function visitorPages(language: Language): Promise<VisitorPage[]> {
  const stories = (await readStories(language)).map(async (story) => ({
    path: storyPath(story, language),
    twin: await storyTwin(story, language),
    title: story.data.title,
    summary: story.data.summary,
    kind: 'stories' as const,
    isSearched: true,
  }))
  const guides = (await readGuides(language)).map(async (guide) => ({
    path: guidePath(guide, language),
    twin: guidePath(await guideTwin(guide, language), otherLanguage(language)),
    title: guide.data.title,
    summary: guide.data.summary,
    kind: 'guides' as const,
    isSearched: true,
  }))
  const t = strings(language, 'results')
  const results = (await readResults()).map(({ wave }) => ({
    path: pathOf('result', language, wave.id),
    twin: pathOf('result', otherLanguage(language), wave.id),
    title: fill(t['one.title'], { wave: toldIn(wave.name, language) }),
    summary: fill(t['one.description'], { wave: toldIn(wave.name, language) }),
    kind: 'campaign' as const,
    isSearched: true,
  }))
  return [...(await fixedPages(language)), ...results, ...(await Promise.all([...stories, ...guides]))]
}

/** Every page for the sitemap, with the same page in the other language: what visitors look for, the search page and the pocket cards. */
export async function sitemapPages(language: Language): Promise<Pick<VisitorPage, 'path' | 'twin'>[]> {
  const cards = (await readGuides(language)).map(async (guide) => ({
    path: guideCardPath(guide, language),
    twin: guideCardPath(await guideTwin(guide, language), otherLanguage(language)),
  }))
  const search = { path: pathOf('search', language), twin: twinOf('search', language) }
  return [...(await visitorPages(language)), search, ...(await Promise.all(cards))].map(({ path, twin }) => ({ path, twin }))
}
