/**
 * A sheet of printed matter as HTML: from words and a venue's code to what a browser prints. The command line and the staff page call this one file, so that
 * both print the same. Looks are in `sheet.css`; nothing here has a style of its own.
 */
import { type Form, type FormId, formOf, type Language, LEAST_MODULE, languagesIn, type Tongue } from './form.ts'
import type { Call, PieceText, PrintedWords, Role, Text } from './printed-words.ts'
import { type QrCode, qrCode } from './qr-code.ts'

export interface Venue {
  readonly name: Text
  readonly kind: string
  /** As printed: venue, epoch and tag. Absent for a specimen. */
  readonly code?: string | undefined
}

export interface Sheet {
  readonly form: FormId
  readonly tongue: Tongue
  readonly venue: Venue
  /** The address in the code. */
  readonly address: string
  /** Whether it must not be taken for the real thing: without a venue's code, or with an address that leads nowhere. */
  readonly isSpecimen: boolean
  /** Level of a piece's heading, where the sheet stands inside a page. */
  readonly heading?: 1 | 3
}

/** The address in the code: the landing page, or the page of the venue's audience, in the first language, with the venue's code behind the hash. */
export function addressOf(words: PrintedWords, origin: string, tongue: Tongue, audience: string, code: string | undefined): string {
  const [language = 'es'] = languagesIn(tongue)
  const page = new URL((words.rooms[audience] ?? words.landing)[language], origin).href
  return code === undefined ? page : `${page}#${code}`
}

