/** Indicators as rows that can be pasted into a report: how many people, before, after, change, test and effect, each with its interval. */
import type { ComponentChildren } from 'preact'
import type { Effect, Estimate, Indicator, Test, Told } from '../../report/icat/indicator.ts'
import { decimal, markOf, percent, points, pValue, range, toldCount } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { figure, Marks } from './Absence.tsx'
import { Table } from './Table.tsx'

interface IndicatorTableProps extends Speech {
  readonly caption: string
  readonly isCaptionHeard?: boolean
  /** Of one kind of columns. */
  readonly indicators: readonly Indicator[]
  /** What follows a row's name, e.g. where the site answers a barrier. */
  readonly after?: (indicator: Indicator) => ComponentChildren
}

export function IndicatorTable({ caption, isCaptionHeard = false, indicators, after, ...speech }: IndicatorTableProps) {
  const { words, language } = speech
  const [first] = indicators
  if (!first) return null
  // A self-rating that is asked again is described and not tested.
  const isTested = indicators.some(({ tests }) => tests.length > 0)
  const isOneDefinition = indicators.every(({ definition }) => definition.es === first.definition.es)
  const figures = indicators.flatMap((one): Told<unknown>[] =>
    first.columns === 'single' ? [singleOf(one)] : [one.baseline, one.endline, one.change, ...one.tests, ...one.effects],
  )
  return (
    <>
      <Table
        caption={caption}
        isCaptionHeard={isCaptionHeard}
        heads={[words.measure, ...headsFor(first, isTested, speech)]}
        rows={indicators.map((one) => ({
          key: one.id,
          head: (
            <>
              {one.name[language]}
              {one.role === 'primary' && <b class="primary">{words.primary}</b>}
              {after?.(one)}
            </>
          ),
          cells: cellsOf(one, isTested, speech),
        }))}
      />
      {isOneDefinition ? (
        <p class="quiet">{first.definition[language]}.</p>
      ) : (
        <ul class="definitions quiet">
          {indicators.map(({ id, name, definition }) => (
            <li key={id}>
              <b>{name[language]}:</b> {definition[language]}.
            </li>
          ))}
        </ul>
      )}
      {indicators.some(({ change }) => change.kind === 'shown' && change.value.basis === 'margins') && (
        <p class="quiet">{words.marginsNote}</p>
      )}
      <Marks figures={figures} {...speech} />
    </>
  )
}

/** The one figure of an indicator that has no other, and the people it rests on. */
export const singleOf = ({ baseline, endline }: Indicator): Told<Estimate> => (baseline.kind === 'not-asked' ? endline : baseline)
const peopleOf = ({ n }: Indicator): Told<number> => (n.baseline.kind === 'not-asked' ? n.endline : n.baseline)

function headsFor({ columns, groups }: Indicator, isTested: boolean, { words, language }: Speech): string[] {
  if (columns === 'single') return [words.n, words.share]
  if (columns === 'groups') return [...(groups ?? []).map((group) => group[language]), words.difference, words.test]
  const [before = words.before, after = words.after] = (groups ?? []).map((occasion) => occasion[language])
  return [words.n, before, after, words.change, ...(isTested ? [words.test, words.effect] : [])]
}

function cellsOf(one: Indicator, isTested: boolean, speech: Speech): ComponentChildren[] {
  const { words } = speech
  const share = (told: Told<Estimate>) => <Share told={told} {...speech} />
  const people = (told: Told<number>) => figure(told, speech, (n) => toldCount({ kind: 'shown', value: n }, speech))
  if (one.columns === 'single') return [people(peopleOf(one)), share(singleOf(one))]
  const tests = one.tests.length > 0 ? <Tests tests={one.tests} {...speech} /> : words.marks['not-asked']
  const change = <Change indicator={one} {...speech} />
  if (one.columns === 'groups')
    return [
      ...(
        [
          ['baseline', one.baseline],
          ['endline', one.endline],
        ] as const
      ).map(([side, told]) => (
        <>
          {share(told)}
          <small>n = {toldCount(one.n[side], speech)}</small>
        </>
      )),
      change,
      tests,
    ]
  const effects = one.effects.length > 0 ? <Effects effects={one.effects} {...speech} /> : words.marks['not-asked']
  return [people(one.n.endline), share(one.baseline), share(one.endline), change, ...(isTested ? [tests, effects] : [])]
}

function Share({ told, ...speech }: Speech & { readonly told: Told<Estimate> }) {
  return figure(told, speech, ({ value, interval }) => (
    <>
      {percent(value, speech.language, 1)}
      <small>
        {interval === 'no-interval'
          ? speech.words.noInterval
          : range(interval, speech, (share, language) => percent(share, language, 1))}
      </small>
    </>
  ))
}

function Change({ indicator: { change }, ...speech }: Speech & { readonly indicator: Indicator }) {
  const { words, language } = speech
  return figure(change, speech, ({ value, interval, basis }) => (
    <>
      {points(value, language)}
      <small>{interval === 'no-interval' ? words.noInterval : range(interval, speech, points)}</small>
      {basis === 'margins' && <small class="note">{words.margins}</small>}
    </>
  ))
}

/** All absent for one reason: said once. */
function oneAbsence(list: readonly Told<unknown>[], speech: Speech): ComponentChildren | undefined {
  const [first] = list
  if (first === undefined || first.kind === 'shown') return undefined
  return list.every((told) => told.kind !== 'shown' && markOf(told, speech) === markOf(first, speech))
    ? figure(first, speech, () => null)
    : undefined
}

function Tests({ tests, ...speech }: Speech & { readonly tests: readonly Told<Test>[] }) {
  const { words, language } = speech
  const absence = oneAbsence(tests, speech)
  if (absence) return <>{absence}</>
  return (
    <>
      {tests.map((told, index) => (
        <span class="line" key={index}>
          {figure(told, speech, ({ name, p, adjusted }) => (
            <>
              p {p < 0.001 ? '' : '= '}
              {pValue(p, language)}
              <small class="note">{words.tests[name]}</small>
              {adjusted !== undefined && <small>{filled(words.holm, { p: pValue(adjusted, language) })}</small>}
            </>
          ))}
        </span>
      ))}
    </>
  )
}

function Effects({ effects, ...speech }: Speech & { readonly effects: readonly Told<Effect>[] }) {
  const { words, language } = speech
  const absence = oneAbsence(effects, speech)
  if (absence) return <>{absence}</>
  const number = (value: number | 'unbounded') => (value === 'unbounded' ? words.unbounded : decimal(value, 2, language))
  return (
    <>
      {effects.map((told, index) => (
        <span class="line" key={index}>
          {figure(told, speech, ({ name, value, interval }) => (
            <>
              {words.effects[name]} {number(value)}
              <small>
                {interval === 'no-interval' ? words.noInterval : `${number(interval.low)} ${words.to} ${number(interval.high)}`}
              </small>
            </>
          ))}
        </span>
      ))}
    </>
  )
}
