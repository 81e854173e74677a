/** One unit's report: the primary outcome first, then ICAT's five steps in their order. */
import type { ComponentChildren } from 'preact'
import type { StepReport } from '../../report/report.ts'
import { dayInWords, toldCount, weeksInWords } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { Actions } from './Actions.tsx'
import { Awareness } from './Awareness.tsx'
import { Barriers } from './Barriers.tsx'
import { Changes } from './Changes.tsx'
import { Pathways } from './Pathways.tsx'
import { Primary } from './Primary.tsx'
import type { Shown } from './WaveReport.tsx'
import { WeeksLater } from './WeeksLater.tsx'

export function Steps(shown: Shown) {
  const { report, unit, instrument, words, language } = shown
  const { n } = unit.results
  const speech = { words, language }
  const isComparison = unit.level === 'comparison'
  const isFollowup = unit.level === 'followup'
  return (
    <article class="report airier">
      <header class="report-head">
        <p class="quiet">
          {report.wave.name[language]} · {instrument.name[language]} ({instrument.id})
        </p>
        <h2>{unit.name[language]}</h2>
        <dl class="facts">
          {isComparison ? (
            <Fact name={words.readFirst} figure={toldCount(n.contentFirst, speech)} />
          ) : isFollowup ? (
            <Fact name={words.answeredAgain} figure={toldCount(n.endline, speech)} />
          ) : (
            <>
              <Fact name={words.answeredBoth} figure={toldCount(n.endline, speech)} />
              <Fact name={words.answeredBefore} figure={toldCount(n.baseline, speech)} />
            </>
          )}
          <Fact name={words.when} figure={weeksInWords(unit.weeks, speech)} />
          <Fact name={words.made} figure={dayInWords(report.date, language)} />
        </dl>
      </header>
      {isComparison ? (
        <p class="notice">{words.comparisonNote}</p>
      ) : isFollowup ? (
        <WeeksLater {...shown} />
      ) : (
        <>
          <nav class="contents screen-only" aria-label={words.contents}>
            <ol>
              {unit.steps.map(({ step, title }) => (
                <li key={step}>
                  <a href={`#step-${step}`}>{title[language]}</a>
                </li>
              ))}
            </ol>
          </nav>
          <Primary {...shown} />
          {unit.steps.map((step) => (
            <StepSection key={step.step} step={step} {...speech}>
              {step.step === 1 && <Awareness {...shown} step={step} />}
              {step.step === 2 && <Actions {...shown} step={step} />}
              {step.step === 3 && <Barriers {...shown} step={step} />}
              {step.step === 4 && <Pathways {...shown} />}
              {step.step === 5 && <Changes {...shown} step={step} />}
            </StepSection>
          ))}
        </>
      )}
    </article>
  )
}

/** What each step's part is given. */
export interface StepProps extends Shown {
  readonly step: StepReport
}

function Fact({ name, figure }: { readonly name: string; readonly figure: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure}</dd>
    </div>
  )
}

interface StepSectionProps extends Pick<Shown, 'words' | 'language'> {
  readonly step: StepReport
  readonly children: ComponentChildren
}

function StepSection({ step: { step, title, question }, words, language, children }: StepSectionProps) {
  return (
    <section class="step airy" id={`step-${step}`} aria-labelledby={`step-${step}-title`} tabIndex={-1}>
      <header class="step-head">
        <p class="step-number" aria-hidden="true">
          {step}
        </p>
        <div>
          <h3 id={`step-${step}-title`}>
            <span class="visually-hidden">{filled(words.step, { step })}: </span>
            {title[language]}
          </h3>
          <p>{question[language]}</p>
        </div>
      </header>
      {children}
    </section>
  )
}
