/**
 * The IATI file against the standard's own XSD, where the folder with its three files is given: `IATI_XSD_DIR`. Their licence keeps them out of this
 * repository; they are in github.com/IATI/IATI-Schemas, branch version-2.03. Without them that part is skipped, and the rest is read as XML.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { exportFiles } from '../../src/report/export.ts'
import { percent } from '../../src/report/formats/figures.ts'
import { type IatiOwner, iatiXml, ownerOf, PLACEHOLDER_OWNER } from '../../src/report/formats/iati.ts'
import type { Report } from '../../src/report/report.ts'
import { computed, empty, HOSTILE, handmade, ORIGIN, strong } from './fixture.ts'

const owner: IatiOwner = {
  identifier: 'XM-DAC-41128-<&"',
  ref: 'XM-DAC-41128',
  name: { es: HOSTILE, en: HOSTILE },
  type: '40',
  country: 'CO',
  sector: '15160',
  status: '2',
  isPlaceholder: false,
}

const SCHEMAS = ['iati-activities-schema.xsd', 'iati-common.xsd', 'xml.xsd'] as const
const folder = process.env.IATI_XSD_DIR

async function faultsOf(xml: string): Promise<readonly string[]> {
  const [main, ...others] = SCHEMAS.map((name) => ({ fileName: name, contents: readFileSync(join(folder ?? '', name), 'utf8') }))
  if (!main) throw new RangeError('no schema')
  const { errors } = await validateXML({ xml: [{ fileName: 'activity.xml', contents: xml }], schema: [main], preload: others })
  return errors.map(({ message }) => message)
}

describe.skipIf(folder === undefined)('against the official XSD of IATI 2.03, the file', () => {
  test.each([
    ['made by hand', handmade],
    ['computed from snapshots', computed],
    ['with a venue in strong mode', strong],
    ['of a wave of which nothing was released', empty],
  ])('is valid: %s', async (_, report) => {
    expect(await faultsOf(iatiXml(report, ORIGIN))).toEqual([])
    expect(await faultsOf(iatiXml(report, ORIGIN, owner))).toEqual([])
  })

  test.each([
    [
      'an element out of order',
      (xml: string) =>
        xml
          .replace(/<activity-status code="2"\/>\s*/, '')
          .replace('</iati-activity>', '<activity-status code="2"/></iati-activity>'),
    ],
    ['an unknown element', (xml: string) => xml.replaceAll('period-start', 'period-begin')],
    ['a date that is none', (xml: string) => xml.replaceAll('iso-date="2026-02-01"', 'iso-date="W05"')],
    ['a baseline without its year', (xml: string) => xml.replaceAll(/ year="\d+"/g, '')],
  ])('is not valid with %s', async (_, damage) => {
    const xml = iatiXml(handmade, ORIGIN)
    expect(damage(xml)).not.toBe(xml)
    expect(await faultsOf(damage(xml))).not.toEqual([])
  })
})

type Xml = { [name: string]: Xml }
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['narrative', 'indicator', 'result'].includes(name),
})
const parsed = (report: Report, by?: IatiOwner): Xml => {
  const xml = iatiXml(report, ORIGIN, by)
  expect(XMLValidator.validate(xml)).toBe(true)
  return (parser.parse(xml) as Xml)['iati-activities']?.['iati-activity'] as Xml
}
const list = (value: Xml | undefined): Xml[] => (value ?? []) as unknown as Xml[]
const indicatorsIn = (activity: Xml): Xml[] => list(activity.result).flatMap((result) => list(result.indicator))
const indicatorIn = (activity: Xml, code: string): Xml => {
  const found = indicatorsIn(activity).find((one) => String(one.reference?.['@code']) === code)
  if (!found) throw new RangeError(code)
  return found
}
const saysIn = (place: Xml | undefined, language: 'es' | 'en'): string => {
  const found = list(place?.comment?.narrative)[language === 'es' ? 0 : 1] as unknown
  return typeof found === 'string' ? found : String((found as Xml | undefined)?.['#text'])
}

