/** A question on its own screen: a form with radio buttons (or boxes), so that keyboard, screen reader and thumb need nothing special. */
import type { ComponentChildren } from 'preact'
import { type Form, shuffledOrder } from '../assessment/design.ts'
import { DONT_KNOW } from '../assessment/instrument.ts'
import type { BarrierData, ConceptData, Words } from './page-data.ts'

/** What every question has: its words, where it stands, and the ways on and back. */
export interface Frame {
  readonly words: Words
  /** `[3, 15]` is the third of fifteen. */
  readonly position: readonly [number, number]
  /** Whether the visitor asked to go on without an answer. */
  readonly isMissing: boolean
  readonly back: (() => void) | undefined
  readonly next: () => void
}

/** An option's code and text. */
export type Option = readonly [string, string]

/** The options of an item in the order they are shown; scales keep theirs, choices are shuffled by the visit's seed. */
export function optionsOf(concept: ConceptData, form: Form, seed: number, salt: number, words: Words): Option[] {
  const texts = concept[form].slice(1)
  const steps = concept.kind === 'agreement' ? words.agreement : words.confidence
  return [
    ...(concept.kind === 'choice'
      ? shuffledOrder(texts.length, seed, salt).map((index): Option => [String(index), texts[index] ?? ''])
      : steps.map((text, index): Option => [String(index + 1), text])),
    [DONT_KNOW, words.dontKnow],
  ]
}

interface ChoicesProps extends Frame {
  readonly name: string
  readonly legend: string
  readonly hint?: string | undefined
  /** Before or after; absent where nothing is measured. */
  readonly label?: string
  readonly options: readonly Option[]
  readonly chosen: string | undefined
  readonly choose: (code: string) => void
}

export function Choices({ name, legend, hint, label, options, chosen, choose, ...frame }: ChoicesProps) {
  return (
    <Asked {...frame} {...{ legend, hint, label }}>
      {options.map(([code, text], place) => (
        // By place, so that another question's options are new words in the same boxes.
        <label class="choice" key={place}>
          <input type="radio" name={name} value={code} checked={chosen === code} onChange={() => choose(code)} />
          <span>{text}</span>
        </label>
      ))}
    </Asked>
  )
}

interface BarriersProps extends Frame {
  readonly barriers: readonly BarrierData[]
  readonly chosen: readonly string[]
  readonly choose: (barriers: readonly string[]) => void
}

/** The one barrier that says that there is none; it stands alone. */
export const NONE = 'none'

export function Barriers({ barriers, chosen, choose, ...frame }: BarriersProps) {
  const toggle = (id: string) => {
    if (chosen.includes(id)) choose(chosen.filter((other) => other !== id))
    else choose(id === NONE ? [NONE] : [...chosen.filter((other) => other !== NONE), id])
  }
  return (
    <Asked {...frame} legend={frame.words.barriersQuestion} hint={frame.words.barriersHint} label="">
      {barriers.map(([id, name]) => (
        <label class="choice" key={id}>
          <input type="checkbox" value={id} checked={chosen.includes(id)} onChange={() => toggle(id)} />
          <span>{name}</span>
        </label>
      ))}
    </Asked>
  )
}

interface AskedProps extends Frame {
  readonly legend: string
  readonly hint: string | undefined
  readonly label: string | undefined
  readonly children: ComponentChildren
}

function Asked({ legend, hint, label, words, position: [n, m], isMissing, back, next, children }: AskedProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        next()
      }}
    >
      {label !== undefined && (
        <p class="step quiet">
          {label} {n}/{m}
          <progress value={n} max={m} aria-hidden="true" />
        </p>
      )}
      <fieldset aria-describedby={hint && 'hint'}>
        {/* A new one for each question: focus that moves to where it already is announces nothing. */}
        <legend key={legend} tabIndex={-1}>
          {legend}
        </legend>
        {hint && (
          <p class="quiet" id="hint">
            {hint}
          </p>
        )}
        <div class="choices">{children}</div>
      </fieldset>
      <p class="actions actions-sticky">
        <b role="alert">{isMissing && words.choose}</b>
        <button type="submit" class="button">
          {words.next}
        </button>
        {back && (
          <button type="button" class="button-quiet" onClick={back}>
            {words.back}
          </button>
        )}
      </p>
    </form>
  )
}
