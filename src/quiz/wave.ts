/** Whether the campaign's wave is open, by the phone's clock; the collector has the last word. */
import type { WaveData } from './page-data.ts'

export function isOpen({ starts, ends }: Pick<WaveData, 'starts' | 'ends'>): boolean {
  const today = new Date().toISOString().slice(0, 10)
  return starts <= today && today <= ends
}
