/** The last line of a chart's file, and the start of its name: what wave, who, how many, when. */
import type { Told } from '../../report/icat/indicator.ts'
import { dayInWords, toldCount, weeksInWords } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { Shown } from './WaveReport.tsx'

export function sourceOf({ report, instrument, unit, ...speech }: Shown, n: Told<number> = unit.results.n.endline): string {
  const { words, language } = speech
  return filled(words.chart.source, {
    wave: report.wave.name[language],
    instrument: instrument.id,
    unit: unit.name[language],
    n: toldCount(n, speech),
    weeks: weeksInWords(unit.weeks, speech),
    date: dayInWords(report.date, language),
  })
}

/** `2026-2_core-1_leaf-terminal-bogota_trend`: no character that a file system minds. */
export function fileOf({ report, instrument, unit }: Shown, chart: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^\w-]+/g, '-')
      .replace(/-+/g, '-')
  return [report.wave.id, instrument.id, `${unit.level}-${unit.id}`, chart].map(plain).join('_')
}
