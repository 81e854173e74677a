/** Step 2: what the campaign wants people to do, which questions inform each action, and what changed in what people say they would do. */
import { Paired } from './Paired.tsx'
import type { StepProps } from './Steps.tsx'

export function Actions({ step, ...shown }: StepProps) {
  const { report, instrument, words, language } = shown
  const informing = (action: string) => instrument.concepts.filter(({ pointsTo }) => pointsTo === `action:${action}`)
  return (
    <>
      {step.indicators.length > 0 ? (
        <Paired {...shown} title={words.actions.title} caption={words.pairCaption} chart="actions" indicators={step.indicators} />
      ) : (
        <p class="notice">{words.noIndicators}</p>
      )}
      <h4>{words.actions.list}</h4>
      <ul class="actions-list">
        {report.actions.map(({ id, name, how }) => (
          <li key={id}>
            <b>{name[language]}</b>
            <span>{how[language]}</span>
            <small class="footnote">
              {informing(id).length > 0
                ? `${words.actions.informed} ${informing(id)
                    .map((concept) => concept.name[language])
                    .join(' · ')}`
                : words.actions.notAsked}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}
