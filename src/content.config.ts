/**
 * The schemas of everything in `content/`.
 *
 * A file that does not fit stops the build with its path, the field and the reason: staff who edit content need no other tool
 * to know that a text is missing in one language or that an id points to nothing. Zod stays here, at build time; phones and the
 * collector read the checked digest of these files (`protocol/catalogue`) and carry no schema library.
 */

import { defineCollection, reference } from 'astro:content'
import { createHash } from 'node:crypto'
import { file, glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { GATE_SETTINGS } from './report/gate/settings.ts'
import { isSealed, PUBLICATION_FORMAT, type Publication } from './report/publication.ts'
import { WITHHELD_MARK, type WithheldReason } from './report/shown.ts'
import { englishName, isStarted, type Language, languages } from './site/languages.ts'
import { filledIn, inEveryLanguage } from './site/marked-text.ts'
import { GRADES } from './site/theory.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case letters, digits and single hyphens')
/** YAML reads an unquoted date as a moment; both spellings are the same day. */
const date = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date('a date is written YYYY-MM-DD'),
)
const missingIn = (language: Language) => `${englishName(language)} text is missing`
/** A text that a reader sees: no whole language lacks it. It is handed on in the started ones too, filled from what they fall back on. */
const text = z
  .strictObject(
    Object.fromEntries(
      languages.map((language) => [
        language,
        isStarted(language) ? z.string().trim().optional() : z.string(missingIn(language)).trim().min(1, missingIn(language)),
      ]),
    ),
  )
  .transform((written) => inEveryLanguage(written))
/** An address in each language; a started one may take that of its fallback. */
const addresses = z
  .strictObject(Object.fromEntries(languages.map((language) => [language, isStarted(language) ? z.url().optional() : z.url()])))
  .transform((written) => filledIn(written))
const ratio = z.number().min(0).max(1)

/** Which languages there are (`site/languages` reads them): the whole ones, and those that were started. */
const declared = defineCollection({
  loader: file('content/languages.yaml'),
  schema: z
    .strictObject({
      id: z.string().regex(/^[a-z]{2,3}$/, 'a language is its two or three letters of ISO 639: pt'),
      name: z.string().trim().min(1),
      path: z.string().regex(/^\/([a-z]+(-[a-z]+)*\/)?$/, 'a path begins and ends with a slash: /pt/'),
      locale: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a locale is written like pt-BR'),
      direction: z.enum(['ltr', 'rtl']).optional(),
      /** The whole language that its readers get where something is not translated yet. A language without one has to be whole itself. */
      fallback: z.enum(['es', 'en']).optional(),
      /** Its own words in addresses, page by page: neutral ones. */
      paths: z.record(z.string(), z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'lower-case words with hyphens')).optional(),
      missing: z.strictObject({ page: z.string().min(1), part: z.string().min(1), questions: z.string().min(1) }).optional(),
    })
    .refine(({ fallback, missing }) => (fallback === undefined) === (missing === undefined), {
      path: ['missing'],
      message: 'a language with a fallback, and only such a one, says to its readers what is missing (page, part, questions)',
    }),
})

const campaign = defineCollection({
  loader: glob({ pattern: 'campaign.yaml', base: './content' }),
  schema: z.strictObject({
    name: text,
    /** Where the site will stand; canonical addresses and printed codes are built on it unless SITE_URL says otherwise. */
    origin: z.url(),
    /** Where the exit leads: an everyday page with nothing personal on it. */
    exit: addresses,
    wave: reference('waves'),
    /** Where a fault of the site's security is reported (RFC 9116). Until it is filled in there is no security.txt: an invented address would be worse. */
    securityContact: z
      .string()
      .regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+|tel:\+?[0-9-]+)$/, 'a contact is mailto:…, https://… or tel:…')
      .optional(),
    /** Who reports to the International Aid Transparency Initiative. Until it is filled in, that file says that its owner is a placeholder. */
    reporting: z
      .strictObject({
        identifier: z.string().min(3),
        ref: z.string().min(2),
        name: text,
        type: z.string().regex(/^[0-9]{2}$/, 'an OrganisationType has two digits'),
        country: z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)'),
        sector: z.string().regex(/^[0-9]{5}$/, 'a DAC purpose code has five digits'),
        status: z.enum(['1', '2', '3', '4', '5', '6']),
      })
      .optional(),
  }),
})

