import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepCaseFile, readManifest, verifyCaseFiles } from './case-files.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'tests', 'monitoring')
const TODAY = '2026-11-25'
const GOOD = 'city,period,cases,prosecutors\nInvented A,2016,3,12\n'

let folder: string
let data: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cases-'))
  data = join(folder, 'data')
  return () => rmSync(folder, { recursive: true })
})

function written(name: string, text: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const keep = (file: string, more: { source?: string; extracted?: string; layout?: string } = {}) =>
  keepCaseFile(data, { file, source: 'made up', extracted: '2026-11-20', ...more }, TODAY)
const inFolder = () => readdirSync(join(data, 'monitoring')).sort()

describe('a file of case counts', () => {
  test('is kept byte for byte, with source, day, layout, rows and hash', () => {
    const bytes = Buffer.from('ciudad;año;casos;fiscales\r\nIbagué (inventada);2016;3;12\r\n', 'latin1')
    const kept = keep(written('año 2016.csv', bytes), { source: ' Fiscalía, made up ' })
    if (kept.kind !== 'kept') throw new Error(kept.kind)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(kept.entry).toEqual({
      file: `2026-11-20_${sha256.slice(0, 12)}_a-o-2016.csv`,
      original: 'año 2016.csv',
      layout: 'places',
      source: 'Fiscalía, made up',
      extracted: '2026-11-20',
      rows: 1,
      bytes: bytes.length,
      sha256,
    })
    expect(readFileSync(join(data, 'monitoring', kept.entry.file)).equals(bytes)).toBe(true)
    expect(readManifest(data)).toEqual([kept.entry])
    expect(inFolder()).toEqual([kept.entry.file, 'manifest.json'])
  })

  test('is known by its columns, whichever of the layouts it has', () => {
    for (const name of [
      'conteo-victimas.made-up.csv',
      'conteo-procesos.made-up.csv',
      'conteo-v2.made-up.json',
      'conteo-v2.made-up.csv',
    ])
      expect(keep(join(FIXTURES, name)).kind).toBe('kept')
    expect(readManifest(data).map(({ layout }) => layout)).toEqual(['conteo', 'conteo', 'conteo-v2', 'conteo-v2'])
  })

  test('with a mistake is not kept, and every mistake is told', () => {
    const file = written('bad.csv', `${GOOD}Invented B,2016,x,0\n,2016,3,4\n`)
    expect(keep(file)).toMatchObject({
      kind: 'refused',
      mistakes: [
        { line: 3, column: 'cases', reason: 'not-a-count', given: 'x' },
        { line: 3, column: 'prosecutors', reason: 'not-positive' },
        { line: 4, column: 'city', reason: 'value-missing' },
      ],
    })
    expect(readManifest(data)).toEqual([])
  })

  test('that is kept already is not kept twice, and one of the same name with other figures stands beside it', () => {
    expect(keep(written('a.csv', GOOD)).kind).toBe('kept')
    expect(keep(written('b.csv', GOOD))).toMatchObject({ kind: 'already-kept', entry: { original: 'a.csv' } })
    expect(keep(written('a.csv', GOOD.replace('3,12', '4,12'))).kind).toBe('kept')
    expect(readManifest(data).map(({ original }) => original)).toEqual(['a.csv', 'a.csv'])
    expect(inFolder()).toHaveLength(3)
  })

  test('is not kept without a source, without a day of the calendar that has been, in an unknown layout, or of no layout', () => {
    const file = written('a.csv', GOOD)
    expect(() => keep(file, { source: '  ' })).toThrow(/--source is empty/)
    expect(() => keep(file, { extracted: '2026-02-30' })).toThrow(/--extracted is "2026-02-30"/)
    expect(() => keep(file, { extracted: '2026-11-26' })).toThrow(/has not been yet/)
    expect(() => keep(file, { layout: 'xlsx' })).toThrow(/no layout "xlsx"; known are places, series, conteo, conteo-v2/)
    expect(() => keep(written('c.csv', 'a,b\n1,2\n'))).toThrow(/columns of no known layout/)
    expect(() => keep(join(folder, 'nowhere.csv'))).toThrow(/nowhere\.csv/)
  })
})

describe('what is kept', () => {
  test('is told good, changed, missing and not listed', () => {
    for (const [at, name] of ['a.csv', 'b.csv', 'c.csv'].entries()) keep(written(name, GOOD.replace('3,12', `${at},12`)))
    const [good, changed, missing] = readManifest(data).map(({ file }) => file)
    writeFileSync(join(data, 'monitoring', String(changed)), `${GOOD} `)
    rmSync(join(data, 'monitoring', String(missing)))
    writeFileSync(join(data, 'monitoring', 'stray.csv'), '')
    expect(verifyCaseFiles(data)).toEqual([
      { file: good, verdict: 'good' },
      { file: changed, verdict: 'changed' },
      { file: missing, verdict: 'missing' },
      { file: 'stray.csv', verdict: 'not-listed' },
    ])
  })

  test('is not written over where the manifest cannot be read, or another command holds it', () => {
    mkdirSync(join(data, 'monitoring'), { recursive: true })
    const manifest = join(data, 'monitoring', 'manifest.json')
    for (const text of ['{', '{"version":2,"files":[]}', '{"version":1,"files":[{"file":"a"}]}']) {
      writeFileSync(manifest, text)
      expect(() => keep(written('a.csv', GOOD))).toThrow(/manifest\.json cannot be read/)
      expect(readFileSync(manifest, 'utf8')).toBe(text)
      expect(inFolder()).toEqual(['manifest.json'])
    }
    rmSync(manifest)
    writeFileSync(join(data, 'monitoring', 'manifest.lock'), '')
    expect(() => keep(written('a.csv', GOOD))).toThrow(/another command is adding a file.*remove .*manifest\.lock/)
    expect(inFolder()).toEqual(['manifest.lock'])
  })

  test('where nothing was ever kept is nothing', () => {
    expect(readManifest(data)).toEqual([])
    expect(verifyCaseFiles(data)).toEqual([])
  })
})
