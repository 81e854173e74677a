/** The files of an export, as names and texts: the command line writes them, the staff page offers them for download, and both get them here. */
import { type Catalogue, instrumentOf, waveOf } from '../protocol/catalogue.ts'
import { csvText } from './formats/csv.ts'
import { RESULTS_COLUMNS, resultRows } from './formats/results-table.ts'
import type { Rest } from './gate/close.ts'
import { GATE_SETTINGS } from './gate/settings.ts'
import { type Snapshot, snapshotFileName } from './gate/snapshot.ts'
import { resultsOf } from './results.ts'
import { unitsOf } from './views.ts'

export const RESULTS_FORMAT = 'eso-es-cuento/results@1'

export interface ExportFile {
  readonly name: string
  readonly text: string
}

/** Printed with every result: what the design cannot show (design.md, promise 8). */
export const LIMITS = {
  es: [
    'Responde quien quiere: no es una muestra de la población.',
    'Antes y después se enlazan en el mismo teléfono; un teléfono puede ser de varias personas.',
    'Se mide justo después de leer: es conciencia a corto plazo. La intención no es conducta.',
    'No hay grupo de comparación aparte de la fracción aleatoria que lee primero.',
    'Ninguna cifra de casos se atribuye a la campaña.',
  ],
  en: [
    'People choose to answer: this is no sample of the population.',
    'Before and after are linked on one phone; one phone may be several people.',
    'Measured right after reading: short-term awareness. Intention is not behaviour.',
    'There is no comparison group but the random share that reads first.',
    'No count of cases is credited to the campaign.',
  ],
} as const

/** Whether a wave is closed, and then what became of those whom no snapshot of their own place holds. */
export type WaveState = 'open' | readonly Rest[]

/** CSV and JSON for each instrument of the wave that has snapshots, and every snapshot as its own file. `date` is YYYY-MM-DD. */
export function exportFiles(
  waveId: string,
  snapshots: readonly Snapshot[],
  catalogue: Catalogue,
  date: string,
  closing: WaveState = 'open',
): ExportFile[] {
  const wave = waveOf(catalogue, waveId)
  if (!wave) throw new RangeError(`export: there is no wave ${waveId}`)
  const ofWave = snapshots.filter((snapshot) => snapshot.wave === waveId)
  const sets = wave.instruments.flatMap((id) => {
    const instrument = instrumentOf(catalogue, id)
    const own = ofWave.filter((snapshot) => snapshot.instrument === id)
    return instrument && own.length > 0 ? [{ instrument, units: unitsOf(own, catalogue) }] : []
  })
  const rows = sets.flatMap(({ instrument, units }) => resultRows(waveId, instrument, units))
  const json = {
    format: RESULTS_FORMAT,
    wave,
    date,
    settings: GATE_SETTINGS,
    limits: LIMITS,
    closing,
    instruments: sets.map(({ instrument, units }) => ({
      instrument: instrument.id,
      units: units.map(({ tally, ...unit }) => ({ ...unit, results: resultsOf(tally, instrument) })),
    })),
  }
  return [
    { name: `results-${waveId}-${date}.csv`, text: csvText([RESULTS_COLUMNS, ...rows]) },
    { name: `results-${waveId}-${date}.json`, text: `${JSON.stringify(json, null, 2)}\n` },
    { name: `notes-${waveId}-${date}.txt`, text: notesText(closing) },
    ...ofWave.map((snapshot) => ({
      name: `snapshots/${snapshotFileName(snapshot)}`,
      text: `${JSON.stringify(snapshot, null, 2)}\n`,
    })),
  ]
}

/** What a table cannot say of itself: its limits and the gate's settings, to be kept beside it. */
function notesText(closing: WaveState): string {
  const marks = [
    '<10: fewer than 10 people · menos de 10 personas',
    '<5: withheld, or it would give away a count under 5 · retenido, o dejaría ver una cuenta menor de 5',
    'held: not released by the gate yet · la compuerta aún no lo publica',
    'not asked: this measure has no such figure · esta medida no tiene esa cifra',
    'interval_basis margins: the widest interval that the two shares allow, where the cells are withheld · el intervalo más amplio que permiten las dos proporciones',
  ]
  const rests =
    closing === 'open'
      ? ['open wave: people still wait for a snapshot · ronda abierta: hay personas que esperan una publicación']
      : closing.map(({ instrument, place, fate, people }) => `closed: ${instrument} ${place}: ${fate}, ${people} people`)
  const settings = Object.entries(GATE_SETTINGS).map(([name, value]) => `${name}: ${value}`)
  return `${[...LIMITS.es, '', ...LIMITS.en, '', ...marks, '', ...rests, '', ...settings].join('\n')}\n`
}
