/**
 * The overall results as IATI 2.03 (iatistandard.org, activity standard): one activity whose results are the outcomes (type 2) and the reach (type 1) of
 * each instrument. Before goes into `baseline`, right after into the period's `actual`, the wave's target into `target`. A figure that is not there has
 * no `value`, and a comment that says why: never 0.
 */
import { XMLBuilder } from 'fast-xml-parser'
import type { Catalogue, Reporting, Text, Wave } from '../../protocol/catalogue.ts'
import type { Estimate, FunnelStage, Indicator, Told } from '../icat/indicator.ts'
import { absenceInWords, percentInWords } from '../icat/sentences.ts'
import type { InstrumentReport, Report, UnitReport } from '../report.ts'
import { percent } from './figures.ts'

/** What only the owner of the campaign knows. Codes are those of IATI's code lists. */
export interface IatiOwner extends Reporting {
  /** Says so in the file, so that nobody publishes it by mistake. */
  readonly isPlaceholder: boolean
}

export const PLACEHOLDER_OWNER: IatiOwner = {
  identifier: 'XX-PLACEHOLDER-ESOESCUENTO',
  ref: 'XX-PLACEHOLDER',
  name: { es: 'POR COMPLETAR: organización que informa', en: 'PLACEHOLDER: reporting organisation' },
  type: '40',
  country: 'CO',
  sector: '15190',
  status: '2',
  isPlaceholder: true,
}

/** The owner that the campaign's content names. */
export const ownerOf = ({ reporting }: Pick<Catalogue, 'reporting'>): IatiOwner =>
  reporting ? { ...reporting, isPlaceholder: false } : PLACEHOLDER_OWNER

/** A tree for `XMLBuilder`: attributes begin with `@`, and the order of properties is the order of elements. */
type Node = { readonly [name: string]: string | Node | readonly Node[] | undefined }

// What XML 1.0 has no way to write, as an escape either: controls, halves of a pair, U+FFFE and U+FFFF.
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const clean = (text: string): string => text.replaceAll(NOT_XML, '')

/** Spanish is the activity's language, so its narratives say nothing of it. */
const narratives = ({ es, en }: Text): Node => ({
  narrative: [{ '#text': clean(es) }, { '@xml:lang': 'en', '#text': clean(en) }],
})

const comment = (text: Text): Node => ({ comment: narratives(text) })

const join = (...parts: readonly Text[]): Text => ({
  es: parts.map(({ es }) => es).join(' '),
  en: parts.map(({ en }) => en).join(' '),
})

const NO_VALUE: Text = { es: 'Sin cifra:', en: 'No figure:' }

/** Value and comment of a share; without a value where it is absent. */
function figure(found: Told<Estimate>, n: Told<number>, when: Text): { value?: string; about: Text } {
  const people: Text =
    n.kind === 'shown' ? { es: `n = ${n.value}.`, en: `n = ${n.value}.` } : withStop(join(NO_N, absenceInWords(n)))
  if (found.kind !== 'shown') return { about: join(when, withStop(join(NO_VALUE, absenceInWords(found)))) }
  const { value, interval } = found.value
  const limits: Text =
    interval === 'no-interval'
      ? { es: 'Sin intervalo.', en: 'No interval.' }
      : {
          es: `Intervalo del 95 %: ${percentInWords(interval.low, 'es')} a ${percentInWords(interval.high, 'es')}.`,
          en: `95% interval: ${percentInWords(interval.low, 'en')} to ${percentInWords(interval.high, 'en')}.`,
        }
  return { value: String(percent(value)), about: join(when, people, limits) }
}

const NO_N: Text = { es: 'n:', en: 'n:' }
const withStop = ({ es, en }: Text): Text => ({ es: `${es}.`, en: `${en}.` })

