/** Step 1: what everybody who answered before reading knew. Scales first, then idea by idea. */
import type { Indicator } from '../../report/icat/indicator.ts'
import { Plate } from '../charts/Plate.tsx'
import { Rows } from '../charts/Rows.tsx'
import { ofIndicators } from './alternatives.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { singleRow } from './rows.ts'
import { Sentences } from './Sentences.tsx'
import type { StepProps } from './Steps.tsx'
import { fileOf, sourceOf } from './source.ts'

const isScale = ({ id }: Indicator): boolean => id.startsWith('awareness:scale-')

export function Awareness({ step, ...shown }: StepProps) {
  const { words, language, unit } = shown
  const speech = { words, language }
  const scales = step.indicators.filter(isScale)
  const concepts = step.indicators.filter((one) => !isScale(one))
  const ordered = [...scales, ...concepts]
  return (
    <>
      <Plate
        title={words.awareness.title}
        caption={words.awareness.caption}
        file={fileOf(shown, 'awareness')}
        source={sourceOf(shown, unit.results.n.baseline)}
        draw={(drawing) => (
          <Rows
            {...drawing}
            {...speech}
            title={words.awareness.title}
            alternative={ofIndicators(ordered, speech)}
            rows={ordered.map((one) => singleRow(one, language, 'before', isScale(one)))}
            legend={{ before: words.before }}
          />
        )}
        table={
          <>
            <IndicatorTable caption={words.awareness.scales} indicators={scales} {...speech} />
            <IndicatorTable caption={words.awareness.concepts} indicators={concepts} {...speech} />
          </>
        }
        {...speech}
      />
      <Sentences indicators={ordered} {...speech} />
    </>
  )
}
