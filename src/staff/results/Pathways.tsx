/** Step 4: how what people do may reach the crime, link by link, and what each link takes for granted. Nothing here is measured but what says so. */
import type { Catalogue } from '../../protocol/catalogue.ts'
import { VIEW_NAMES } from '../../report/view-names.ts'
import { unbroken } from '../words/figures.ts'
import type { Shown } from './WaveReport.tsx'

export function Pathways(shown: Shown) {
  const { report, words, language } = shown
  return (
    <>
      <p>{words.pathways.intro}</p>
      {report.pathways.map((pathway) => (
        <section key={pathway.id} class="pathway card stack" aria-labelledby={`pathway-${pathway.id}`}>
          <h4 id={`pathway-${pathway.id}`}>
            {pathway.name[language]} <small>{VIEW_NAMES[pathway.audience]?.[language] ?? pathway.audience}</small>
          </h4>
          {pathway.actions.length > 0 && (
            <p>
              <b>{words.pathways.actions}</b> {actionsOf(pathway, shown)}
            </p>
          )}
          <ol class="chain">
            {pathway.links.map((link, at) => (
              <li key={link.es}>
                {link[language]}
                <h5>{words.pathways.rests}</h5>
                <ul class="assumptions">
                  {pathway.assumptions
                    .filter((assumption) => assumption.link === at + 1)
                    .map((assumption) => (
                      <Assumption key={assumption.text.es} assumption={assumption} {...shown} />
                    ))}
                </ul>
              </li>
            ))}
          </ol>
          <p>
            <b>{words.pathways.series}</b>{' '}
            {pathway.series === 'none'
              ? words.pathways.noSeries
              : `${pathway.series.name[language]}. ${pathway.series.reading[language]}`}
          </p>
          <p>
            <b>{words.pathways.displacement}</b> {pathway.displacement[language]}
          </p>
        </section>
      ))}
    </>
  )
}

/** The names of the desired actions that a pathway begins with. */
const actionsOf = ({ actions }: Catalogue['pathways'][number], { report, language }: Shown): string =>
  actions.map((id) => report.actions.find((action) => action.id === id)?.name[language] ?? id).join(' · ')

type PathwayAssumption = Catalogue['pathways'][number]['assumptions'][number]

/** Tested or not, with what the indicator that tests it says in this very view. */
function Assumption({ assumption, unit, words, language }: Shown & { readonly assumption: PathwayAssumption }) {
  const { text, grade, status, indicator: id, source } = assumption
  const indicator = unit.steps.flatMap(({ indicators }) => indicators).find((one) => one.id === id)
  return (
    <li data-status={status}>
      <b class="status">{words.pathways[grade]}</b>
      <span>
        {text[language]}
        {id !== undefined && (
          <small class="footnote">{indicator ? unbroken(indicator.sentence[language]) : words.pathways.otherInstrument}</small>
        )}
        {source !== undefined && (
          <small class="footnote">
            {words.pathways.source} <span lang="en">{source}</span>
          </small>
        )}
      </span>
    </li>
  )
}
