/** The rise that the choice alone promises, in words: beside the charts, and short inside them. */
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { Baseline } from './baseline.ts'
import { type CaseSpeech, figure, ratioText } from './told.ts'

export function Chance({ baseline, ...speech }: CaseSpeech & { readonly baseline: Baseline }) {
  const { told } = speech
  return (
    <div class="chance stack">
      <h3>{told.cases.chance.title}</h3>
      <p>{chanceInWords(baseline, speech)}</p>
      {baseline.kind === 'known' && baseline.isAllChance && <p>{told.cases.chance.allAlike}</p>}
    </div>
  )
}

function chanceInWords(baseline: Baseline, speech: CaseSpeech): string {
  const { told, language } = speech
  const say = told.cases.chance
  if (baseline.kind === 'unknown-year') return say.unknown
  if (baseline.kind === 'alone') return filled(say.alone, { year: baseline.year })
  const { seen, expected, ratio } = baseline.rise
  return filled(seen === 0 ? say.none : say.rise, {
    year: baseline.year,
    seen: count(seen, language),
    expected: figure(expected, language),
    ratio: ratioText(ratio, speech),
  })
}

/** What a chart of `before` against another year says of it. */
export function chanceOnChart(baseline: Baseline, before: number, speech: CaseSpeech): string | undefined {
  const say = speech.told.cases.chance
  if (baseline.kind === 'unknown-year') return undefined
  if (baseline.year !== before) return filled(say.other, { before })
  if (baseline.kind === 'alone') return filled(say.alone, { year: before })
  const { seen, ratio } = baseline.rise
  return filled(seen === 0 ? say.onChartNone : say.onChart, { year: before, ratio: ratioText(ratio, speech) })
}
