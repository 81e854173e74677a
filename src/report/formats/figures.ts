/**
 * Figures as files write them: rounded, so that no count can be computed back from a share, a mean or an effect, and with a mark for every absence.
 * Shares become percent to one decimal and changes points to one; p keeps two significant digits, effects and coefficients two decimals.
 */
import type { Text } from '../../protocol/catalogue.ts'
import type { Reason } from '../../statistics/refusal.ts'
import type { Absent, Told } from '../icat/indicator.ts'
import { absenceInWords } from '../icat/sentences.ts'
import { type Shown, WITHHELD_MARK, type WithheldReason } from '../shown.ts'
import type { Cell } from './csv.ts'

export const NOT_ASKED = 'not asked'
export const NO_INTERVAL = 'no interval'
export const UNBOUNDED = 'unbounded'

/** To `digits` decimals, and never −0. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0

/** A share from 0 to 1, or a difference of two, as percent or points. */
export const percent = (share: number): number => rounded(share * 100, 1)

export const hundredths = (value: number): number => rounded(value, 2)

export const twoDigits = (p: number): number => Number(p.toPrecision(2))

/** What stands for a figure that is not there. A refusal is marked with its reason's own word. */
export function markOf(absent: Absent): string {
  if (absent.kind === 'withheld') return WITHHELD_MARK[absent.reason]
  return absent.kind === 'refused' ? absent.reason : NOT_ASKED
}

export const cellOf = <T>(figure: Told<T> | Shown<T>, write: (value: T) => Cell): Cell =>
  figure.kind === 'shown' ? write(figure.value) : markOf(figure)

/** All of them by name, so that a new reason cannot be forgotten in the codebook and among a Data Package's missing values. */
const REASONS: Readonly<Record<Reason, true>> = {
  nobody: true,
  'too-few': true,
  'no-variance': true,
  'no-change': true,
  'no-discordant-pairs': true,
  'no-events': true,
  'correlation-unknown': true,
  'counts-disagree': true,
  'one-item': true,
  'beyond-discordance': true,
  'not-detectable': true,
}

export interface Mark {
  readonly mark: string
  readonly meaning: Text
}

/** Every mark that may stand where a number would. */
export const MARKS: readonly Mark[] = [
  ...(Object.keys(WITHHELD_MARK) as WithheldReason[]).map((reason) => ({
    mark: WITHHELD_MARK[reason],
    meaning: absenceInWords({ kind: 'withheld', reason }),
  })),
  { mark: NOT_ASKED, meaning: { es: 'esta medida no tiene esa cifra', en: 'this measure has no such figure' } },
  {
    mark: NO_INTERVAL,
    meaning: {
      es: 'la cifra se publica sin intervalo, porque el intervalo dejaría ver una cuenta o no se puede calcular',
      en: 'the figure is shown without an interval, since the interval would give a count away or cannot be computed',
    },
  },
  { mark: UNBOUNDED, meaning: { es: 'sin límite: se divide por nadie', en: 'without a limit: it divides by nobody' } },
  ...(Object.keys(REASONS) as Reason[]).map((reason) => ({ mark: reason, meaning: absenceInWords({ kind: 'refused', reason }) })),
]