const waves = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './content/waves' }),
  schema: z
    .strictObject({
      name: text,
      starts: date,
      ends: date,
      /** For everybody, and for the audiences that are asked an instrument of their own: their codes lead to its page. */
      instruments: z.strictObject({
        full: reference('instruments'),
        short: reference('instruments'),
        prosecutors: reference('instruments').optional(),
        responders: reference('instruments').optional(),
      }),
      /** The outcome named before the wave opens: the share of this scale's concepts answered rightly, endline against baseline. */
      primaryOutcome: z.strictObject({
        instrument: reference('instruments'),
        scale: z.enum(['knowledge', 'myths', 'intention', 'confidence']),
      }),
      /** Least changes named before the wave opens, each of one indicator of the report. */
      targets: z
        .array(
          z.strictObject({
            indicator: z.string().regex(/^(scale|concept):[a-z0-9-]+$/, 'an indicator is scale:… or concept:…'),
            change: z.number().gt(0).max(1),
            source: text,
          }),
        )
        .default([]),
      /** Share of adults who read first and answer once (design.md, section 3: arm). */
      contentFirstShare: ratio,
      /**
       * Venues where strong mode holds, for the whole wave: of each visitor two concepts alone are reported, and those through chance
       * (assessment/strong-mode). Not to be changed once the wave is open: phones and collector would disagree.
       */
      strongVenues: z.array(reference('venues')).default([]),
      /** Share of visitors who meet form A before and form B after. */
      orderABShare: ratio,
      story: id,
    })
    .refine((wave) => wave.starts < wave.ends, { path: ['ends'], message: 'a wave ends after it starts' }),
})

const venues = defineCollection({
  loader: file('content/venues.yaml'),
  schema: z.strictObject({
    id,
    name: text,
    kind: z.enum(['airport', 'terminal', 'flight', 'round-table', 'online']),
    /** A city of the list in facts.md, or `none` where a venue stands in no city (a flight, the open web). */
    city: z.string().min(1),
    audience: z.enum(['travellers', 'women-and-girls', 'responders', 'prosecutors', 'everybody']),
    /** Raised by one when a printed code is to be retired; codes of an earlier epoch count under `unknown`. */
    epoch: z.int().min(1),
    /** Answers, and as many scans and starts, that may come in an hour before what is more waits for staff to decide; for a stadium, more than the collector's own number. */
    perHour: z.int().min(1).optional(),
  }),
})

const source = z.strictObject({ name: z.string().min(1), date: z.string().min(4) })

const helplines = defineCollection({
  loader: file('content/helplines.yaml'),
  schema: z
    .strictObject({
      id,
      order: z.int(),
      where: z.union([
        z.enum(['colombia', 'abroad']),
        z.string().regex(/^[A-Z]{2}$/, 'where is colombia, abroad or the two capital letters of a country (ISO 3166-1)'),
      ]),
      name: text,
      owner: text,
      /** What it is for, in a sentence. */
      purpose: text,
      /** Digits as a telephone dials them; a service without a number has a link instead. */
      tel: z
        .string()
        .regex(/^\+?[0-9]+$/, 'digits only')
        .optional(),
      /** The number as people read it. */
      shown: z.string().optional(),
      /** A short number that takes text messages. */
      sms: z
        .string()
        .regex(/^\+?[0-9]+$/, 'digits only')
        .optional(),
      link: z.url().optional(),
      /** Each left out when nobody has confirmed it: the page then says so in words. */
      hours: text.optional(),
      cost: text.optional(),
      languages: text.optional(),
      /** What a caller had better know beforehand, with its source and date. */
      caution: text.optional(),
      sources: z.array(source).min(1),
      checkedOn: date,
      /** Who checked it: an office or a role, never a person's name. */
      checkedBy: text,
      /** `documents`: read in sources. `dialled`: somebody called and was answered. The page says which. */
      checkedHow: z.enum(['documents', 'dialled']),
    })
    .refine((line) => (line.tel !== undefined && line.shown !== undefined) || line.link !== undefined, {
      path: ['tel'],
      message: 'a channel needs a number (tel and shown) or a link',
    }),
})

