import { expect, test } from 'vitest'
import { examplePlaces, exampleSeries } from './example.ts'
import { layoutOf, readCaseFile, textOf } from './file.ts'

const words = { place: 'Invented', mark: 'Invented data' }

test('the form of a file is known by its columns', () => {
  expect(layoutOf(examplePlaces(words))).toBe('places')
  expect(layoutOf(exampleSeries(words))).toBe('series')
  expect(layoutOf('ciudad;periodo;casos;fiscales\n')).toBe('places')
  expect(layoutOf('[{"a_o_hechos":"2016"}]')).toBe('conteo-v2')
  expect(layoutOf('name,age\nx,1\n')).toBeUndefined()
  expect(layoutOf('')).toBeUndefined()
})

test('each form is read as what it is, and counts its rows', () => {
  expect(readCaseFile(examplePlaces(words), 'places', '2018-07-15')).toMatchObject({ kind: 'read', layout: 'places', rows: 12 })
  expect(readCaseFile(exampleSeries(words), 'series', '2018-07-15')).toMatchObject({ kind: 'read', layout: 'series', rows: 360 })
  expect(readCaseFile(exampleSeries(words), 'places', '2018-07-15')).toMatchObject({ kind: 'refused' })
  const open = '[{"a_o_hechos":"2016","departamento_hecho":"META","grupo_delito":"TRATA DE PERSONAS","total_victimas":"2"}]'
  expect(readCaseFile(open, 'conteo-v2', '2018-07-15')).toMatchObject({ kind: 'read', layout: 'conteo-v2', rows: 1 })
})

test('accents are kept whether a file is UTF-8 or what spreadsheets write', () => {
  const text = 'ciudad,año\nIbagué,2016\n'
  expect(textOf(new TextEncoder().encode(text))).toBe(text)
  expect(textOf(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text)
  // é and ñ of Windows-1252 are their own code points.
  expect(textOf(Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0))).toBe(text)
})