const BEFORE: Text = { es: 'Antes de leer.', en: 'Before reading.' }
const AFTER: Text = {
  es: 'Justo después de leer, las mismas personas: conciencia a corto plazo.',
  en: 'Right after reading, the same people: short-term awareness.',
}

/** Of two occasions that are not before and right after reading, which they are: they are of the same people. */
const sameAt = ({ es, en }: Text): Text => ({ es: `${es}, las mismas personas.`, en: `${en}, the same people.` })

function outcomeIndicator({ indicator, unit, wave, address }: OutcomeParts): Node {
  const [first, second] = indicator.groups ?? []
  const before = figure(indicator.baseline, indicator.n.baseline, first ? sameAt(first) : BEFORE)
  const after = figure(indicator.endline, indicator.n.endline, second ? sameAt(second) : AFTER)
  return {
    '@measure': '2',
    '@ascending': '1',
    '@aggregation-status': '0',
    title: narratives(indicator.name),
    description: narratives(join(withStop(indicator.definition), indicator.sentence)),
    reference: {
      '@vocabulary': '99',
      '@code': clean(unit.level === 'followup' ? `${unit.id}:${indicator.id}` : indicator.id),
      '@indicator-uri': address,
    },
    baseline: {
      '@year': wave.starts.slice(0, 4),
      '@iso-date': wave.starts,
      ...(before.value !== undefined && { '@value': before.value }),
      ...comment(before.about),
    },
    period: {
      'period-start': { '@iso-date': wave.starts },
      'period-end': { '@iso-date': wave.ends },
      ...targetOf(indicator),
      actual: {
        ...(after.value !== undefined && { '@value': after.value }),
        ...comment(join(after.about, weeksOf(unit))),
      },
    },
  }
}

interface OutcomeParts {
  readonly indicator: Indicator
  readonly unit: UnitReport
  readonly wave: Wave
  readonly address: string
}

const weeksOf = ({ weeks: [first, last] }: UnitReport): Text => ({
  es: `Publicado de ${first} a ${last}.`,
  en: `Released from ${first} to ${last}.`,
})

/** The wave promised a change; IATI wants the level that it leads to, which is known once the level before is. */
function targetOf({ target, baseline }: Indicator): Node {
  if (target === 'none') return {}
  const about: Text = {
    es: `Meta: al menos ${percent(target.change)} puntos más que antes de leer. ${target.source.es}.`,
    en: `Target: at least ${percent(target.change)} points more than before reading. ${target.source.en}.`,
  }
  return {
    target: {
      ...(baseline.kind === 'shown' && { '@value': String(percent(Math.min(1, baseline.value.value + target.change))) }),
      ...comment(baseline.kind === 'shown' ? about : join(about, withStop(join(NO_VALUE, absenceInWords(baseline))))),
    },
  }
}

function reachIndicator({ stage, name, people }: FunnelStage, unit: UnitReport, wave: Wave): Node {
  const absent = people.kind === 'shown' ? [] : [withStop(join(NO_VALUE, absenceInWords(people)))]
  return {
    '@measure': '1',
    '@ascending': '1',
    '@aggregation-status': '0',
    title: narratives(name),
    reference: { '@vocabulary': '99', '@code': `reach:${stage}` },
    period: {
      'period-start': { '@iso-date': wave.starts },
      'period-end': { '@iso-date': wave.ends },
      actual: {
        ...(people.kind === 'shown' && { '@value': String(people.value) }),
        ...comment(join(...absent, weeksOf(unit), ...(stage === 'scan' || stage === 'start' ? [VISITS] : []))),
      },
    },
  }
}

const VISITS: Text = {
  es: 'Cuenta de visitas a la página: una persona puede visitarla varias veces.',
  en: 'A count of visits to the page: one person may make several.',
}