/** An id that stands once among its neighbours, since the page makes an anchor of it. */
function standOnce(entries: readonly { readonly id: string }[], ctx: z.RefinementCtx): void {
  for (const [at, entry] of entries.entries())
    if (entries.findIndex((other) => other.id === entry.id) !== at)
      ctx.addIssue({ code: 'custom', path: [at, 'id'], message: `"${entry.id}" stands twice in this group` })
}

const ticked = z.strictObject({ id, text })
const group = z.strictObject({ id, order: z.int(), name: text })

/** The page "Check an offer": red flags in their groups, and the list before a trip. */
const checklist = defineCollection({
  loader: file('content/checklist.yaml'),
  schema: z.discriminatedUnion('part', [
    group.extend({
      part: z.literal('signs'),
      /** `do`: what to do about a sign, shown once it is ticked. */
      entries: z
        .array(ticked.extend({ do: text }))
        .min(1)
        .superRefine(standOnce),
    }),
    group.extend({
      part: z.literal('before'),
      /** `how`: what counts as ready. */
      entries: z
        .array(ticked.extend({ how: text }))
        .min(1)
        .superRefine(standOnce),
    }),
  ]),
})

/** ICAT step 2: what the campaign wants people to do. */
const actions = defineCollection({
  loader: file('content/actions.yaml'),
  schema: z.strictObject({ id, name: text, how: text }),
})

/** ICAT step 3: what keeps a person who knows from acting. */
const barriers = defineCollection({
  loader: file('content/barriers.yaml'),
  schema: z.strictObject({
    id,
    name: text,
    answer: text,
    /** The guide whose page answers it, for people who come there in their work; left out where the help page does. */
    guide: id.optional(),
  }),
})

/** What others count, watched beside a pathway and credited to nobody. */
const series = defineCollection({
  loader: file('content/series.yaml'),
  schema: z.strictObject({
    id,
    name: text,
    /** What a change in it means, and what it doesn't. */
    reading: text,
  }),
})

/** ICAT step 4: from what people do to the crime, link by link, and how well each link is known (`site/theory` holds it against actions and questions). */
const pathways = defineCollection({
  loader: file('content/pathways.yaml'),
  schema: z.strictObject({
    id,
    audience: z.enum(['travellers', 'women-and-girls', 'responders', 'prosecutors', 'everybody']),
    /** Desired actions that it begins with. None where those whom it is about have questions of their own. */
    actions: z.array(reference('actions')),
    name: text,
    links: z
      .array(
        z.strictObject({
          text,
          /** What the link takes for granted. */
          rests: z
            .array(
              z
                .strictObject({
                  text,
                  grade: z.enum(GRADES),
                  /** The indicator of the report that tests it. */
                  indicator: z
                    .string()
                    .regex(/^(scale|concept):[a-z0-9-]+$/, 'an indicator is scale:… or concept:…')
                    .optional(),
                  /** A published study, as its authors and year, and what it found. */
                  source: text.optional(),
                  found: text.optional(),
                })
                .superRefine(({ grade, indicator, source: study, found }, ctx) => {
                  const fail = (field: string, message: string) => ctx.addIssue({ code: 'custom', path: [field], message })
                  if (grade === 'tested-here' && indicator === undefined) fail('grade', 'tested by what? Name an indicator')
                  if (grade !== 'tested-here' && indicator !== undefined)
                    fail('indicator', `what an indicator measures is tested-here, and not ${grade}`)
                  if (grade === 'tested-elsewhere' && (study === undefined || found === undefined))
                    fail('grade', 'tested by whom? Name the source, and what it found')
                }),
            )
            .min(1),
        }),
      )
      .min(3),
    series: z.union([z.literal('none'), reference('series')]),
    displacement: text,
  }),
})

