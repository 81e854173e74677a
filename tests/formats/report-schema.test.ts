/** The JSON file against the schema that the site publishes, and damages that the schema has to notice. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { exportFiles } from '../../src/report/export.ts'
import { REPORT_SCHEMA_PATH, reportJson, roundedReport } from '../../src/report/formats/report-json.ts'
import { computed, empty, handmade, ORIGIN, strong } from './fixture.ts'

const schemaFile = new URL(`../../public${REPORT_SCHEMA_PATH}`, import.meta.url)
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'))
// Strict: a keyword that is misspelt is no rule that nothing breaks.
const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(schema)

interface Tree {
  [name: string]: Tree
}

const fileOf = (report: typeof handmade): Tree => JSON.parse(reportJson(report, ORIGIN)) as Tree

/** A valid file with one thing changed. */
function damaged(change: (file: Tree) => void): Tree {
  const file = fileOf(handmade)
  change(file)
  return file
}

/** An indicator by its id. Indexed access of a tree never misses; what is not there is undefined, and throws when written to. */
function indicatorIn(file: Tree, id: string): Tree {
  const steps = file.instruments?.[0]?.units?.[0]?.steps as unknown as { indicators: (Tree & { id: unknown })[] }[]
  const found = steps.flatMap(({ indicators }) => indicators).find((one) => one.id === id)
  if (!found) throw new RangeError(id)
  return found
}

const set = (tree: Tree | undefined, name: string, value: unknown): void => {
  if (!tree) throw new RangeError(name)
  tree[name] = value as Tree
}

describe('the JSON file', () => {
  test.each([
    ['made by hand', handmade],
    ['computed from snapshots', computed],
    ['with a venue in strong mode', strong],
    ['of a wave of which nothing was released', empty],
  ])('is valid: %s', (_, report) => {
    validate(fileOf(report))
    expect(validate.errors?.slice(0, 3) ?? []).toEqual([])
  })

  test('names the schema by its address on the site', () => {
    expect(fileOf(handmade).$schema).toBe('https://campaign.example/schema/report-1.json')
    expect(schema.$id).toBe(REPORT_SCHEMA_PATH)
  })

  test('has rounded figures, and absences as objects', () => {
    const knowledge = indicatorIn(fileOf(handmade), 'scale:knowledge')
    expect(knowledge).toMatchObject({
      baseline: { kind: 'shown', value: { value: 0.428, interval: { low: 0.379, high: 0.477 } } },
      change: { value: { value: 0.185, basis: 'pairs' } },
      tests: [{ value: { p: 0.0000012 } }, { value: { p: 0.043 } }],
      effects: [{ value: { value: 0.61, interval: { high: 0.81 } } }, {}, {}],
    })
    expect(indicatorIn(fileOf(handmade), 'concept:debt').change).toEqual({ kind: 'withheld', reason: 'cell-under-5' })
    expect(indicatorIn(fileOf(handmade), 'concept:would-ask')).toMatchObject({
      effects: [{ value: { value: 'unbounded', interval: { low: 1.23, high: 'unbounded' } } }],
    })
  })

  test('says of a group of which nothing was released that it is so, where the report has a bare 0', () => {
    const { instruments } = roundedReport(handmade)
    expect(instruments[0]?.units[0]?.results.recalled[0]).toMatchObject({
      n: { kind: 'shown', value: 116 },
      earlier: { value: { share: 0.345 } },
      change: { value: { difference: 0.345, low: 0.24, high: 0.438 } },
    })
    expect(instruments[0]?.units[0]?.results.scales[1]?.n).toEqual({ kind: 'withheld', reason: 'not-released' })
  })

  test('cannot be written with a number that is none', () => {
    const { instruments, ...rest } = handmade
    const [first] = instruments
    if (!first) throw new RangeError('no instrument')
    const [unit] = first.units
    if (!unit) throw new RangeError('no unit')
    const broken = { ...unit, weeks: [Number.NaN, ''] as unknown as readonly [string, string] }
    expect(() => reportJson({ ...rest, instruments: [{ ...first, units: [broken] }] }, ORIGIN)).toThrow(
      'is NaN; an absence has to be named',
    )
  })

  test('is UTF-8 text that ends with a line', async () => {
    const [file] = await exportFiles(handmade, [], { origin: ORIGIN, formats: ['json'] })
    expect(file?.name).toBe('report-second-2026-11-24.json')
    expect(String(file?.data).endsWith('}\n')).toBe(true)
  })
})

