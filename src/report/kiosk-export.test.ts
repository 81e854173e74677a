import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sha256, snapshotAt } from '../../tests/released.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { placeAtKiosk } from '../tally/leaf.ts'
import { canonicalText } from './gate/snapshot.ts'
import {
  filesIn,
  KIOSK_FORMAT,
  type KioskExport,
  LARGEST_EXPORT,
  readKioskExport,
  UNSIGNED,
  writeKioskExport,
} from './kiosk-export.ts'
import { mergeFiles } from './kiosk-files.ts'
import { unitsOf } from './views.ts'

const sign = (digest: string) => createHmac('sha256', 'a key').update(digest).digest('hex')
const at = (place: string, kiosk: string, n: number, number = 1) => snapshotAt(placeAtKiosk(place, kiosk), n, { number, seed: n })
const first = at('terminal-norte', '0123456789', 40)
const content: KioskExport = {
  format: KIOSK_FORMAT,
  pairing: 'terminal-norte.1.000001',
  venue: 'terminal-norte',
  week: '2026-W31',
  state: 'open',
  snapshots: [first, at('14-17', 'aaaaaaaaaa', 25)],
}
const split = (name: string, given: KioskExport) => filesIn(name, given)
const merge = (files: ReturnType<typeof split>, held = [snapshotAt('terminal-norte', 30)]) =>
  mergeFiles(held, files, specimenCatalogue, sha256)

describe('a kiosk’s file', () => {
  test('is read back as it was written, and its signature is that of its digest', () => {
    const read = readKioskExport(writeKioskExport(content, sha256, sign), sha256)
    expect(read).toEqual({ content, digest: sha256(canonicalText(content)), signature: sign(sha256(canonicalText(content))) })
  })

  test('with one figure changed has another digest than the one that was signed', () => {
    const text = writeKioskExport(content, sha256, sign).replace('"scans":45', '"scans":46')
    const read = readKioskExport(text, sha256)
    expect(read?.signature).not.toBe(sign(read?.digest ?? ''))
  })

  test('without a key says that it is unsigned', () => {
    expect(readKioskExport(writeKioskExport(content, sha256, undefined), sha256)?.signature).toBe(UNSIGNED)
  })

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"format":"eso-es-cuento/snapshot@1"}',
    `{"format":"${KIOSK_FORMAT}"}`,
    ' '.repeat(LARGEST_EXPORT + 1),
  ])('is not what some other text is (%#)', (text) => {
    expect(readKioskExport(text, sha256)).toBeUndefined()
  })
})

describe('its snapshots', () => {
  test('are taken beside the collector’s first snapshot of the same place, and are no conflict with it', () => {
    const { snapshots, outcomes } = merge(split('a.json', content))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['merged', 'merged'])
    expect(snapshots).toHaveLength(3)
  })

  test('count once when the file comes twice, or again with more in it', () => {
    const later = { ...content, snapshots: [...content.snapshots, at('terminal-norte', '0123456789', 15, 2)] }
    const once = merge(split('b.json', later))
    const thrice = merge([...split('a.json', content), ...split('b.json', later), ...split('c.json', content)])
    expect(thrice.snapshots).toEqual(once.snapshots)
    expect(thrice.outcomes.filter(({ kind }) => kind === 'merged')).toHaveLength(3)
  })

  test('of two kiosks and the collector add up in the venue’s one row and overall, and no row is a tablet’s', () => {
    const other = { ...content, snapshots: [at('terminal-norte', 'bbbbbbbbbb', 22)] }
    const { snapshots } = merge([...split('a.json', { ...content, snapshots: [first] }), ...split('b.json', other)])
    const units = unitsOf(snapshots, specimenCatalogue)
    expect(units.find(({ level }) => level === 'overall')?.n).toBe(30 + 40 + 22)
    expect(units.filter(({ level }) => level === 'leaf').map(({ id, n }) => [id, n])).toEqual([['terminal-norte', 92]])
  })

  test.each([
    'terminal-norte~',
    'terminal-norte~xyz',
    'terminal-norte~0123456789~0123456789',
    'nowhere~0123456789',
    'whole~0123456789',
  ])('of a series that is none (%s) are refused', (place) => {
    const outcome = merge(split('a.json', { ...content, snapshots: [snapshotAt(place, 30)] })).outcomes[0]
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unknown-place', about: place })
  })

  test('of the comparison are not asked for a baseline, and hold nobody of another group', () => {
    const { hash: _, ...readers } = snapshotAt('comparison', 30)
    const moved = { ...readers, place: placeAtKiosk('comparison', '0123456789') }
    const good = { ...moved, hash: sha256(canonicalText(moved)) }
    expect(good.n.baseline).toBe('not asked')
    expect(merge(split('a.json', { ...content, snapshots: [good] })).outcomes[0]?.kind).toBe('merged')
    const { hash: __, ...paired } = first
    const wrong = { ...paired, place: placeAtKiosk('comparison', '0123456789') }
    const bad = { ...wrong, hash: sha256(canonicalText(wrong)) }
    expect(merge(split('a.json', { ...content, snapshots: [bad] })).outcomes[0]).toMatchObject({ reason: 'unknown-counter' })
  })
})
