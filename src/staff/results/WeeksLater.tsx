/** Those who answered again weeks later, against one earlier occasion: what it rests on first, then scales and ideas. */
import { Paired } from './Paired.tsx'
import type { Shown } from './WaveReport.tsx'

export function WeeksLater(shown: Shown) {
  const { unit, words } = shown
  const indicators = unit.steps.flatMap((step) => step.indicators)
  const of = (kind: 'scale' | 'concept') => indicators.filter((indicator) => indicator.kind === kind)
  return (
    <>
      <p class="notice">{words.weeksLater.note}</p>
      <Paired
        {...shown}
        title={words.weeksLater.scales}
        caption={words.weeksLater.caption}
        chart="weeks-later-scales"
        indicators={of('scale')}
      />
      <Paired
        {...shown}
        title={words.weeksLater.concepts}
        caption={words.weeksLater.caption}
        chart="weeks-later-concepts"
        indicators={of('concept')}
      />
    </>
  )
}
