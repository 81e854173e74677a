/**
 * The questions: one screen at a time, at one address, so that the browser's history holds one entry whatever was answered.
 *
 * All that lasts is in the stores; this draws them. One class holds what the hooks would (a kilobyte that every phone would pay for).
 */
import { Component } from 'preact'
import { AGE_BANDS, drawDesign, formAt } from '../assessment/design.ts'
import { $delivery } from './delivery.ts'
import { countStart, finishOccasion } from './finish.ts'
import { $full, $story, fetchFull } from './full-path.ts'
import type { PathData, QuizData } from './page-data.ts'
import { Barriers, Choices, type Frame, optionsOf } from './Question.tsx'
import { Result } from './Result.tsx'
import { randomUint32 } from './random.ts'
import { Story } from './Story.tsx'
import { canGoBack, positionOf, screensOf } from './screens.ts'
import { $visit, changeVisit, forgetVisit, NEW_VISIT, type Visit } from './visit.ts'

interface QuizState {
  /** Chosen on the age screen; only what follows from it is kept. */
  readonly age?: string
  readonly isMissing?: boolean
  readonly isYoung?: boolean
}

export class Quiz extends Component<{ readonly data: QuizData }, QuizState> {
  private readonly unlisten: (() => void)[] = []

  override componentDidMount() {
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-start]'))
      button.onclick = () => void this.start(button.dataset.start as Visit['path'])
    this.showStatic()
    for (const store of [$visit, $delivery, $story, $full]) this.unlisten.push(store.listen(() => this.forceUpdate()))
  }

  override componentDidUpdate() {
    this.showStatic()
  }

  override componentWillUnmount() {
    for (const stop of this.unlisten) stop()
  }

  /** The first screen, and the one for children, stand in the page itself: they can be read before, and without, this script. */
  private showStatic() {
    const { isYoung = false } = this.state
    for (const [id, isShown] of [
      ['notice', $visit.get().at === 0 && !isYoung],
      ['young', isYoung],
    ] as const) {
      const section = document.getElementById(id)
      if (section) section.hidden = !isShown
    }
  }

  /** Draws the next screen, and announces it by moving the focus to its heading. */
  private turn(change: () => void) {
    change()
    this.setState({ isMissing: false }, () => {
      document.querySelector<HTMLElement>('main section:not([hidden]) h1, .quiz h1, .quiz legend')?.focus()
      scrollTo(0, 0)
    })
  }

  /** The path's questions, or undefined while the full ones are not here. */
  private path(): PathData | undefined {
    const full = $full.get()
    return $visit.get().path === 'short' ? this.props.data.short : typeof full === 'string' ? undefined : full
  }

  private readonly next = (isAnswered: boolean): void => {
    const path = this.path()
    const { at, draw } = $visit.get()
    if (!path || !isAnswered) {
      this.setState({ isMissing: true })
      return
    }
    const { wave } = this.props.data
    const coming = screensOf(path, $visit.get())[at + 1]
    // Handed in on the way out of the last question, before the next screen is there to be closed.
    if (coming?.kind === 'story' && draw?.arm === 'questions-first') finishOccasion(wave, path, 'baseline')
    if (coming?.kind === 'result') finishOccasion(wave, path, 'endline')
    this.turn(() => changeVisit({ at: at + 1 }))
  }

  private readonly back = (): void => this.turn(() => changeVisit({ at: $visit.get().at - 1 }))

  private readonly start = async (path: Visit['path']): Promise<void> => {
    if (path === 'full') await fetchFull(this.props.data)
    if (path === 'short' || typeof $full.get() !== 'string') this.turn(() => changeVisit({ ...NEW_VISIT, path, at: 1 }))
  }

  private readonly takeAge = (): void => {
    const { wave } = this.props.data
    const chosen = this.state.age
    const age = AGE_BANDS[Number(chosen) - 1]
    const path = this.path()
    if (chosen !== undefined && age === undefined)
      this.turn(() => {
        forgetVisit()
        this.setState({ isYoung: true })
      })
    else if (age !== undefined && path) {
      if (age !== $visit.get().age) changeVisit({ age, draw: drawDesign(randomUint32, wave, age), baseline: {}, endline: {} })
      countStart(wave, path)
    }
    if (age !== undefined || chosen === undefined) this.next(age !== undefined)
  }

  override render() {
    const { at, path } = $visit.get()
    return (
      <div class="quiz stack" key={`${path}${at}`}>
        {this.state.isYoung ? undefined : this.screen()}
      </div>
    )
  }

  private screen() {
    const { data } = this.props
    const { words } = data
    const visit = $visit.get()
    const path = this.path()
    const screens = path ? screensOf(path, visit) : []
    const screen = screens[visit.at] ?? { kind: 'notice' }
    const frame = (next: () => void): Frame => ({
      words,
      next,
      position: positionOf(screens, visit.at),
      isMissing: this.state.isMissing ?? false,
      back: canGoBack(screens, visit.at) ? this.back : undefined,
    })
    switch (screen.kind) {
      case 'notice':
        return <p role="status">{{ loading: words.fullLoading, failed: words.fullFailed }[String($full.get())]}</p>
      case 'age':
        return (
          <Choices
            {...frame(this.takeAge)}
            name="age"
            legend={words.ageQuestion}
            hint={words.ageWhy}
            options={words.ages.map((text, index) => [String(index), text])}
            chosen={this.state.age}
            choose={(age) => this.setState({ age })}
          />
        )
      case 'question':
      case 'recalled': {
        const isRecalled = screen.kind === 'recalled'
        const occasion = isRecalled ? 'endline' : screen.occasion
        const part = isRecalled ? 'recalled' : occasion
        const concept = path?.concepts[screen.concept]
        if (!concept || !visit.draw) return null
        const { order, seed } = visit.draw
        const form = formAt(order, occasion)
        const chosen = visit[part][concept.id]
        return (
          <Choices
            {...frame(() => this.next(chosen !== undefined))}
            name={concept.id}
            legend={`${isRecalled ? `${words.thenLead} ` : ''}${concept[form][0]}`}
            hint={concept.kind === 'agreement' ? words.agreementLead : undefined}
            label={words[occasion === 'baseline' ? 'before' : 'after']}
            options={optionsOf(concept, form, seed, screen.concept * 2 + (occasion === 'baseline' ? 0 : 1), words)}
            chosen={chosen}
            choose={(code) => changeVisit({ [part]: { ...visit[part], [concept.id]: code } })}
          />
        )
      }
      case 'barriers':
        return (
          <Barriers
            {...frame(() => this.next(true))}
            barriers={data.barriers}
            chosen={visit.barriers}
            choose={(barriers) => changeVisit({ barriers })}
          />
        )
      case 'story':
        return <Story data={data} isShort={visit.path === 'short'} state={$story.get()} next={() => this.next(true)} />
      case 'result':
        return path && <Result data={data} path={path} visit={visit} delivery={$delivery.get()} />
    }
  }
}