describe('the IATI file', () => {
  const activity = parsed(handmade)

  test('gives before as the baseline and right after as the period’s actual value, in percent', () => {
    const found = indicatorIn(activity, 'scale:knowledge')
    expect(found).toMatchObject({
      '@measure': '2',
      reference: { '@vocabulary': '99', '@indicator-uri': 'https://campaign.example/metodo/' },
      baseline: { '@year': '2026', '@iso-date': '2026-02-01', '@value': '42.8' },
      period: {
        'period-start': { '@iso-date': '2026-02-01' },
        'period-end': { '@iso-date': '2026-12-31' },
        actual: { '@value': '61.2' },
      },
    })
    expect(saysIn(found.baseline, 'en')).toContain('n = 116. 95% interval: 37.9% to 47.7%.')
    expect(saysIn(found.period?.actual, 'es')).toContain('Intervalo del 95 %: 56,7 % a 66,0 %.')
  })

  test('gives the target as the level that the promised change leads to', () => {
    const { target } = indicatorIn(activity, 'scale:knowledge').period as Xml
    expect(target?.['@value']).toBe('57.8')
    expect(saysIn(target, 'en')).toContain('at least 15 points more')
  })

  test('leaves out the value of what is withheld, and says why in both languages', () => {
    const found = indicatorIn(activity, 'concept:debt')
    expect(found.baseline).not.toHaveProperty('@value')
    expect(saysIn(found.baseline, 'es')).toContain('Sin cifra: no se publica, porque dejaría ver una cuenta menor de 5.')
    expect(saysIn(found.baseline, 'en')).toContain('No figure: not shown, since it would give away a count under 5.')
    expect(found.period?.target).not.toHaveProperty('@value')
    const reach = indicatorIn(activity, 'reach:endline').period?.actual
    expect(reach).not.toHaveProperty('@value')
    expect(saysIn(reach, 'en')).toContain('not released by the gate yet')
  })

  test('keeps a true 0, which is not the same as nothing', () => {
    expect(indicatorIn(activity, 'scale:myths').baseline?.['@value']).toBe('0')
  })

  test('has outcomes and reach, each indicator of the overall unit that compares before and after, and no other', () => {
    const report = parsed(computed)
    expect(list(report.result).map((result) => result['@type'])).toEqual(['1', '2'])
    const overall = computed.instruments[0]?.units.find(({ level }) => level === 'overall')
    const paired = overall?.steps.flatMap(({ indicators }) => indicators).filter(({ columns }) => columns === 'before-after') ?? []
    const codes = indicatorsIn(report).map((one) => String(one.reference?.['@code']))
    expect(codes.filter((code) => !code.startsWith('reach:'))).toEqual(paired.map(({ id }) => id))
    expect(codes).toContain('reach:content-first')
    for (const { id, baseline, endline } of paired) {
      const { baseline: before, period } = indicatorIn(report, id)
      expect(before?.['@value']).toBe(baseline.kind === 'shown' ? String(percent(baseline.value.value)) : undefined)
      expect(period?.actual?.['@value']).toBe(endline.kind === 'shown' ? String(percent(endline.value.value)) : undefined)
    }
  })

  test('tags the SDG target and gives no figure to its indicator', () => {
    expect(activity.tag).toEqual({ '@vocabulary': '3', '@code': '16.2' })
    expect(iatiXml(computed, ORIGIN)).not.toContain('16.2.2')
  })

  test('takes its owner from the campaign’s content, where it is filled in', () => {
    expect(ownerOf({})).toBe(PLACEHOLDER_OWNER)
    const { isPlaceholder: _, ...reporting } = owner
    expect(ownerOf({ reporting })).toEqual(owner)
  })

  test('says that its owner is a placeholder until one is given', () => {
    expect(iatiXml(handmade, ORIGIN)).toMatch(/POR COMPLETAR ANTES DE PUBLICAR.*provisionales/)
    expect(iatiXml(handmade, ORIGIN)).toContain('TO BE COMPLETED BEFORE PUBLISHING')
    expect(iatiXml(handmade, ORIGIN, owner)).not.toMatch(/COMPLET|PLACEHOLDER/)
  })

  test('keeps hostile names as they are, less the control character that XML cannot hold', () => {
    const named = parsed(handmade, owner)
    const [spanish] = list(named['reporting-org']?.narrative) as unknown as string[]
    expect(spanish?.replaceAll('\r', '')).toBe(HOSTILE.replace('\u0001', ''))
    expect(named['iati-identifier']).toBe('XM-DAC-41128-<&"')
  })

  test.each(['\u0000', '\u0008', '\u000B', '\u001F', '\uD800', '\uFFFE', '\uFFFF'])(
    'drops %j, which no XML may hold',
    (control) => {
      const xml = iatiXml(handmade, ORIGIN, { ...owner, name: { es: `a${control}b`, en: 'x' } })
      expect(xml).toContain('<narrative>ab</narrative>')
    },
  )

  test('carries wave and date in its name', async () => {
    const [file] = await exportFiles(handmade, [], { origin: ORIGIN, formats: ['iati'] })
    expect(file).toMatchObject({ name: 'iati-second-2026-11-24.xml', type: 'application/xml' })
  })
})
