/** The short version of `npm run evidence:anomaly`. */
import { expect, test } from 'vitest'
import { checksOfWave, flagged, longCatalogue, longInstrument } from './anomaly-wave.ts'

const wave = { catalogue: longCatalogue, instrument: longInstrument }
const VISITORS = { 'terminal-norte': 400, 'terminal-sur': 200, online: 900 }

test('five honest waves of venues that learn unlike much have no flag, and every check was run', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const checks = checksOfWave({ ...wave, visitors: VISITORS, seed })
    expect(
      flagged(checks).map(({ sentence }) => sentence.en),
      `seed ${seed}`,
    ).toEqual([])
    if (seed > 1) continue
    const clear = checks.filter(({ finding }) => finding.kind === 'clear')
    expect(new Set(clear.map(({ kind }) => kind))).toEqual(new Set(['form-order', 'alike', 'starts', 'pace']))
    expect(clear.length).toBeGreaterThan(10)
  }
})

test('records copied with care, a fifth of a venue’s 900, are flagged as alike there, as being at least a part of what was copied, and nowhere else', () => {
  for (const seed of [3, 4]) {
    const checks = checksOfWave({ ...wave, visitors: VISITORS, seed, copied: { venue: 'online', share: 0.2 }, isCareful: true })
    const flags = flagged(checks)
    expect(flags.map(({ kind, unit }) => [kind, unit])).toContainEqual(['alike', 'online'])
    expect(flags.filter(({ unit, kind }) => kind !== 'alike' || !['online', 'all'].includes(unit))).toEqual([])
    for (const { finding } of flags) {
      if (finding.kind !== 'flagged') throw new Error('no flag')
      // Copies finish, and one in four of the others does not: of those who finish they are more than a fifth.
      expect(finding.seen).toBeGreaterThan(0)
      expect(finding.seen).toBeLessThanOrEqual(0.3)
    }
  }
})

test('records copied without care are flagged by their form order, and where they come without a start by that too', () => {
  const checks = checksOfWave({ ...wave, visitors: VISITORS, seed: 6, copied: { venue: 'online', share: 0.4 } })
  const kinds = flagged(checks).flatMap(({ kind, unit }) => (unit === 'online' ? [kind] : []))
  expect(kinds).toContain('form-order')
  expect(kinds).toContain('alike')
})
