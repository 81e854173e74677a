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
          <ol class="chain">
            {pathway.links.map((link) => (
              <li key={link.es}>{link[language]}</li>
            ))}
          </ol>
          <h5>{words.pathways.assumed}</h5>
          <ul class="assumptions">
            {pathway.assumptions.map((assumption) => (
              <Assumption key={assumption.text.es} assumption={assumption} {...shown} />
            ))}
          </ul>
          <p>
            <b>{words.pathways.displacement}</b> {pathway.displacement[language]}
          </p>
        </section>
      ))}
    </>
  )
}

type PathwayAssumption = Catalogue['pathways'][number]['assumptions'][number]

/** Tested or not, with what the indicator that tests it says in this very view. */
function Assumption({ assumption, unit, words, language }: Shown & { readonly assumption: PathwayAssumption }) {
  const { text, status, indicator: id, source } = assumption
  const indicator = unit.steps.flatMap(({ indicators }) => indicators).find((one) => one.id === id)
  return (
    <li data-status={status}>
      <b class="status">{words.pathways[status]}</b>
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
