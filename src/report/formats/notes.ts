/** What a table cannot say of itself, to be kept beside it: its limits, the marks, what became of whom at the close, the gate's settings. */
import type { Report } from '../report.ts'
import { MARKS } from './figures.ts'

export function notesText({ wave, date, limits, closing, settings, snapshots }: Report): string {
  const rests =
    closing === 'open'
      ? ['open wave: people still wait for a snapshot · ronda abierta: hay personas que esperan una publicación']
      : closing.map(({ instrument, place, fate, people }) => `closed: ${instrument} ${place}: ${fate}, ${people} people`)
  const sections = [
    [`${wave.name.es} · ${wave.name.en} (${wave.id}), ${date}, ${snapshots.length} snapshots`],
    limits.es,
    limits.en,
    [
      'CSV: comma between cells, point as the decimal sign; the second row holds HXL tags. Where a spreadsheet expects a decimal comma, open the workbook (.xlsx).',
      'CSV: coma entre celdas y punto decimal; la segunda fila tiene etiquetas HXL. Si su hoja de cálculo usa coma decimal, abra el libro (.xlsx).',
    ],
    [
      ...MARKS.map(({ mark, meaning }) => `${mark}: ${meaning.en} · ${meaning.es}`),
      'interval_basis margins: the widest interval that the two shares allow, where the cells are withheld · el intervalo más amplio que permiten las dos proporciones',
    ],
    rests,
    Object.entries(settings).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
