/** Indicators as the rows of a chart. */
import type { Indicator } from '../../report/icat/indicator.ts'
import type { ChartRow } from '../charts/Rows.tsx'
import type { Language } from '../words/words.ts'
import { singleOf } from './IndicatorTable.tsx'

export const pairRow = ({ id, name, role, baseline, endline, change }: Indicator, language: Language): ChartRow => ({
  key: id,
  name: name[language],
  isBold: role === 'primary',
  marks: [
    { side: 'before', figure: baseline },
    { side: 'after', figure: endline },
  ],
  change,
})

/** `side` says whether the one figure is from before reading or from after. */
export const singleRow = (indicator: Indicator, language: Language, side: 'before' | 'after', isBold = false): ChartRow => ({
  key: indicator.id,
  name: indicator.name[language],
  isBold,
  marks: [{ side, figure: singleOf(indicator) }],
})
