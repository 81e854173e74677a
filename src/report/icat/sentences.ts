/**
 * A sentence for each indicator, ready to paste, in Spanish and English. It says how many people, gives the interval, and claims a change only where
 * the 95 % interval leaves no change out and, for the indicators beside the primary outcome, Holm's correction agrees. No sentence says why.
 */
import type { Text } from '../../protocol/catalogue.ts'
import type { Reason } from '../../statistics/refusal.ts'
import type { Interval } from '../../statistics/wilson.ts'
import type { WithheldReason } from '../shown.ts'
import type { Absent, ChangeEstimate, Estimate, Told } from './indicator.ts'

const WITHHELD: Readonly<Record<WithheldReason, Text>> = {
  'fewer-than-10': { es: 'no se publica, porque son menos de 10 personas', en: 'not shown, since there are fewer than 10 people' },
  'cell-under-5': {
    es: 'no se publica, porque dejaría ver una cuenta menor de 5',
    en: 'not shown, since it would give away a count under 5',
  },
  'not-released': { es: 'la compuerta aún no lo publica', en: 'not released by the gate yet' },
}

const REFUSED: Readonly<Record<Reason, Text>> = {
  nobody: { es: 'nadie ha contestado', en: 'nobody has answered' },
  'too-few': { es: 'son muy pocas personas para calcularlo', en: 'there are too few people to compute it' },
  'no-variance': { es: 'todas las respuestas son iguales', en: 'all answers are alike' },
  'no-change': { es: 'nadie cambió', en: 'nobody changed' },
  'no-discordant-pairs': { es: 'nadie cambió de respuesta', en: 'nobody changed their answer' },
  'no-events': { es: 'no hay ningún caso', en: 'there is no case' },
  'correlation-unknown': {
    es: 'no se sabe cómo se relacionan antes y después',
    en: 'how before and after go together is not known',
  },
  'counts-disagree': { es: 'las tablas no coinciden', en: 'the tables disagree' },
  'one-item': { es: 'hace falta más de una pregunta', en: 'it takes more than one item' },
  'beyond-discordance': { es: 'no pueden cambiar tantas personas', en: 'so many people cannot change' },
  'not-detectable': { es: 'con tan pocas personas no se ve ningún cambio', en: 'with so few people no change can be seen' },
}

/** Why a figure is absent, as the end of a sentence. */
export function absenceInWords(absent: Absent): Text {
  if (absent.kind === 'withheld') return WITHHELD[absent.reason]
  return absent.kind === 'refused' ? REFUSED[absent.reason] : { es: 'no se pregunta', en: 'not asked' }
}

