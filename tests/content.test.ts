/** Content as staff have written it, and what happens when a file of it is wrong. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SCALES } from '../src/assessment/instrument.ts'
import { formatVenueCode, parseVenueCode, VENUE_CODE_LENGTH } from '../src/protocol/venue-code.ts'
import { SHARED_PLACES } from '../src/tally/leaf.ts'
import { buildCopy, copySite } from './site-copy.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = async <T>(path: string): Promise<T> => parse(await readFile(join(root, 'content', path), 'utf8')) as T

interface Text {
  readonly es: string
  readonly en: string
}
interface Item {
  readonly question: Text
  readonly options?: readonly Text[]
}
interface Concept {
  readonly id: string
  readonly scale: string
  readonly answer: string
  readonly right?: string
  readonly discuss?: { readonly ask: Text; readonly source: Text }
  readonly items: { readonly A: Item; readonly B: Item }
}

const helplines =
  await read<{ id: string; checkedOn: string; sources: { name: string; date: string }[]; tel?: string; link?: string }[]>(
    'helplines.yaml',
  )
const venues = await read<{ id: string; epoch: number }[]>('venues.yaml')
interface Instrument {
  readonly concepts: readonly Concept[]
  readonly pick?: readonly string[]
  readonly barriers: readonly string[]
}
const core = await read<Instrument>('instruments/core.yaml')
/** Of audiences that are asked in their work: each with all that it asks, what it picks from core included. */
const rooms = await Promise.all(
  ['prosecutors', 'responders'].map(async (name) => {
    const own = await read<Instrument>(`instruments/${name}.yaml`)
    const picked = (own.pick ?? []).flatMap((id) => core.concepts.filter((concept) => concept.id === id))
    return { name, own, concepts: [...own.concepts, ...picked], barriers: own.barriers }
  }),
)
const barriers = await read<{ id: string }[]>('barriers.yaml')

const repeated = (ids: readonly string[]) => ids.filter((id, at) => ids.indexOf(id) !== at)

describe('a helpline', () => {
  test('stands once', () => {
    expect(helplines.length).toBeGreaterThan(3)
    expect(repeated(helplines.map(({ id }) => id))).toEqual([])
  })

  test.each(helplines)('$id names its sources, and a day on which they were read that is not to come', ({ checkedOn, sources }) => {
    expect(sources.length).toBeGreaterThan(0)
    for (const { name, date } of sources) expect([name, date].every((text) => text.trim() !== '')).toBe(true)
    // A day ahead of the clock of the machine may be today elsewhere.
    expect(Date.parse(checkedOn)).toBeLessThan(Date.now() + 86_400_000)
  })

  test.each(helplines)('$id can be reached', ({ tel, link }) => {
    expect(tel ?? link).toBeTruthy()
  })
})

describe('a venue', () => {
  test('stands once, and is none of the places that venues share', () => {
    expect(repeated(venues.map(({ id }) => id))).toEqual([])
    expect(venues.map(({ id }) => id).filter((id) => SHARED_PLACES.some((place) => place === id))).toEqual([])
  })

  test.each(venues)('$id has a code that is carried, at its highest epoch too', ({ id, epoch }) => {
    for (const at of [epoch, 9999]) {
      const code = formatVenueCode({ venue: id, epoch: at, tag: '0'.repeat(12) })
      expect(code.length).toBeLessThanOrEqual(VENUE_CODE_LENGTH)
      expect(parseVenueCode(code)?.venue).toBe(id)
    }
  })
})

describe('the core instrument', () => {
  test('asks at least six concepts over all four scales, each in two forms', () => {
    expect(core.concepts.length).toBeGreaterThanOrEqual(6)
    expect([...new Set(core.concepts.map(({ scale }) => scale))].sort()).toEqual([...SCALES].sort())
    expect(repeated(core.concepts.map(({ id }) => id))).toEqual([])
    for (const { items } of core.concepts) expect(Object.keys(items).sort()).toEqual(['A', 'B'])
  })

  test('asks nobody what happened to her, how old she is or where she lives', () => {
    const texts = core.concepts.flatMap(({ items }) =>
      [items.A, items.B].flatMap(({ question, options = [] }) => [question, ...options].flatMap(({ es, en }) => [es, en])),
    )
    const forbidden =
      /v[ií]ctim|le ha (pasado|ocurrido|sucedido)|a usted le pas[oó]|ha sido usted|d[oó]nde vive|cu[aá]ntos años|happened to you|have you (ever )?been|where do you live|how old are you/i
    expect(texts.filter((text) => forbidden.test(text))).toEqual([])
  })

  test('turns round about half of its statements', () => {
    const sides = core.concepts.flatMap(({ right }) => right ?? [])
    for (const side of ['agree', 'disagree']) expect(sides.filter((one) => one === side).length).toBeGreaterThan(0)
  })

  test.each(core.concepts)('$id asks in at most 25 words, in each form and language', ({ items }) => {
    for (const { question } of [items.A, items.B])
      for (const text of [question.es, question.en]) {
        expect(text.trim()).not.toBe('')
        expect(text.trim().split(/\s+/).length).toBeLessThanOrEqual(25)
      }
  })

  test.each(core.concepts)('$id has as many options in form A as in form B, none of them twice', ({ answer, items }) => {
    expect(items.A.options?.length).toBe(items.B.options?.length)
    expect(items.A.options !== undefined).toBe(answer === 'choice')
    for (const { options = [] } of [items.A, items.B])
      for (const language of ['es', 'en'] as const) expect(repeated(options.map((option) => option[language]))).toEqual([])
  })

  test.each(core.concepts)('$id asks something else in form B than in form A', ({ items }) => {
    expect(items.A.question.es).not.toBe(items.B.question.es)
    expect(items.A.question.en).not.toBe(items.B.question.en)
  })

  test('lists barriers that are there, each once', () => {
    expect(core.barriers.length).toBeGreaterThanOrEqual(3)
    expect(repeated(core.barriers)).toEqual([])
    expect(core.barriers.filter((id) => !barriers.some((barrier) => barrier.id === id))).toEqual([])
  })
})

