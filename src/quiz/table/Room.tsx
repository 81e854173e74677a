/**
 * The questions of a room, one screen at a time: before, a pause that may last hours, after. The questions' own screens, store and outbox do the work; what is
 * different here is the pause, and what a phone remembers meanwhile.
 */
import { Component, type ComponentChildren } from 'preact'
import { formAt } from '../../assessment/design.ts'
import { countStart, finishOccasion } from '../finish.ts'
import { Barriers, Choices, type Frame, NONE, optionsOf } from '../Question.tsx'
import { resultOf } from '../Result.tsx'
import { positionOf, type Screen } from '../screens.ts'
import { $visit, changeVisit, NO_ANSWERS } from '../visit.ts'
import type { RoomData } from './room-data.ts'
import {
  beginTable,
  type Found,
  isDoneElsewhere,
  isOver,
  leaveTab,
  rememberAfter,
  rememberBefore,
  tableVisit,
} from './table-visit.ts'

type RoomScreen = Screen | { readonly kind: 'keep' | 'pause' }

export function roomScreens({ path: { concepts } }: RoomData): RoomScreen[] {
  const asked = (occasion: 'baseline' | 'endline') =>
    concepts.flatMap(({ thenTest }, concept): RoomScreen[] => [
      { kind: 'question', occasion, concept },
      ...(occasion === 'endline' && thenTest ? ([{ kind: 'recalled', concept }] as const) : []),
    ])
  return [
    { kind: 'notice' },
    ...asked('baseline'),
    { kind: 'barriers' },
    { kind: 'keep' },
    { kind: 'pause' },
    ...asked('endline'),
    { kind: 'result' },
  ]
}

export const pauseOf = (data: RoomData): number => roomScreens(data).findIndex(({ kind }) => kind === 'pause')

interface RoomProps {
  readonly data: RoomData
  readonly found: Found
}

interface RoomState {
  readonly isMissing?: boolean
  readonly stop?: Exclude<Found, 'new' | 'going on'> | undefined
}

export class Room extends Component<RoomProps, RoomState> {
  private readonly screens = roomScreens(this.props.data)

  override componentDidMount() {
    const { found } = this.props
    if (found === 'answered twice' || found === 'answered before, elsewhere') this.setState({ stop: found })
    const start = document.querySelector<HTMLButtonElement>('[data-start]')
    if (start) start.onclick = () => this.turn(() => beginTable(this.props.data.wave.orderAB))
    $visit.listen(() => this.forceUpdate())
    addEventListener('visibilitychange', () => this.forget())
    this.showStatic()
  }

  override componentDidUpdate() {
    this.showStatic()
  }

  /** A phone that slept over midnight has nothing to go on with. */
  private forget(): boolean {
    const isDue = tableVisit().at > 0 && isOver()
    if (isDue) location.reload()
    return isDue
  }

  private showStatic() {
    const notice = document.getElementById('notice')
    if (notice) notice.hidden = this.state.stop !== undefined || tableVisit().at > 0
  }

  private turn(change: () => void) {
    change()
    this.setState({ isMissing: false }, () => {
      document.querySelector<HTMLElement>('main section:not([hidden]) h1, .quiz h1, .quiz legend')?.focus()
      scrollTo(0, 0)
    })
  }

  private next(isAnswered: boolean): void {
    if (this.forget()) return
    if (!isAnswered) {
      this.setState({ isMissing: true })
      return
    }
    const { wave, path } = this.props.data
    const visit = tableVisit()
    const coming = this.screens[visit.at + 1]?.kind
    countStart(wave, path)
    const isAfter = this.screens[visit.at]?.kind === 'pause' || coming === 'result'
    if (isAfter && isDoneElsewhere('after')) this.turn(() => this.setState({ stop: 'answered twice' }))
    else if (coming !== 'result') this.turn(() => changeVisit({ at: visit.at + 1 }))
    else {
      finishOccasion(wave, path, 'endline')
      rememberAfter()
      this.turn(() => changeVisit({ at: visit.at + 1, ...NO_ANSWERS, result: resultOf(path, visit) }))
    }
  }

  private keep(keeps: boolean): void {
    if (this.forget()) return
    if (isDoneElsewhere('before')) {
      // What the phone has sent counts; this tab goes on from there, or says that it cannot.
      leaveTab()
      location.reload()
      return
    }
    const { wave, path } = this.props.data
    finishOccasion(wave, path, 'baseline')
    rememberBefore(keeps)
    this.turn(() => changeVisit({ at: tableVisit().at + 1 }))
  }

  override render() {
    const { stop } = this.state
    return (
      <div class="quiz stack" key={`${stop}${tableVisit().at}`}>
        {stop ? this.stopped(stop) : this.screen()}
      </div>
    )
  }

