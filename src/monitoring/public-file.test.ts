import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { departmentOf } from './department.ts'
import { offenceOf } from './offence.ts'
import { byYear, type PublicFile, type PublicLayout, publicLayoutOf, readPublicFile } from './public-file.ts'

const fixture = (name: string) => readFileSync(new URL(`../../tests/monitoring/${name}`, import.meta.url), 'utf8')
const [victims, processes] = [fixture('conteo-victimas.made-up.csv'), fixture('conteo-procesos.made-up.csv')]
const [second, secondCsv] = [fixture('conteo-v2.made-up.json'), fixture('conteo-v2.made-up.csv')]

function read(text: string, layout: PublicLayout, extracted = '2024-11-25'): PublicFile {
  const found = readPublicFile(text, layout, extracted)
  if (found.kind === 'refused') throw new Error(JSON.stringify(found.mistakes))
  return found
}
const mistakesOf = (text: string, layout: PublicLayout = 'conteo') => {
  const found = readPublicFile(text, layout, '2024-11-25')
  return found.kind === 'refused' ? found.mistakes.map(({ line, column, reason }) => `${line} ${column} ${reason}`) : []
}

describe('the first layout of the open files', () => {
  test('is told from the second by its columns, as CSV and as JSON, and from anything else', () => {
    expect([victims, processes, second, secondCsv].map(publicLayoutOf)).toEqual(['conteo', 'conteo', 'conteo-v2', 'conteo-v2'])
    expect(publicLayoutOf('city,period,cases,prosecutors\n')).toBeUndefined()
    expect(publicLayoutOf('')).toBeUndefined()
    expect(publicLayoutOf('{"error":true}')).toBeUndefined()
  })

  test('gives trafficking by year and department, in one spelling each, without smuggling and without other crimes', () => {
    const { series, counted, rows, otherGroups, unknownDepartments } = read(victims, 'conteo')
    expect({ counted, rows, otherGroups, unknownDepartments }).toEqual({
      counted: 'victims',
      rows: 9,
      otherGroups: 1,
      unknownDepartments: ['MAR ADENTRO'],
    })
    expect(series.map(({ basis }) => basis)).toEqual(['fact'])
    expect(series[0]?.totals).toEqual([
      { year: 2016, department: 'Bogotá, D. C.', total: 9 },
      { year: 2017, department: 'Valle del Cauca', total: 3 },
      { year: 2018, department: 'MAR ADENTRO', total: 1 },
      { year: 2018, department: 'Valle del Cauca', total: 5 },
    ])
  })

  test('sets years aside that cannot be, with line and number, by the day on which the file was taken', () => {
    expect(read(victims, 'conteo').series[0]?.odd).toEqual([
      { line: 7, year: 2055, total: 1 },
      { line: 8, year: 2205, total: 2 },
    ])
    const early = read(victims, 'conteo', '2017-03-01').series[0]
    expect(early?.odd.map(({ year }) => year)).toEqual([2018, 2055, 2205, 2018])
  })

  test('names what it counted and what it left out', () => {
    expect(read(victims, 'conteo').offences.map(({ name, kind, total }) => [name, kind, total])).toEqual([
      ['TRAFICO DE MIGRANTES ART. 188', 'smuggling', 40],
      ['TRATA DE PERSONAS ART. 188A', 'trafficking', 12],
      ['TRATA DE PERSONAS TRANSNACIONAL ART. 188A', 'trafficking', 5],
      ['TRATA DE PERSONAS ART. 188A CUANDO LA FINALIDAD SEA PROSTITUCION', 'trafficking', 3],
      ['TRAFICO DE NIÑAS NIÑOS Y ADOLESCENTES ART. 188C', 'trafficking', 1],
    ])
  })

  test('holds processes where it says so, and needs no offence', () => {
    const file = read(processes, 'conteo')
    expect(file.counted).toBe('processes')
    expect(file.series[0]?.totals).toEqual([
      { year: 2016, department: 'Antioquia', total: 4 },
      { year: 2017, department: 'Antioquia', total: 1 },
      { year: 2017, department: 'not-stated', total: 2 },
    ])
    expect(file.columns.map(({ meaning, written }) => `${meaning}: ${written}`)).toContain('total: TOTAL_PROCESOS')
  })

  test('is refused whole, with every line and reason, where a cell cannot be read or a column is not there', () => {
    const header = 'ANIO_HECHO,DEPARTAMENTO,GRUPO_DELITO,TOTAL_VICTIMAS\n'
    expect(mistakesOf(`${header}2016,CHOCO,TRATA DE PERSONAS,dos\n20I6,CHOCO,TRATA DE PERSONAS,-1\n2016,CHOCO,,3\n`)).toEqual([
      '2 TOTAL_VICTIMAS not-a-count',
      '3 ANIO_HECHO not-a-year',
      '3 TOTAL_VICTIMAS not-a-count',
      '4 GRUPO_DELITO value-missing',
    ])
    expect(mistakesOf('ANIO_HECHO,TOTAL_VICTIMAS\n2016,2\n')).toEqual([
      '1 departamento column-missing',
      '1 grupo_delito column-missing',
    ])
    expect(mistakesOf('ANIO_HECHO,DEPARTAMENTO,GRUPO_DELITO,TOTAL_VICTIMAS,TOTAL_PROCESOS\n2016,X,Y,1,2\n')[0]).toMatch(
      /column-twice$/,
    )
    expect(mistakesOf('[{"anio_hecho":"2016","departamento":{"a":1},"grupo_delito":"TRATA","total_victimas":"1"}]')).toEqual([
      '1 departamento unreadable',
    ])
    expect(mistakesOf('[1, 2]')).toContain('1  not-json')
  })
})

