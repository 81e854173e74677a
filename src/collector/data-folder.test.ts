import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../tests/collector/app.ts'
import { specimenCatalogue } from '../../tests/specimen.ts'
import { readCatalogue, venueKey } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the key is made once, is random, and only its owner can read it', () => {
  const data = join(folder, 'data')
  const key = venueKey(data)
  expect(key).toHaveLength(32)
  expect(venueKey(data)).toEqual(key)
  expect(venueKey(join(folder, 'other'))).not.toEqual(key)
  expect(statSync(join(data, 'venue.key')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o777).toBe(0o700)
})

test.each(['', 'ab', 'not hexadecimal at all', '0'.repeat(63)])('a damaged key (%j) is reported, never replaced', (text) => {
  const file = join(folder, 'venue.key')
  writeFileSync(file, text)
  expect(() => venueKey(folder)).toThrow(/venue\.key is damaged/)
  expect(statSync(file).size).toBe(text.length)
})

test('the catalogue is the one that the build wrote', () => {
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(specimenCatalogue))
  expect(readCatalogue(folder)).toEqual(specimenCatalogue)
})

test('a site that has not been built, or whose catalogue is something else, is said so in a sentence', () => {
  mkdirSync(join(folder, 'site'))
  expect(() => readCatalogue(join(folder, 'site'))).toThrow(/catalogue\.json cannot be read .*npm run build/)
  for (const text of ['<html>', '[]', '{}', '{"format":"eso-es-cuento/catalogue@1","waves":[],"venues":[],"instruments":[]}']) {
    writeFileSync(join(folder, 'catalogue.json'), text)
    expect(() => readCatalogue(folder)).toThrow(/npm run build/)
  }
})