/** What somebody types who cannot scan: host and path, without what a browser adds by itself. */
export const shortAddress = (address: string): string => {
  const { host, pathname } = new URL(address)
  return host + pathname.replace(/\/$/, '')
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`)

/** What a piece is drawn from. */
interface Piece {
  readonly form: Form
  readonly languages: readonly Language[]
  readonly words: PrintedWords
  readonly sheet: Sheet
  readonly qr: QrCode
}

/** The sheet, as one `<section>`. */
export function sheetHtml(words: PrintedWords, sheet: Sheet): string {
  const form = formOf(sheet.form)
  const languages = languagesIn(sheet.tongue)
  const [first = 'es'] = languages
  const qr = qrCode(sheet.address, form.code)
  if (form.code / qr.side < LEAST_MODULE)
    throw new RangeError(
      `"${sheet.address}" is too long for the code of ${form.id}: its modules would be smaller than ${LEAST_MODULE} mm`,
    )
  const pieces = Array.from({ length: form.columns * form.rows }, (_, at) => {
    const own = sheet.tongue === 'both' && isOneLanguage(form.id) ? [languages[at % 2] ?? first] : languages
    // Whoever hears the sheet hears a piece once: the others are the same.
    const isRepeated = at >= (own.length < languages.length ? languages.length : 1)
    return pieceHtml({ form, languages: own, words, sheet, qr }, isRepeated)
  })
  return [
    `<section class="sheet sheet-${form.id} tongue-${sheet.tongue}" lang="${first}">`,
    `<div class="pieces">${pieces.join('')}</div>`,
    marksHtml(form, words.labels[first].fold),
    '</section>',
  ].join('')
}

/** Pieces with too many words for two languages come in pairs, one of each; a folded card turns one to each side of the table. */
const isOneLanguage = (form: FormId): boolean => form === 'staff-card' || form === 'table-card'

function pieceHtml(piece: Piece, isRepeated: boolean): string {
  const { form, languages, words, sheet } = piece
  const [first = 'es'] = languages
  const specimen = sheet.isSpecimen ? `<p class="p-specimen" lang="${first}">${escaped(words.labels[first].specimen)}</p>` : ''
  const body = form.id === 'staff-card' ? roleHtml(piece, first) : textHtml(piece, words.texts[form.text])
  return `<article class="piece" lang="${first}"${isRepeated ? ' aria-hidden="true"' : ''}>${body}${footHtml(piece)}${specimen}</article>`
}

/** One text in each language of the piece, the first one large. */
function said(languages: readonly Language[], text: Text, tag: string, name: string): string {
  // A name or an address is the same in both, and is said once.
  const spoken = languages.filter((language, at) => languages.findIndex((other) => text[other] === text[language]) === at)
  const parts = spoken.map(
    (language, at) => `<span lang="${language}" class="${at === 0 ? 'first' : 'second'}">${escaped(text[language])}</span>`,
  )
  return `<${tag} class="${name}">${parts.join(' ')}</${tag}>`
}

function textHtml(piece: Piece, text: PieceText): string {
  const { languages, sheet } = piece
  const heading = `h${sheet.heading ?? 1}`
  const tale = text.tale && said(languages, text.tale, 'p', 'p-tale')
  const offer = text.offer && said(languages, text.offer, 'p', 'p-offer')
  const points = text.points.map((point) => said(languages, point, 'li', 'p-point'))
  return [
    BAND,
    tale || offer ? `<div class="p-leaf">${tale ?? ''}${offer ?? ''}${CORNER}</div>` : '',
    '<div class="p-under">',
    said(languages, text.ask, heading, 'p-ask'),
    points.length > 0 ? `<ul class="p-points">${points.join('')}</ul>` : '',
    said(languages, text.text, 'p', 'p-text'),
    codeHtml(piece),
    tale || offer ? '' : CORNER,
    '</div>',
    callsHtml(languages, text.calls, text.checked),
  ].join('')
}

function roleHtml(piece: Piece, language: Language): string {
  const { words, sheet } = piece
  const role: Role | undefined = (words.roles[sheet.venue.kind] ?? Object.values(words.roles)[0])?.[language]
  if (!role) throw new TypeError(`print: there is no guide for a venue of the kind ${sheet.venue.kind}`)
  const text = words.texts['staff-card']
  const labels = words.labels[language]
  const level = sheet.heading ?? 1
  const list = (name: string, title: string, lines: readonly string[]) =>
    `<div class="${name}"><h${level + 1}>${escaped(title)}</h${level + 1}><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul></div>`
  return [
    BAND,
    `<h${level} class="p-ask">${escaped(role.title)}</h${level}>`,
    list('p-signs', labels.signs, role.signs),
    `<div class="p-acts">${list('p-do', labels.do, role.do)}${list('p-dont', labels.dont, role.dont)}</div>`,
    `<div class="p-under">${said([language], text.ask, 'p', 'p-lead')}${said([language], text.text, 'p', 'p-text')}${codeHtml(piece)}${CORNER}</div>`,
    callsHtml([language], role.calls, role.checked),
  ].join('')
}

/** The code in its quiet zone, and in words how to get there without it. */
function codeHtml({ languages, words, sheet, qr }: Piece): string {
  const [first = 'es'] = languages
  const alt = words.labels[first].alt.replace('{address}', sheet.address)
  const scan = { es: words.labels.es.scan, en: words.labels.en.scan }
  const type = { es: words.labels.es.type, en: words.labels.en.type }
  return [
    '<div class="p-scan">',
    `<svg class="p-qr" viewBox="0 0 ${qr.side} ${qr.side}" role="img" aria-label="${escaped(alt)}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${qr.side}v${qr.side}H0z"/><path fill="#000" d="${qr.path}"/></svg>`,
    '<div class="p-how">',
    said(languages, scan, 'p', 'p-point-at'),
    said(languages, type, 'p', 'p-type'),
    `<p class="p-address"><b>${escaped(shortAddress(sheet.address)).replaceAll('/', '<wbr>/')}</b></p>`,
    '</div></div>',
  ].join('')
}

function callsHtml(languages: readonly Language[], calls: readonly Call[], checked: Text): string {
  if (calls.length === 0) return ''
  const [first = 'es'] = languages
  const lines = calls.map(({ shown, use }) => `<li><b>${escaped(shown[first])}</b> ${said(languages, use, 'span', 'p-use')}</li>`)
  return `<div class="p-calls"><ul>${lines.join('')}</ul>${said(languages, checked, 'p', 'p-checked')}</div>`
}

/** The campaign's name as its logo writes it, the last word the tale's; and small what the piece was printed for. */
function footHtml({ languages, words, sheet }: Piece): string {
  const [first = 'es'] = languages
  const name = words.name[first].split(' ')
  const tale = name.pop() ?? ''
  const code = sheet.venue.code ?? words.labels[first].specimen
  return [
    `<div class="p-foot"><p class="p-logo">${LOGO}<b>${escaped(name.join(' '))}</b> <i>${escaped(tale)}</i></p>`,
    `<p class="p-code"><span>${escaped(sheet.venue.name[first])}</span> <span>${escaped(words.labels[first].code)} ${escaped(code)}</span></p></div>`,
  ].join('')
}

/** A strip of triangles, as on every page of the site: drawn and not shaded, since a printer makes a picture of a shade. */
const BAND = ((tiles: number) => {
  const tile = (at: number) => `M${at * 10} 0h10v10z`
  const light = Array.from({ length: tiles }, (_, at) => `M${at * 10} 0l5 5-5 5z`)
  return [
    `<svg class="p-band" viewBox="0 0 ${tiles * 10} 10" preserveAspectRatio="xMinYMid slice" aria-hidden="true">`,
    `<path fill="#221a42" d="M0 0h${tiles * 10}v10H0z"/><path fill="#f5b12e" d="${Array.from({ length: tiles }, (_, at) => tile(at)).join('')}"/>`,
    `<path fill="#fff" d="${light.join('')}"/></svg>`,
  ].join('')
})(30)

const LOGO =
  '<svg class="p-mark" viewBox="0 0 32 32" aria-hidden="true"><path fill="#000" d="M3 2h26v16L17 30H3z"/><path fill="#f5b12e" stroke="#000" d="M29 18 17 30V18z"/></svg>'
/** The leaf's corner: what lies beyond the crease is the ground under it, and the flap is turned over. */
const CORNER =
  '<svg class="p-corner" viewBox="0 0 40 40" aria-hidden="true"><path class="p-cut" d="M40 0v40H0z"/><path class="p-flap" d="M0 0h40L0 40z"/></svg>'

/** Lines outside the pieces to cut along, or at the edges to fold along. */
function marksHtml({ width, height, piece, columns, rows, finish }: Form, fold: string): string {
  if (finish === 'whole') return ''
  const lines =
    finish === 'fold' ? [`M0 ${height / 2}h8`, `M${width - 8} ${height / 2}h8`] : cutLines({ width, height, piece, columns, rows })
  const note = finish === 'fold' ? `<p class="p-fold">${escaped(fold)}</p>` : ''
  return `<svg class="marks" viewBox="0 0 ${width} ${height}" aria-hidden="true"><path d="${lines.join('')}"/></svg>${note}`
}

/** Length of a mark, and its distance from the piece: a blade that stops early leaves no ink on a card. */
const MARK = { length: 5, gap: 2 }

function cutLines({
  width,
  height,
  piece,
  columns,
  rows,
}: Pick<Form, 'width' | 'height' | 'piece' | 'columns' | 'rows'>): string[] {
  const left = (width - columns * piece.width) / 2
  const top = (height - rows * piece.height) / 2
  const [right, bottom] = [width - left, height - top]
  const { length, gap } = MARK
  const across = Array.from({ length: columns + 1 }, (_, at) => left + at * piece.width)
  const down = Array.from({ length: rows + 1 }, (_, at) => top + at * piece.height)
  return [
    ...across.flatMap((x) => [`M${x} ${top - gap}v${-length}`, `M${x} ${bottom + gap}v${length}`]),
    ...down.flatMap((y) => [`M${left - gap} ${y}h${-length}`, `M${right + gap} ${y}h${length}`]),
  ]
}