test('no victim of a file is lost or counted twice: by year, set aside, without a year, or left out by name', () => {
  const row = fc.record({
    year: fc.constantFrom('2015', '2016', '2018', '2055', '1900', '', 'SIN DATO'),
    department: fc.constantFrom('META', 'Meta', 'BOGOTÁ, D. C.', 'Bogotá, D.C.', '', 'NOWHERE'),
    group: fc.constantFrom('TRATA DE PERSONAS', 'HURTO', 'TRAFICO DE MIGRANTES'),
    offence: fc.constantFrom(
      'TRATA DE PERSONAS ART. 188A',
      'TRATA DE PERSONAS ART. 188A AGRAVADO',
      'TRAFICO DE MIGRANTES ART. 188',
      '',
      'OTRO',
    ),
    total: fc.nat(1000),
  })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
      const lines = rows.map(
        ({ year, department, group, offence, total }) => `${year},"${department}",${group},${offence},${total}`,
      )
      const file = read(['ANIO_HECHO,DEPARTAMENTO,GRUPO_DELITO,DELITO,TOTAL_VICTIMAS', ...lines].join('\n'), 'conteo')
      const sum = (some: readonly { total: number }[]) => some.reduce((all, { total }) => all + total, 0)
      const [series] = file.series
      if (!series) throw new Error('no series')
      const trafficking = sum(file.offences.filter(({ kind }) => kind === 'trafficking'))
      expect(sum(series.totals) + sum(series.odd) + series.unstated).toBe(trafficking)
      expect(sum(file.offences)).toBe(sum(rows.filter(({ group }) => group !== 'HURTO')))
      expect(sum(byYear(series))).toBe(sum(series.totals))
      expect(file.rows).toBe(rows.length)
      const keys = series.totals.map(({ year, department }) => `${year} ${department}`)
      expect(new Set(keys).size).toBe(keys.length)
    }),
  )
})

describe('the second layout', () => {
  test('is the same as the portal’s JSON and as CSV, but for the names of its columns', () => {
    const { columns: _, header: __, preview: ___, ...json } = read(second, 'conteo-v2')
    const { columns: ____, header: _____, preview: ______, ...csv } = read(secondCsv, 'conteo-v2')
    const withoutLines = (file: typeof json) => JSON.parse(JSON.stringify(file, (key, value) => (key === 'line' ? 0 : value)))
    expect(withoutLines(csv)).toEqual(withoutLines(json))
  })

  test('keeps the years of fact, entry and complaint apart', () => {
    const { series } = read(second, 'conteo-v2')
    const years = Object.fromEntries(series.map((one) => [one.basis, byYear(one)]))
    expect(years).toEqual({
      fact: [
        { year: 2015, total: 3 },
        { year: 2016, total: 0 },
        { year: 2017, total: 2 },
      ],
      entry: [
        { year: 2016, total: 3 },
        { year: 2017, total: 1 },
        { year: 2018, total: 2 },
      ],
      complaint: [{ year: 2016, total: 3 }],
    })
    expect(series.map(({ odd, unstated }) => [odd.length, unstated])).toEqual([
      [1, 0],
      [0, 0],
      [0, 3],
    ])
    expect(byYear(series[1] as (typeof series)[number], 'Chocó').map(({ total }) => total)).toEqual([0, 0, 2])
  })
})

test.each([
  ['BOGOTÁ, D. C.', 'Bogotá, D. C.'],
  ['Bogotá, D.C.', 'Bogotá, D. C.'],
  ['BOGOTA', 'Bogotá, D. C.'],
  ['Norte De Santander', 'Norte de Santander'],
  ['GUAJIRA', 'La Guajira'],
  ['ARCHIPIÉLAGO DE SAN ANDRÉS, PROVIDENCIA Y SANTA CATALINA', 'San Andrés y Providencia'],
])('“%s” is %s', (written, name) => {
  expect(departmentOf(written)).toEqual({ kind: 'known', name })
})

test('a department that nobody stated, and one that is not known, are not guessed at', () => {
  expect(departmentOf(' ')).toEqual({ kind: 'not-stated' })
  expect(departmentOf('SIN DATO')).toEqual({ kind: 'not-stated' })
  expect(departmentOf('Antioquía Sur')).toEqual({ kind: 'unknown', name: 'Antioquía Sur' })
})

test.each([
  ['TRATA DE PERSONAS ART. 188A C.P.', 'trafficking', 'TRATA DE PERSONAS ART. 188A'],
  ['Trata de personas  art 188A agravado', 'trafficking', 'TRATA DE PERSONAS ART. 188A'],
  ['TRAFICO DE MIGRANTES ART. 188', 'smuggling', 'TRAFICO DE MIGRANTES ART. 188'],
  ['TRÁFICO DE MIGRANTES', 'smuggling', 'TRÁFICO DE MIGRANTES'],
  ['TRAFICO DE NIÑAS, NIÑOS Y ADOLESCENTES ART 188C', 'trafficking', 'TRAFICO DE NIÑAS, NIÑOS Y ADOLESCENTES ART. 188C'],
  ['USO DE DOCUMENTO FALSO', 'other', 'USO DE DOCUMENTO FALSO'],
] as const)('“%s” is %s', (written, kind, name) => {
  expect(offenceOf('TRATA DE PERSONAS', written)).toEqual({ kind, name })
})