function resultsOf({ instrument, units }: InstrumentReport, { wave }: Report, origin: string): Node[] {
  const overall = units.find(({ level }) => level === 'overall')
  if (!overall) return []
  const comparison = units.find(({ level }) => level === 'comparison')
  const paired = overall.steps.flatMap(({ indicators }) => indicators.filter(({ columns }) => columns === 'before-after'))
  const readFirst = (comparison?.funnel ?? []).filter(({ stage }) => stage === 'content-first')
  const reach = [
    ...overall.funnel.map((stage) => reachIndicator(stage, overall, wave)),
    ...(comparison ? readFirst.map((stage) => reachIndicator(stage, comparison, wave)) : []),
  ]
  const result = (type: string, title: Text, indicators: readonly Node[]): Node[] =>
    indicators.length === 0
      ? []
      : [
          {
            '@type': type,
            '@aggregation-status': '0',
            title: narratives({ es: `${title.es}: ${instrument.name.es}`, en: `${title.en}: ${instrument.name.en}` }),
            description: narratives({ es: `${wave.name.es}, ${instrument.id}`, en: `${wave.name.en}, ${instrument.id}` }),
            indicator: indicators,
          },
        ]
  return [
    ...result('1', { es: 'Alcance', en: 'Reach' }, reach),
    ...result(
      '2',
      { es: 'Conciencia e intención', en: 'Awareness and intention' },
      paired.map((indicator) =>
        outcomeIndicator({
          indicator,
          unit: overall,
          wave,
          address: new URL('/metodo/', origin).href,
        }),
      ),
    ),
    ...units
      .filter(({ level }) => level === 'followup')
      .flatMap((unit) =>
        result(
          '2',
          unit.name,
          unit.steps
            .flatMap(({ indicators }) => indicators)
            .map((indicator) => outcomeIndicator({ indicator, unit, wave, address: new URL('/metodo/', origin).href })),
        ),
      ),
  ]
}

/** `origin` is the address of the site. */
export function iatiXml(report: Report, origin: string, owner: IatiOwner = PLACEHOLDER_OWNER): string {
  const { wave, date, limits } = report
  const org = { '@ref': clean(owner.ref), '@type': owner.type }
  const placeholder: Text = {
    es: 'POR COMPLETAR ANTES DE PUBLICAR: el identificador, la organización y el sector de este archivo son provisionales.',
    en: 'TO BE COMPLETED BEFORE PUBLISHING: identifier, organisation and sector in this file are placeholders.',
  }
  const description = { es: limits.es.join(' '), en: limits.en.join(' ') }
  const tree: Node = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    'iati-activities': {
      '@version': '2.03',
      '@generated-datetime': `${date}T00:00:00Z`,
      'iati-activity': {
        '@xml:lang': 'es',
        '@default-currency': 'USD',
        '@last-updated-datetime': `${date}T00:00:00Z`,
        'iati-identifier': clean(owner.identifier),
        'reporting-org': { ...org, ...narratives(owner.name) },
        title: narratives({ es: `#EsoEsCuento: ${wave.name.es}`, en: `#EsoEsCuento (#NotReal): ${wave.name.en}` }),
        description: {
          '@type': '1',
          ...narratives(owner.isPlaceholder ? join(placeholder, description) : description),
        },
        'participating-org': { ...org, '@role': '4', ...narratives(owner.name) },
        'activity-status': { '@code': owner.status },
        'activity-date': [
          { '@iso-date': wave.starts, '@type': wave.starts <= date ? '2' : '1' },
          { '@iso-date': wave.ends, '@type': wave.ends <= date ? '4' : '3' },
        ],
        'recipient-country': { '@code': owner.country },
        sector: { '@vocabulary': '1', '@code': owner.sector },
        // SDG target 16.2, which the campaign is for. Its indicator 16.2.2 counts victims, and no figure here is one of it.
        tag: { '@vocabulary': '3', '@code': '16.2' },
        result: report.instruments.flatMap((one) => resultsOf(one, report, origin)),
      },
    },
  }
  return new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    processEntities: true,
    suppressBooleanAttributes: false,
  }).build(tree)
}
