/** What a chart shows, in words: for readers who do not see it. Every figure that is drawn is in them, and every one that is withheld, as such. */
import type { FunnelStage, Indicator, ScoreHistogram, Told, TransitionTable, TrendPoint } from '../../report/icat/indicator.ts'
import { PARTS } from '../charts/Transitions.tsx'
import { count, estimateInWords, reasonOf } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'

export const ofIndicators = (indicators: readonly Indicator[], { language }: Speech): string =>
  indicators.map(({ sentence }) => sentence[language]).join(' ')

const people = (told: Told<number>, speech: Speech): string =>
  told.kind === 'shown'
    ? filled(speech.words.chart.people, { n: count(told.value, speech.language) })
    : reasonOf(told, speech).toLowerCase()

export function ofHistogram({ before, after }: ScoreHistogram, speech: Speech): string {
  return before
    .map((told, score) =>
      filled(speech.words.chart.alternatives.score, {
        score,
        before: people(told, speech),
        after: people(after[score] ?? told, speech),
      }),
    )
    .join(' ')
}

export function ofTransitions(tables: readonly TransitionTable[], speech: Speech): string {
  const { words, language } = speech
  return tables
    .map(
      (table) =>
        `${table.name[language]}: ${PARTS.map((part) => `${words.chart.parts[part]}, ${people(table[part], speech)}`).join('; ')}.`,
    )
    .join(' ')
}

export const ofFunnel = (stages: readonly FunnelStage[], speech: Speech): string =>
  `${stages.map(({ name, people: told }) => `${name[speech.language]}: ${people(told, speech)}`).join('; ')}.`

export const ofTrend = (points: readonly TrendPoint[], speech: Speech): string =>
  points
    .map(({ week, n, before, after }) =>
      filled(speech.words.chart.alternatives.week, {
        week,
        n: count(n, speech.language),
        before: estimateInWords(before, speech),
        after: estimateInWords(after, speech),
      }),
    )
    .join(' ')