  private stopped(stop: NonNullable<RoomState['stop']>) {
    const { room, guide } = this.props.data
    const isTwice = stop === 'answered twice'
    return (
      <>
        <h1 tabIndex={-1}>{isTwice ? room.twiceTitle : room.elsewhereTitle}</h1>
        <p class="lead">{isTwice ? room.twice : room.elsewhere}</p>
        <p class="actions">
          <a class="button" href={guide}>
            {room.guide}
          </a>
        </p>
      </>
    )
  }

  private screen(): ComponentChildren {
    const { data } = this.props
    const { words, path, barriers } = data
    const visit = tableVisit()
    const screen = this.screens[visit.at] ?? { kind: 'notice' }
    // Going back stops at what has been handed in, and at the start once it is counted.
    const canGoBack = visit.at > 1 && this.screens[visit.at - 1]?.kind !== 'pause'
    const frame = (next: () => void): Frame => ({
      words,
      next,
      position: positionOf(this.screens as readonly Screen[], visit.at),
      isMissing: this.state.isMissing ?? false,
      back: canGoBack ? () => this.turn(() => changeVisit({ at: visit.at - 1 })) : undefined,
    })
    switch (screen.kind) {
      case 'question':
      case 'recalled': {
        const isRecalled = screen.kind === 'recalled'
        const occasion = isRecalled ? 'endline' : screen.occasion
        const part = isRecalled ? 'recalled' : occasion
        const concept = path.concepts[screen.concept]
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
            barriers={barriers.map(([id, name]) => [id, name])}
            chosen={visit.barriers}
            choose={(chosen) => changeVisit({ barriers: chosen })}
          />
        )
      case 'keep':
        return this.askToKeep()
      case 'pause':
        return this.pause()
      case 'result':
        return this.result()
      default:
        return null
    }
  }

  private askToKeep() {
    const { room, words } = this.props.data
    return (
      <>
        <h1 tabIndex={-1}>{room.keepTitle}</h1>
        <p class="lead">{room.keepText}</p>
        <ul class="notice">
          <li>{room.keepWho}</li>
          <li>{room.keepErase}</li>
          <li>{room.keepNo}</li>
        </ul>
        <p class="actions">
          <button type="button" class="button" onClick={() => this.keep(true)}>
            {room.keepYes}
          </button>
          <button type="button" class="button-quiet" onClick={() => this.keep(false)}>
            {room.keepNot}
          </button>
        </p>
        <p class="actions">
          <button type="button" class="button-quiet" onClick={() => this.turn(() => changeVisit({ at: tableVisit().at - 1 }))}>
            {words.back}
          </button>
        </p>
      </>
    )
  }

  private delivery() {
    const { room } = this.props.data
    const delivery = tableVisit().delivery ?? 'sending'
    return (
      <p role="status" class="notice" data-delivery={delivery}>
        {room.delivery[delivery]}
      </p>
    )
  }

  private pause() {
    const { room, guide } = this.props.data
    return (
      <>
        <h1 tabIndex={-1}>{room.pauseTitle}</h1>
        <p class="lead">{room.pauseText}</p>
        {this.delivery()}
        <p>{tableVisit().keeps ? room.pauseKept : room.pauseTab}</p>
        <p class="actions">
          <button type="button" class="button" onClick={() => this.next(true)}>
            {room.pauseOn}
          </button>
          <a class="button-quiet" href={guide}>
            {room.guide}
          </a>
        </p>
      </>
    )
  }

  private result() {
    const { path, barriers, guide, room, words } = this.props.data
    const { result } = tableVisit()
    if (!result) return null
    const signs = path.concepts.filter(({ scale }) => scale !== 'confidence')
    return (
      <>
        <h1 tabIndex={-1}>{words.resultTitle}</h1>
        <p class="lead">
          {room.result.replace('{n}', String(result.seen.length)).replace('{m}', String(signs.length))}{' '}
          {room.resultBefore.replace('{n}', String(result.before))}
        </p>
        {this.delivery()}
        <ul class="signs">
          {signs.map(({ id, why }) => (
            <li key={id}>
              <b>{result.seen.includes(id) ? room.sees : words.keep}</b>
              {why}
            </li>
          ))}
        </ul>
        {result.named.length > 0 && (
          <>
            <h2>{words.yourBarriers}</h2>
            <ul>
              {barriers
                .filter(([id]) => id !== NONE && result.named.includes(id))
                .map(([id, name, answeredAt]) => (
                  <li key={id}>
                    <a href={answeredAt}>{name}</a>
                  </li>
                ))}
            </ul>
          </>
        )}
        <p class="actions">
          <a class="button" href={guide}>
            {room.guide}
          </a>
        </p>
      </>
    )
  }
}