const item = z.strictObject({
  question: text,
  /** For a choice: the right (or protective) option stands first; the page shuffles. Absent for agreement and confidence. */
  options: z.array(text).min(3).max(4).optional(),
})

const concept = z
  .strictObject({
    id,
    scale: z.enum(['knowledge', 'myths', 'intention', 'confidence']),
    /** The ICAT step that the concept informs. */
    icat: z.int().min(1).max(5),
    name: text,
    pointsTo: z.union([
      z.strictObject({ action: reference('actions') }),
      z.strictObject({ barrier: reference('barriers') }),
      z.strictObject({ page: z.enum(['stories', 'help', 'method']) }),
    ]),
    evidence: z.string().min(2),
    answer: z.enum(['choice', 'agreement', 'confidence']),
    /** For agreement: which side of the scale is right. Half of the statements are turned round. */
    right: z.enum(['agree', 'disagree']).optional(),
    /** Asked once more at the endline as "before this page" (response shift, facts.md C3-5). */
    thenTest: z.boolean().optional(),
    /** One sentence shown with the result. */
    why: text,
    /** What a round table talks about where it is unsure of this, and what that rests on. Asked of nobody. */
    discuss: z.strictObject({ ask: text, source: text }).optional(),
    items: z.strictObject({ A: item, B: item }),
  })
  .superRefine((c, ctx) => {
    const fail = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message })
    for (const form of ['A', 'B'] as const) {
      const options = c.items[form].options
      if (c.answer === 'choice' && !options) fail(['items', form, 'options'], 'a choice needs options, the right one first')
      if (c.answer !== 'choice' && options)
        fail(['items', form, 'options'], `${c.answer} has its own four steps and takes no options`)
      for (const language of ['es', 'en'] as const) {
        const words = c.items[form].question[language].split(/\s+/).length
        if (words > 25) fail(['items', form, 'question', language], `${words} words; an item has 25 at most`)
      }
    }
    if (c.items.A.options?.length !== c.items.B.options?.length) fail(['items'], 'forms A and B need as many options each')
    if ((c.answer === 'agreement') !== (c.right !== undefined))
      fail(['right'], 'agreement, and only agreement, says which side is right')
  })

const instruments = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './content/instruments' }),
  schema: z.union([
    z
      .strictObject({
        version: z.int().min(1),
        name: text,
        concepts: z.array(concept).min(5),
        /** Concepts of another instrument that are asked after its own, in the same words, so that audiences can be compared. */
        from: reference('instruments').optional(),
        pick: z.array(id).min(1).optional(),
        barriers: z.array(reference('barriers')).min(3),
      })
      .refine(({ from, pick }) => (from === undefined) === (pick === undefined), {
        path: ['pick'],
        message: 'from and pick go together: an instrument, and concepts of it',
      })
      .refine(({ concepts, pick = [] }) => concepts.length + pick.length >= 6, {
        path: ['concepts'],
        message: 'an instrument asks at least 6 concepts',
      }),
    /** A short path: some concepts of another instrument, counted apart. */
    z.strictObject({
      version: z.int().min(1),
      name: text,
      from: reference('instruments'),
      pick: z.array(id).min(2),
      barriers: z.array(reference('barriers')).min(3),
    }),
  ]),
})

const stories = defineCollection({
  loader: glob({ pattern: '*/*.mdx', base: './content/stories' }),
  schema: z.strictObject({
    /** The same in both languages: the switch between them keeps the story. */
    story: id,
    title: z.string().min(1),
    /** One or two sentences for lists and search. */
    summary: z.string().min(1),
    minutes: z.number().min(1).max(5),
    /** The order in lists. */
    order: z.int(),
    /** What a visitor with one minute reads between the questions: the tale, then what was written underneath. */
    brief: z.strictObject({ tale: z.array(z.string()).min(1), underneath: z.array(z.string()).min(1) }),
    /** Where the pattern was documented (facts.md, D2), and when. */
    sources: z.array(source).min(1),
  }),
})

const cardLine = z.string().trim().min(1).max(90, 'a line of the pocket card has 90 characters at most')

