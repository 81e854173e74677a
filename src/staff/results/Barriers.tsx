/** Step 3: what people name as making it hard, where the site answers each, and how sure they feel before and after. */
import type { Indicator } from '../../report/icat/indicator.ts'
import { Plate } from '../charts/Plate.tsx'
import { Rows } from '../charts/Rows.tsx'
import { ofIndicators } from './alternatives.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { Paired } from './Paired.tsx'
import { singleRow } from './rows.ts'
import { Sentences } from './Sentences.tsx'
import type { StepProps } from './Steps.tsx'
import { fileOf, sourceOf } from './source.ts'

/** The most often named first; what is withheld last. */
const share = ({ baseline }: Indicator): number => (baseline.kind === 'shown' ? baseline.value.value : -1)

export function Barriers({ step, ...shown }: StepProps) {
  const { report, words, language, unit } = shown
  const speech = { words, language }
  const of = (kind: Indicator['kind']) => step.indicators.filter((indicator) => indicator.kind === kind)
  const barriers = of('barrier').sort((a, b) => share(b) - share(a))
  const answer = ({ measure }: Indicator) => {
    const barrier = report.barriers.find(({ id }) => id === measure)
    return (
      barrier && (
        <a class="answer" href={barrier.answeredAt[language]}>
          {words.barriers.answer} {barrier.answeredAt[language]}
        </a>
      )
    )
  }
  return (
    <>
      {barriers.length > 0 && (
        <>
          <Plate
            title={words.barriers.title}
            caption={words.barriers.caption}
            file={fileOf(shown, 'barriers')}
            source={sourceOf(shown, unit.results.n.baseline)}
            draw={(drawing) => (
              <Rows
                {...drawing}
                {...speech}
                title={words.barriers.title}
                alternative={ofIndicators(barriers, speech)}
                rows={barriers.map((one) => singleRow(one, language, 'before'))}
                legend={{ before: words.barriers.named }}
              />
            )}
            {...speech}
          />
          <IndicatorTable caption={words.barriers.title} isCaptionHeard indicators={barriers} after={answer} {...speech} />
          <Sentences indicators={barriers} {...speech} />
        </>
      )}
      <Paired
        {...shown}
        title={words.barriers.sureness}
        caption={words.pairCaption}
        chart="confidence"
        indicators={of('concept')}
      />
      <Paired
        {...shown}
        title={words.barriers.recalled}
        caption={words.barriers.recalledCaption}
        chart="recalled"
        indicators={of('recalled')}
      />
    </>
  )
}
