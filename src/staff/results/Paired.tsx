/** Indicators before and after: their chart, their table and their sentences. */
import type { Indicator } from '../../report/icat/indicator.ts'
import { Plate } from '../charts/Plate.tsx'
import { Rows } from '../charts/Rows.tsx'
import { ofIndicators } from './alternatives.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { pairRow } from './rows.ts'
import { Sentences } from './Sentences.tsx'
import { fileOf, sourceOf } from './source.ts'
import type { Shown } from './WaveReport.tsx'

interface PairedProps extends Shown {
  readonly title: string
  readonly caption: string
  /** End of the file's name. */
  readonly chart: string
  readonly indicators: readonly Indicator[]
}

export function Paired({ title, caption, chart, indicators, ...shown }: PairedProps) {
  const { words, language } = shown
  const speech = { words, language }
  const [first] = indicators
  if (!first) return null
  const [one, other] = first.groups ?? []
  return (
    <>
      <Plate
        title={title}
        caption={caption}
        file={fileOf(shown, chart)}
        source={sourceOf(shown, first.columns === 'groups' ? first.n.endline : undefined)}
        draw={(drawing) => (
          <Rows
            {...drawing}
            {...speech}
            title={title}
            alternative={ofIndicators(indicators, speech)}
            rows={indicators.map((indicator) => pairRow(indicator, language))}
            legend={{ before: one?.[language] ?? words.before, after: other?.[language] ?? words.after }}
          />
        )}
        table={<IndicatorTable caption={title} isCaptionHeard indicators={indicators} {...speech} />}
        {...speech}
      />
      <Sentences indicators={indicators} {...speech} />
    </>
  )
}