/** Role guides: what people who meet travellers, or know one, look for and do. */
const guides = defineCollection({
  loader: glob({ pattern: '*/*.mdx', base: './content/guides' }),
  schema: z.strictObject({
    /** The same in both languages: the switch between them keeps the guide. */
    guide: id,
    /** Written, and not published: a fact of it, or its source, has yet to be checked. */
    draft: z.boolean().default(false),
    title: z.string().min(1),
    /** Whom it is written for. */
    role: z.string().min(1),
    /** One or two sentences for lists and search; neutral, since a list may be read over a shoulder. */
    summary: z.string().min(1),
    /** The order in lists. */
    order: z.int(),
    /** The pocket card. It prints on one page of A6, so its lines are few and short. */
    card: z.strictObject({
      signs: z.array(cardLine).min(3).max(6),
      do: z.array(cardLine).min(3).max(5),
      dont: z.array(cardLine).min(3).max(5),
      /** The channels to call, the first one first: numbers are never typed into a guide. */
      call: z.array(reference('helplines')).min(1).max(4),
    }),
    sources: z.array(source).min(1),
    /** How far the sources reach: what was carried over from another place, what is our own. */
    basis: z.string().min(1).optional(),
  }),
})

const pages = defineCollection({
  loader: glob({ pattern: '*/*.mdx', base: './content/pages' }),
  schema: z.strictObject({
    page: z.enum(['privacy', 'safety', 'method', 'why', 'about', 'landing']),
    title: z.string().min(1),
    summary: z.string().min(1),
  }),
})

/** A text of printed matter: a card has room for so many letters and no more. */
const printedText = (most: number) =>
  text.refine(
    (written) => languages.every((language) => String(written[language]).length <= most),
    `has ${most} characters at most`,
  )

/** The words of posters, cards and stickers. */
const print = defineCollection({
  loader: file('content/print.yaml'),
  schema: z.strictObject({
    id: z.enum(['poster', 'seat-card', 'pocket-card', 'staff-card', 'table-card', 'sticker']),
    /** The recruiter's voice: how the tale begins, and what is offered. */
    tale: printedText(50).optional(),
    offer: printedText(60).optional(),
    ask: printedText(32),
    text: printedText(130),
    points: z.array(printedText(56)).max(4).default([]),
    /** The channels to call, the first one first: numbers are never typed here. */
    call: z.array(reference('helplines')).max(3).default([]),
  }),
})

const searchWord = z
  .string()
  .trim()
  .min(2)
  .refine((word) => word === word.toLowerCase(), 'a search word is written in lower case')
const leads = z.strictObject({ words: z.array(searchWord).min(1), leadTo: z.array(searchWord).min(1).max(3) })

/** What people type when they search, and the words of our pages that it leads to. */
const synonyms = defineCollection({
  loader: file('content/synonyms.yaml'),
  schema: z.strictObject({ id, es: leads, en: leads }),
})

const bothLanguages = z.strictObject({ es: z.string().min(1), en: z.string().min(1) })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')
/** A count as the public sees it. */
const roundedPeople = z
  .int()
  .min(GATE_SETTINGS.minimumCell)
  .multipleOf(GATE_SETTINGS.roundingPublic, `a public count is a multiple of ${GATE_SETTINGS.roundingPublic}`)
const publicGroup = roundedPeople.min(GATE_SETTINGS.minimumShown)
/** A figure, or why there is none. */
const told = <T extends z.ZodType>(value: T) =>
  z.union([
    z.strictObject({ kind: z.literal('shown'), value }),
    z.strictObject({
      kind: z.literal('withheld'),
      reason: z.enum(Object.keys(WITHHELD_MARK) as [WithheldReason, ...WithheldReason[]]),
    }),
  ])
const percent = z.int().min(0).max(100)
const publicShare = told(z.strictObject({ count: roundedPeople, percent, low: percent, high: percent }))
const points = z.int().min(-100).max(100)
const publicChange = told(z.strictObject({ points, low: points, high: points }))
const tenths = z.number().multipleOf(0.1)
const publicScore = told(
  z.strictObject({
    meanBefore: tenths,
    meanAfter: tenths,
    change: tenths,
    interval: z.union([z.literal('no-interval'), z.strictObject({ low: tenths, high: tenths })]),
  }),
)
const scale = z.enum(['knowledge', 'myths', 'intention', 'confidence'])
const week = z.string().regex(/^\d{4}-W\d{2}$/, 'a week is written 2026-W48')