describe.each(rooms)('the instrument of $name', ({ own, concepts, barriers: offered }) => {
  test('asks eight to twelve concepts over all four scales, each once', () => {
    expect(concepts).toHaveLength(own.concepts.length + (own.pick?.length ?? 0))
    expect(concepts.length).toBeGreaterThanOrEqual(8)
    expect(concepts.length).toBeLessThanOrEqual(12)
    expect([...new Set(concepts.map(({ scale }) => scale))].sort()).toEqual([...SCALES].sort())
    expect(repeated(concepts.map(({ id }) => id))).toEqual([])
  })

  test('turns round half of its statements', () => {
    const sides = concepts.flatMap(({ right }) => right ?? [])
    for (const side of ['agree', 'disagree']) expect(sides.filter((one) => one === side).length).toBeGreaterThan(0)
  })

  test('asks nobody what happened to her, how old she is or where she lives', () => {
    const texts = concepts.flatMap(({ items }) => [items.A, items.B].flatMap(({ question }) => [question.es, question.en]))
    const forbidden =
      /le ha (pasado|ocurrido|sucedido)|a usted le pas[oó]|ha sido usted|d[oó]nde vive|cu[aá]ntos años|happened to you|have you (ever )?been|where do you live|how old are you/i
    expect(texts.filter((text) => forbidden.test(text))).toEqual([])
  })

  test.each(concepts)(
    '$id has two forms of at most 25 words that differ, with as many options, none twice',
    ({ answer, items }) => {
      for (const language of ['es', 'en'] as const) {
        expect(items.A.question[language]).not.toBe(items.B.question[language])
        for (const { question, options = [] } of [items.A, items.B]) {
          expect(question[language].trim().split(/\s+/).length).toBeLessThanOrEqual(25)
          expect(repeated(options.map((option) => option[language]))).toEqual([])
        }
      }
      expect(items.A.options?.length).toBe(items.B.options?.length)
      expect(items.A.options !== undefined).toBe(answer === 'choice')
    },
  )

  test.each(concepts)('$id does not give its right option away by its length in both forms', ({ items }) => {
    for (const language of ['es', 'en'] as const) {
      const longest = [items.A, items.B].map(({ options = [] }) => {
        const [right = 0, ...wrong] = options.map((option) => option[language].length)
        return options.length > 0 && right > 1.35 * Math.max(...wrong)
      })
      expect(longest).not.toEqual([true, true])
    }
  })

  test.each(concepts)('$id gives a table something to talk about, and says what that rests on', ({ discuss }) => {
    for (const text of [discuss?.ask.es, discuss?.ask.en, discuss?.source.es, discuss?.source.en]) expect(text?.trim()).toBeTruthy()
  })

  test('offers barriers that are there, each once, none of them last', () => {
    expect(repeated(offered)).toEqual([])
    expect(offered.at(-1)).toBe('none')
    expect(offered.filter((id) => !barriers.some((barrier) => barrier.id === id))).toEqual([])
  })
})

interface Guide {
  readonly guide: string
  readonly title: string
  readonly summary: string
  readonly order: number
  readonly card: { readonly call: readonly string[] } & Record<'signs' | 'do' | 'dont', readonly string[]>
}

/** The guides of a language: each with its file, what stands above its text, and all of it. */
async function guidesOf(language: 'es' | 'en'): Promise<{ file: string; head: Guide; text: string }[]> {
  const names = (await readdir(join(root, 'content/guides', language))).filter((name) => name.endsWith('.mdx'))
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(root, 'content/guides', language, name), 'utf8')
      return { file: `${language}/${name}`, head: parse(text.split(/^---$/m)[1] ?? '') as Guide, text }
    }),
  )
}

