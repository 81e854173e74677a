/** The one outcome that the wave named before it began: first, marked, and large. */
import { BeforeAfter } from '../charts/BeforeAfter.tsx'
import { Plate } from '../charts/Plate.tsx'
import { points } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { ofIndicators } from './alternatives.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { Sentence } from './Sentences.tsx'
import { fileOf, sourceOf } from './source.ts'
import type { Shown } from './WaveReport.tsx'

export function Primary(shown: Shown) {
  const { unit, report, words, language } = shown
  const speech = { words, language }
  const primary = unit.steps.flatMap(({ indicators }) => indicators).find(({ role }) => role === 'primary')
  if (!primary) return <p class="notice">{filled(words.noPrimary, { instrument: report.wave.primaryOutcome.instrument })}</p>
  const { target } = primary
  const title = filled(words.primaryTitle, { name: primary.name[language] })
  return (
    <section class="primary-outcome card stack" aria-labelledby="primary-title">
      <h3 id="primary-title">
        {words.primary}: {primary.name[language]}
      </h3>
      <Sentence name={primary.name[language]} text={primary.sentence[language]} {...speech} />
      <Plate
        title={title}
        caption={primary.definition[language]}
        file={fileOf(shown, 'primary')}
        source={sourceOf(shown)}
        draw={(drawing) => (
          <BeforeAfter {...drawing} {...speech} title={title} alternative={ofIndicators([primary], speech)} indicator={primary} />
        )}
        table={<IndicatorTable caption={title} isCaptionHeard indicators={[primary]} {...speech} />}
        {...speech}
      />
      {target !== 'none' && (
        <p class="target" data-state={target.state}>
          <b>{words.target[target.state]}</b>{' '}
          {filled(words.targetWas, { points: points(target.change, language, 0), source: target.source[language] })}
        </p>
      )}
    </section>
  )
}