describe('the schema notices', () => {
  const damages: [string, (file: Tree) => void][] = [
    ['a 0 for a withheld figure', (file) => set(indicatorIn(file, 'concept:debt'), 'change', 0)],
    ['a 0 inside a withheld figure', (file) => set(indicatorIn(file, 'concept:debt').change, 'value', 0)],
    ['a 0 shown as a number of people', (file) => set(indicatorIn(file, 'scale:knowledge').n?.baseline, 'value', 0)],
    ['NaN, which JSON writes as null', (file) => set(indicatorIn(file, 'scale:knowledge').baseline?.value, 'value', null)],
    ['a blank', (file) => set(indicatorIn(file, 'scale:knowledge').baseline?.value, 'value', '')],
    ['a share in percent', (file) => set(indicatorIn(file, 'scale:knowledge').baseline?.value, 'value', 42.8)],
    [
      'a share below 0, which is strong mode’s alone',
      (file) => set(indicatorIn(file, 'scale:knowledge').baseline?.value, 'value', -0.03),
    ],
    ['a p over 1', (file) => set((indicatorIn(file, 'scale:knowledge').tests as unknown as Tree[])[0]?.value, 'p', 1.2)],
    ['an unknown kind of absence', (file) => set(indicatorIn(file, 'concept:debt').change, 'kind', 'missing')],
    ['an unknown reason', (file) => set(indicatorIn(file, 'concept:debt').change, 'reason', 'too-secret')],
    ['an unknown kind of indicator', (file) => set(indicatorIn(file, 'scale:knowledge'), 'kind', 'cases')],
    ['a missing unit', (file) => set(file.instruments?.[0], 'units', [])],
    ['a unit without its level', (file) => set(file.instruments?.[0]?.units?.[0], 'level', undefined)],
    ['steps that are left out', (file) => set(file.instruments?.[0]?.units?.[0], 'steps', [])],
    ['a missing translation', (file) => set(indicatorIn(file, 'scale:knowledge').name, 'en', undefined)],
    [
      'a count of a score that is not rounded',
      (file) => {
        const before = file.instruments?.[0]?.units?.[0]?.histograms?.[0]?.before
        set((before as unknown as Tree[])[0], 'value', 17)
      },
    ],
    ['a figure of a check that was clear', (file) => set((file.anomalies as unknown as Tree[])[3]?.finding, 'seen', 0.5)],
    [
      'a check that was not run, without its reason',
      (file) => set((file.anomalies as unknown as Tree[])[2]?.finding, 'reason', undefined),
    ],
    ['an unknown kind of check', (file) => set((file.anomalies as unknown as Tree[])[0], 'kind', 'fraud')],
    ['a chance that is no flag', (file) => set((file.anomalies as unknown as Tree[])[0]?.finding, 'chance', 0.04)],
    ['a day in place of a week', (file) => set((file.snapshots as unknown as Tree[])[0], 'week', '2026-07-20')],
    ['a tally', (file) => set(file.instruments?.[0]?.units?.[0], 'tally', { 'n:AB:endline': 12 })],
    ['another format', (file) => set(file, 'format', 'eso-es-cuento/report@2')],
  ]
  test.each(damages)('%s', (_, change) => {
    // Through JSON once more, so that what is undefined is gone.
    expect(validate(JSON.parse(JSON.stringify(damaged(change))))).toBe(false)
  })

  test('and nothing where nothing is damaged', () => {
    expect(validate(damaged(() => undefined))).toBe(true)
  })
})
