/**
 * The questions: one screen at a time, at one address, so that the browser's history holds one entry whatever was answered.
 *
 * All that lasts is in the stores; this draws them. One class holds what the hooks would (a kilobyte that every phone would pay for).
 */
import { Component } from 'preact'
import { AGE_BANDS, drawDesign, formAt } from '../assessment/design.ts'
import { countStart, finishOccasion } from './finish.ts'
import { isFollowupDue } from './followup/due.ts'
import { $full, $story, fetchFull } from './full-path.ts'
import type { PathData, QuizData } from './page-data.ts'
import { Barriers, Choices, type Frame, optionsOf } from './Question.tsx'
import { Result, resultOf } from './Result.tsx'
import { randomUint32 } from './random.ts'
import { Story } from './Story.tsx'
import { canGoBack, positionOf, screensOf } from './screens.ts'
import { store } from './storage.ts'
import { $visit, changeVisit, forgetVisit, NEW_VISIT, NO_ANSWERS, type Visit } from './visit.ts'

interface QuizState {
  /** Chosen on the age screen; only what follows from it is kept. */
  readonly age?: string
  readonly isMissing?: boolean
  readonly isYoung?: boolean
}

export class Quiz extends Component<{ readonly data: QuizData }, QuizState> {
  /**
   * The visit whose result is shown, for as long as this page is open, where a follow-up may be held against it: an adult's, with a before, and no chance over
   * it. Only declared: a field that is defined brings a helper of its own along.
   */
  declare private whole: Visit | undefined

  override componentDidMount() {
    // Not on every page that asks: nobody keeps anything on a tablet that is everybody's.
    const again = document.getElementById('again')
    if (again) {
      again.onclick = () => void store('sessionStorage', 'k', JSON.stringify(this.whole))
      if (isFollowupDue()) document.querySelector('#notice h1')?.after(again)
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-start]')) {
      button.onclick = () => void this.start(button.dataset.start as Visit['path'])
      if (button.parentElement) button.parentElement.hidden = false
    }
    document.getElementById('plain')?.remove()
    this.showStatic()
    // For as long as the page is open: nothing ever takes the questions away.
    for (const store of [$visit, $story, $full]) store.listen(() => this.forceUpdate())
  }

  override componentDidUpdate() {
    this.showStatic()
  }

  /** The first screen, and the one for children, stand in the page itself: they can be read before, and without, this script. */
  private showStatic() {
    const { words } = this.props.data
    const { isYoung = false } = this.state
    const show = (id: string, isShown: boolean) => {
      const section = document.getElementById(id)
      if (section) section.hidden = !isShown
    }
    const visit = $visit.get()
    const path = this.path()
    // Also where the full questions are not here yet, or a visit comes from other questions and has no screen among these.
    const isNotice = !isYoung && !(visit.at && path && screensOf(path, visit)[visit.at])
    show('notice', isNotice)
    show('young', isYoung)
    // What the phone keeps is looked up where it is shown, not at each tap.
    show('again', !!this.whole || (isNotice && isFollowupDue()))
    const status = document.getElementById('full-status')
    if (status) status.textContent = { loading: words.loading, failed: words.fullFailed }[String($full.get())] ?? ''
  }

  /**
   * Draws the next screen, and announces it by moving the focus to its heading. One question takes the place of another in what is already drawn, which a weak
   * phone shows sooner than if all of it were made anew.
   */
  private turn(change: () => void) {
    // A button that is still chosen would, when it takes the next question's name, undo that one's choice.
    document.querySelector<HTMLFormElement>('.quiz form')?.reset()
    change()
    this.setState({ isMissing: false }, () => {
      scrollTo(0, 0)
      // Once it is drawn: moving the focus has a weak phone reckon styles and places once more, and the tap would wait for that.
      setTimeout(() => document.querySelector<HTMLElement>('section:not([hidden]) h1,.quiz h1,.quiz legend')?.focus(), 50)
    })
  }

  /** The path's questions, or undefined while the full ones are not here. */
  private path(): PathData | undefined {
    const full = $full.get()
    return $visit.get().path === 'short' ? this.props.data.short : typeof full === 'string' ? undefined : full
  }

  private next(isAnswered: boolean): void {
    const path = this.path()
    const visit = $visit.get()
    if (!path || !isAnswered) {
      this.setState({ isMissing: true })
      return
    }
    const { wave } = this.props.data
    const screens = screensOf(path, visit)
    const coming = screens[visit.at + 1]?.kind
    // Handed in on the way out of the last question, before the next screen is there to be closed.
    if (screens[visit.at]?.kind !== 'age') countStart(wave, path)
    if (coming === 'story' && visit.draw?.arm === 'questions-first') finishOccasion(wave, path, 'baseline')
    if (coming === 'result') {
      finishOccasion(wave, path, 'endline')
      // A baseline's record: she was asked before, and not in strong mode, where nothing exact may leave.
      if (visit.age === '18+' && visit.made.baseline) this.whole = visit
    }
    this.turn(() => changeVisit({ at: visit.at + 1, ...(coming === 'result' && { ...NO_ANSWERS, result: resultOf(path, visit) }) }))
  }

  private back(): void {
    this.turn(() => changeVisit({ at: $visit.get().at - 1 }))
  }

  private async start(path: Visit['path']): Promise<void> {
    if (path === 'full') await fetchFull(this.props.data)
    if (path === 'short' || typeof $full.get() !== 'string') this.turn(() => $visit.set({ ...NEW_VISIT, path, at: 1 }))
  }

  private takeAge(): void {
    const { wave } = this.props.data
    const chosen = this.state.age
    const age = AGE_BANDS[Number(chosen) - 1]
    if (chosen && !age)
      this.turn(() => {
        forgetVisit()
        this.setState({ isYoung: true })
      })
    else {
      if (age && age !== $visit.get().age) changeVisit({ ...NO_ANSWERS, age, draw: drawDesign(randomUint32, wave, age) })
      this.next(!!age)
    }
  }

  override render() {
    return <div class="quiz stack">{this.state.isYoung ? undefined : this.screen()}</div>
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
      isMissing: !!this.state.isMissing,
      back: canGoBack(screens, visit.at, !!visit.made.start) ? () => this.back() : undefined,
    })
    switch (screen.kind) {
      case 'notice':
        return null
      case 'age':
        return (
          <Choices
            {...frame(() => this.takeAge())}
            name="age"
            legend={words.ageQuestion}
            hint={words.ageWhy}
            options={words.ages.map((text, index) => [String(index), text])}
            chosen={this.state.age}
            choose={(age) => this.setState({ age, isMissing: false })}
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
            legend={(isRecalled ? words.thenLead : concept[form][0]) ?? ''}
            hint={isRecalled ? concept[form][0] : undefined}
            label={words[occasion === 'baseline' ? 'before' : 'after']}
            options={optionsOf(concept, form, seed, screen.concept * 2 + (occasion === 'baseline' ? 0 : 1), words)}
            chosen={chosen}
            choose={(code) => {
              this.setState({ isMissing: false })
              changeVisit({ [part]: { ...visit[part], [concept.id]: code } })
            }}
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
        return (
          path &&
          visit.result && (
            <Result
              data={data}
              path={path}
              result={visit.result}
              delivery={visit.delivery ?? 'sending'}
              again={() =>
                this.turn(() => {
                  this.whole = undefined
                  $visit.set(NEW_VISIT)
                })
              }
            />
          )
        )
    }
  }
}