const LANGUAGES = ['es', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const both = (write: (language: Language) => string): Text => ({ es: write('es'), en: write('en') })

/** 0.4213 as `42,1 %` or `42.1%`; the minus is a real one. */
export function percentInWords(share: number, language: Language): string {
  const digits = Math.abs(share * 100).toFixed(1)
  const sign = share < 0 && Number(digits) !== 0 ? '−' : ''
  return language === 'es' ? `${sign}${digits.replace('.', ',')} %` : `${sign}${digits}%`
}

/** 0.187 as `+18,7`, in points. */
function points(share: number, language: Language): string {
  const digits = Math.abs(share * 100).toFixed(1)
  const sign = Number(digits) === 0 ? '' : share < 0 ? '−' : '+'
  return `${sign}${language === 'es' ? digits.replace('.', ',') : digits}`
}

const range = ({ low, high }: Interval, language: Language, write = percentInWords): string =>
  language === 'es'
    ? `intervalo del 95 %: ${write(low, language)} a ${write(high, language)}`
    : `95% interval: ${write(low, language)} to ${write(high, language)}`

const absence = (name: Text, absent: Absent): Text => both((language) => `${name[language]}: ${absenceInWords(absent)[language]}.`)

/** What an interval allows to say of a change. */
export type Verdict = 'rose' | 'fell' | 'unclear'

/** `adjusted` is Holm's p, absent for the primary outcome. */
export function verdictOf(change: Estimate, adjusted?: number): Verdict {
  if (change.interval === 'no-interval' || (adjusted !== undefined && adjusted >= 0.05)) return 'unclear'
  return change.interval.low > 0 ? 'rose' : change.interval.high < 0 ? 'fell' : 'unclear'
}

interface ChangeWords {
  readonly name: Text
  readonly n: Told<number>
  readonly before: Told<Estimate>
  readonly after: Told<Estimate>
  readonly change: Told<ChangeEstimate>
  readonly adjusted?: number
  readonly isPrimary: boolean
  /** When the second figure was asked; right after reading where nothing is said. */
  readonly when?: Text
}

const RIGHT_AFTER: Text = { es: 'justo después de leer', en: 'right after reading' }

/** Before and after of the same people. */
export function changeSentence({ name, n, before, after, change, adjusted, isPrimary, when = RIGHT_AFTER }: ChangeWords): Text {
  if (change.kind !== 'shown') return absence(name, change)
  if (before.kind !== 'shown') return absence(name, before)
  if (after.kind !== 'shown') return absence(name, after)
  const { value } = change
  const verdict = verdictOf(value, adjusted)
  return both((language) => {
    const from = percentInWords(before.value.value, language)
    const to = percentInWords(after.value.value, language)
    const people = n.kind === 'shown' ? `n = ${n.value}` : absenceInWords(n)[language]
    const limits =
      value.interval === 'no-interval'
        ? { es: 'sin intervalo', en: 'no interval' }[language]
        : range(value.interval, language, points)
    const size = `${points(value.value, language)} ${{ es: 'puntos', en: 'points' }[language]}, ${limits}; ${people}`
    const widest =
      value.basis === 'margins'
        ? { es: ' El intervalo es el más amplio posible.', en: ' The interval is the widest possible.' }[language]
        : ''
    const outcome = isPrimary ? { es: ' (resultado principal)', en: ' (primary outcome)' }[language] : ''
    const claim = {
      es: {
        rose: `subió de ${from} a ${to}`,
        fell: `bajó de ${from} a ${to}`,
        unclear: `no se ve un cambio claro (de ${from} a ${to})`,
      },
      en: {
        rose: `rose from ${from} to ${to}`,
        fell: `fell from ${from} to ${to}`,
        unclear: `no clear change (from ${from} to ${to})`,
      },
    }[language][verdict]
    return `${name[language]}${outcome}: ${claim} ${when[language]} (${size}).${widest}${correction(value, adjusted, verdict, language)}`
  })
}

/** Where the interval alone would let a change pass that several tests together don't. */
function correction(change: Estimate, adjusted: number | undefined, verdict: Verdict, language: Language): string {
  if (adjusted === undefined || verdict !== 'unclear' || change.interval === 'no-interval') return ''
  if (change.interval.low <= 0 && change.interval.high >= 0) return ''
  return {
    es: ' Por sí solo el intervalo deja fuera el cero, pero con la corrección por varias pruebas (Holm) no alcanza para afirmarlo.',
    en: ' By itself the interval leaves out zero, but with the correction for several tests (Holm) that is not enough to claim it.',
  }[language]
}

/** A single share. `what` ends the sentence: "… of those who answered got it right before reading". */
export function shareSentence(name: Text, n: Told<number>, share: Told<Estimate>, what: Text): Text {
  if (share.kind !== 'shown') return absence(name, share)
  const { value, interval } = share.value
  return both((language) => {
    const limits = interval === 'no-interval' ? { es: 'sin intervalo', en: 'no interval' }[language] : range(interval, language)
    const people = n.kind === 'shown' ? `; n = ${n.value}` : ''
    return `${name[language]}: ${percentInWords(value, language)} ${what[language]} (${limits}${people}).`
  })
}

interface GroupWords {
  readonly name: Text
  readonly change: Told<ChangeEstimate>
  readonly n: readonly [Told<number>, Told<number>]
  /** What may be said where the second group is clearly higher, clearly lower, and neither. */
  readonly higher: Text
  readonly lower: Text
  readonly unclear: Text
}

/** Two groups of different people. */
export function groupsSentence({ name, change, n, ...words }: GroupWords): Text {
  if (change.kind !== 'shown') return absence(name, change)
  const verdict = verdictOf(change.value)
  const said = verdict === 'rose' ? words.higher : verdict === 'fell' ? words.lower : words.unclear
  return both((language) => {
    const { value, interval } = change.value
    const limits =
      interval === 'no-interval' ? { es: 'sin intervalo', en: 'no interval' }[language] : range(interval, language, points)
    const [one, other] = n.map((size) => (size.kind === 'shown' ? String(size.value) : absenceInWords(size)[language]))
    return `${name[language]}: ${said[language]} (${points(value, language)} ${{ es: 'puntos', en: 'points' }[language]}, ${limits}; n = ${one} ${{ es: 'y', en: 'and' }[language]} ${other}).`
  })
}