const guides = { es: await guidesOf('es'), en: await guidesOf('en') }
const everyGuide = [...guides.es, ...guides.en]

describe('a guide', () => {
  test('stands in both languages, once in each, in the same place of the list', () => {
    const places = (language: 'es' | 'en') => guides[language].map(({ head }) => `${head.order} ${head.guide}`).sort()
    expect(places('es').length).toBeGreaterThanOrEqual(6)
    expect(repeated(guides.es.map(({ head }) => head.guide))).toEqual([])
    expect(places('en')).toEqual(places('es'))
  })

  test('says to call the same channels in both languages', () => {
    const calls = (language: 'es' | 'en') => Object.fromEntries(guides[language].map(({ head }) => [head.guide, head.card.call]))
    expect(calls('en')).toEqual(calls('es'))
  })

  test.each(everyGuide)('$file says to call channels that there are, one of them by telephone', ({ head }) => {
    const lines = head.card.call.map((id) => helplines.find((line) => line.id === id))
    expect(lines).not.toContain(undefined)
    expect(lines.some((line) => line?.tel)).toBe(true)
  })

  test.each(everyGuide)('$file takes its numbers from the list of helplines and types none', ({ text }) => {
    const read = helplines.reduce((rest, { id }) => rest.replaceAll(id, ''), text)
    const typed = helplines.filter(({ tel }) => tel && new RegExp(`(?<![0-9])${[...tel].join('[ -]?')}(?![0-9])`).test(read))
    expect(typed.map(({ id }) => id)).toEqual([])
  })

  test.each(everyGuide)('$file has a title and a summary that give nothing away over a shoulder', ({ file, head }) => {
    expect(`${file} ${head.title} ${head.summary}`).not.toMatch(
      /\btratas?\b|traffick|v[ií]ctim|explota|exploit|denunci|escla|slave/i,
    )
  })
})

const checklist =
  await read<{ id: string; part: string; entries: { id: string; text: Text; do?: Text; how?: Text }[] }[]>('checklist.yaml')

describe('the checklist', () => {
  const signs = checklist.filter(({ part }) => part === 'signs')

  test('looks at who offers, what is promised, money, documents, haste and the journey, and has a list for before a trip', () => {
    expect(signs.map(({ id }) => id)).toEqual(['who', 'promise', 'money', 'documents', 'haste', 'journey'])
    expect(checklist.filter(({ part }) => part === 'before')).toHaveLength(1)
  })

  test('says each thing once', () => {
    const entries = checklist.flatMap((group) => group.entries)
    for (const language of ['es', 'en'] as const)
      expect(
        repeated(entries.flatMap(({ text, do: advice, how }) => [text, advice, how].flatMap((one) => one?.[language] ?? []))),
      ).toEqual([])
  })

  test('never lets a sign say what only several together mean', () => {
    const alone = signs.flatMap(({ entries }) =>
      entries.flatMap(({ text, do: advice }) => [text.es, text.en, advice?.es, advice?.en]),
    )
    expect(
      alone.filter((text) => /\btrata\b|traffick|es una trampa|is a trap|seguro que|for certain|\d ?%/i.test(text ?? '')),
    ).toEqual([])
  })
})

/** Builds the site with one file of its content changed, and gives what the build said when it failed. */
async function failureOf(file: string, change: (text: string) => string): Promise<string> {
  const site = await copySite()
  try {
    const path = join(site, 'content', file)
    const text = await readFile(path, 'utf8')
    const broken = change(text)
    expect(broken).not.toBe(text)
    await writeFile(path, broken)

    const failure: unknown = await buildCopy(site).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(failure).toMatchObject({ code: 1 })
    return failure instanceof Error && 'stderr' in failure && 'stdout' in failure ? `${failure.stdout}${failure.stderr}` : ''
  } finally {
    await rm(site, { recursive: true, force: true })
  }
}

describe('a file that is wrong', () => {
  test('stops the build, which names the file, the field and the reason', { timeout: 90_000 }, async () => {
    const said = await failureOf('helplines.yaml', (text) => text.replace(/^ {2}checkedOn: .*$/m, '  checkedOn: soon'))
    expect(said).toContain('content/helplines.yaml')
    expect(said).toContain('checkedOn')
    expect(said).toContain('a date is written YYYY-MM-DD')
  })

  test('stops the build where a sign of the checklist has no advice in one language', { timeout: 90_000 }, async () => {
    const said = await failureOf('checklist.yaml', (text) => text.replace(/^ {8}en: "Look it up yourself.*\n/m, ''))
    expect(said).toContain('content/checklist.yaml')
    expect(said).toContain('entries.0.do.en')
  })

  test('stops the build where a wave wants strong mode at a venue that there is not', { timeout: 90_000 }, async () => {
    const said = await failureOf('waves/2026-2.yaml', (text) => `${text}strongVenues: [el-dorado, nowhere]\n`)
    expect(said).toContain('content/waves/2026-2.yaml: strongVenues: there is no nowhere')
  })
})
