/** The forms that printed matter takes: paper, pieces on it, and how large the code stands. Lengths are in millimetres. */
export const FORMS = ['poster-a3', 'poster-a4', 'seat-card', 'pocket-card', 'staff-card', 'table-card', 'sticker'] as const
export type FormId = (typeof FORMS)[number]

/** The words that a form carries; both posters carry the same. */
export const TEXTS = ['poster', 'seat-card', 'pocket-card', 'staff-card', 'table-card', 'sticker'] as const
export type TextId = (typeof TEXTS)[number]

export interface Form {
  readonly id: FormId
  readonly text: TextId
  readonly paper: 'A3' | 'A4' | 'A4 landscape'
  /** The sheet. */
  readonly width: number
  readonly height: number
  /** One piece, and how many stand beside and above one another. They touch: one cut parts two. */
  readonly piece: { readonly width: number; readonly height: number }
  readonly columns: number
  readonly rows: number
  /** Whether the pieces are cut out, folded, or the sheet itself. */
  readonly finish: 'whole' | 'cut' | 'fold'
  /** The code with its quiet zone. */
  readonly code: number
}

/**
 * The least side of a module: three pixels and a bit of a picture at 100 dots an inch. Below that readers fail once the picture is blurred or taken askew
 * (tests/print). An address that would need smaller ones is refused.
 */
export const LEAST_MODULE = 0.8

/** The least side of a code with its quiet zone. At level H the longest code of a new venue has 57 modules with the zone, and the longest that there can be 61. */
export const LEAST_CODE = 50

const A4 = { width: 210, height: 297 }
const LANDSCAPE = { width: 297, height: 210 }
const whole = { columns: 1, rows: 1, finish: 'whole' } as const

const ALL: Readonly<Record<FormId, Omit<Form, 'id'>>> = {
  'poster-a3': { text: 'poster', paper: 'A3', width: 297, height: 420, piece: { width: 297, height: 420 }, ...whole, code: 141.4 },
  'poster-a4': { text: 'poster', paper: 'A4', ...A4, piece: A4, ...whole, code: 100 },
  'seat-card': {
    text: 'seat-card',
    paper: 'A4 landscape',
    ...LANDSCAPE,
    piece: { width: 90, height: 190 },
    columns: 3,
    rows: 1,
    finish: 'cut',
    code: 60,
  },
  'pocket-card': {
    text: 'pocket-card',
    paper: 'A4',
    ...A4,
    piece: { width: 85, height: 54 },
    columns: 2,
    rows: 5,
    finish: 'cut',
    code: LEAST_CODE,
  },
  'staff-card': {
    text: 'staff-card',
    paper: 'A4 landscape',
    ...LANDSCAPE,
    piece: { width: 138, height: 190 },
    columns: 2,
    rows: 1,
    finish: 'cut',
    code: 60,
  },
  'table-card': {
    text: 'table-card',
    paper: 'A4',
    ...A4,
    piece: { width: 210, height: 148.5 },
    columns: 1,
    rows: 2,
    finish: 'fold',
    code: 92,
  },
  sticker: {
    text: 'sticker',
    paper: 'A4',
    ...A4,
    piece: { width: 90, height: 90 },
    columns: 2,
    rows: 3,
    finish: 'cut',
    code: 58,
  },
}

export const formOf = (id: FormId): Form => ({ id, ...ALL[id] })

/** What is usually printed for a place, by its kind; any form can be had for any place. */
const USUAL: Readonly<Record<string, readonly FormId[]>> = {
  airport: ['poster-a3', 'poster-a4', 'pocket-card', 'staff-card', 'sticker'],
  terminal: ['poster-a3', 'poster-a4', 'pocket-card', 'staff-card', 'sticker'],
  flight: ['seat-card', 'staff-card'],
  'round-table': ['table-card', 'staff-card'],
  online: ['pocket-card'],
}
export const usualForms = (kind: string): readonly FormId[] => USUAL[kind] ?? ['poster-a4']

/** Spanish, English, or both on one piece. */
export const TONGUES = ['es', 'en', 'both'] as const
export type Tongue = (typeof TONGUES)[number]

export type Language = 'es' | 'en'
export const languagesIn = (tongue: Tongue): readonly Language[] => (tongue === 'both' ? ['es', 'en'] : [tongue])