const publicResults = z.strictObject({
  n: z.strictObject({ baseline: told(publicGroup), endline: told(publicGroup), contentFirst: told(publicGroup) }),
  scales: z.array(z.strictObject({ scale, top: z.int().min(1), n: told(publicGroup), change: publicScore })),
  concepts: z.array(
    z.strictObject({
      concept: id,
      scale,
      n: told(publicGroup),
      before: publicShare,
      after: publicShare,
      change: publicChange,
      gained: told(roundedPeople),
      lost: told(roundedPeople),
      dontKnowBefore: publicShare,
      dontKnowAfter: publicShare,
    }),
  ),
  barriers: z.array(z.strictObject({ barrier: id, named: publicShare })),
  known: z.array(z.strictObject({ concept: id, share: publicShare })),
  worse: z.array(z.strictObject({ scale, share: publicShare })),
  recalled: z.array(
    z.strictObject({ concept: id, n: told(publicGroup), earlier: publicShare, now: publicShare, change: publicChange }),
  ),
})

const cell = z.union([z.string(), z.number()])

/**
 * What was published of a wave: files that `npm run staff -- publish` writes, and nobody else. A count that is not rounded, a field that the gate does not know, or
 * contents other than those that were hashed stop the build.
 */
const results = defineCollection({
  loader: glob({ pattern: '*.json', base: './content/results' }),
  schema: z
    .strictObject({
      format: z.literal(PUBLICATION_FORMAT),
      wave: z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a wave’s id is lower-case letters, digits and hyphens'),
        name: bothLanguages,
        starts: date,
        ends: date,
        primaryOutcome: z.strictObject({ instrument: z.string().min(1), scale }),
        targets: z.array(z.strictObject({ indicator: z.string().min(1), change: z.number().gt(0).max(1), source: bothLanguages })),
      }),
      published: date,
      corrections: z.array(
        z.strictObject({
          date,
          reason: bothLanguages,
          figures: z.array(
            z.strictObject({
              instrument: z.string(),
              level: z.string(),
              unit: z.string(),
              table: z.string(),
              measure: z.string(),
              figure: z.string(),
              was: cell,
              is: cell,
            }),
          ),
        }),
      ),
      release: z.strictObject({ snapshots: z.int().min(1), missing: z.int().min(0), hash: sha256 }),
      leftOut: z.union([z.enum(['nobody', 'not told']), told(roundedPeople)]),
      settings: z.record(z.string(), z.number()),
      instruments: z
        .array(
          z.strictObject({
            id: z.string().regex(/^[a-z0-9-]+@\d+$/, 'an instrument is its id and version: core@1'),
            name: bothLanguages,
            concepts: z.array(
              z.strictObject({ id, name: bothLanguages, scale, pointsTo: z.string().min(1), evidence: z.string().min(1) }),
            ),
            barriers: z.array(z.strictObject({ id, name: bothLanguages })),
            units: z
              .array(
                z.strictObject({
                  level: z.enum(['overall', 'audience', 'city', 'kind', 'leaf', 'comparison']),
                  id: z.string().min(1),
                  name: bothLanguages,
                  weeks: z.tuple([week, week]),
                  results: publicResults,
                }),
              )
              .min(1),
          }),
        )
        .min(1),
      hash: sha256,
    })
    .superRefine((publication, ctx) => {
      if (!isSealed(publication as Publication, (text) => createHash('sha256').update(text).digest('hex')))
        ctx.addIssue({
          code: 'custom',
          path: ['hash'],
          message: 'the contents are not those that were published; bring the file back and use: npm run staff -- publish',
        })
    }),
})

export const collections = {
  languages: declared,
  campaign,
  waves,
  venues,
  helplines,
  checklist,
  actions,
  barriers,
  series,
  pathways,
  instruments,
  results,
  stories,
  guides,
  pages,
  print,
  synonyms,
}
