/**
 * Weeks later: asks whether to keep a visit, offers to answer again, asks, and shows the three results beside each other.
 *
 * One screen at a time at one address, as in `Quiz.tsx`. What is answered stays in this tab (`w`) until it is handed in; what is kept (kept.ts) goes as
 * soon as it has been.
 */
import { Component, type ComponentChildren } from 'preact'
import { formAt } from '../../assessment/design.ts'
import { rightCodesOf } from '../../assessment/instrument.ts'
import type { FollowupRecord } from '../../protocol/followup-record.ts'
import { FOLLOWUP_FROM_DAYS, KEPT_DAYS } from '../../protocol/kept.ts'
import { type Delivery, putInOutbox } from '../outbox.ts'
import type { ConceptData, PathData } from '../page-data.ts'
import { Choices, optionsOf } from '../Question.tsx'
import { oneTimeNumber } from '../random.ts'
import { readStored, store } from '../storage.ts'
import { calendarText } from './calendar.ts'
import { DAY_MS } from './due.ts'
import { eraseKept, type Kept, keep, keptOf, readKept, takeVisit } from './kept.ts'
import type { FollowupData } from './page-data.ts'

/** Whether a sign was seen before reading, right after, and now. */
type Seen = readonly [id: string, before: boolean, after: boolean, now: boolean]

/** The follow-up in this tab: how far it has come, or what came of it. */
interface Progress {
  readonly id: string
  /** The question being asked, from 0. */
  readonly at: number
  readonly answers: Readonly<Record<string, string>>
  readonly seen?: readonly Seen[]
  readonly path: Kept['path']
  readonly delivery?: Delivery
}

type Notice = 'declined' | 'refused' | 'erased' | 'other' | 'gone'

interface State {
  readonly notice?: Notice | undefined
  readonly progress?: Progress | undefined
  readonly path?: PathData | undefined
  readonly isMissing?: boolean
  readonly hasFailed?: boolean
  readonly hasAddress?: boolean
}

/** The reminder is for the day after, so that it never comes too early. */
const REMIND_DAYS = FOLLOWUP_FROM_DAYS + 1

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

export class Followup extends Component<{ readonly data: FollowupData }, State> {
  /** What was left by the result's link, until it is decided upon. It lives here alone. */
  declare private visit: ReturnType<typeof takeVisit>

  constructor(props: { readonly data: FollowupData }) {
    super(props)
    this.visit = takeVisit()
  }

  override componentDidMount() {
    document.getElementById('plain')?.remove()
    const progress = this.stored()
    if (progress) void this.open(progress)
    else this.dropOther()
    this.showStatic()
  }

  override componentDidUpdate() {
    this.showStatic()
  }

  /** Told by the outbox what became of the record. */
  heard(news: Delivery | 'empty'): void {
    const { progress } = this.state
    if (!progress?.seen) return
    if (news !== 'empty') this.remember({ ...progress, delivery: news })
    else if (/ing$/.test(progress.delivery ?? '')) this.remember({ ...progress, delivery: 'delivered' })
  }

  private stored(): Progress | undefined {
    try {
      const stored = JSON.parse(readStored('sessionStorage', 'w') ?? 'null') as Progress | null
      // Without what is kept there is nothing to go on with; a result stands by itself.
      return stored && (stored.seen || readKept(Date.now())?.kept.id === stored.id) ? stored : undefined
    } catch {
      return undefined
    }
  }

  private remember(progress: Progress | undefined): void {
    store('sessionStorage', 'w', progress ? JSON.stringify(progress) : null)
    this.setState({ progress })
  }

  /** What is kept of another wave or other questions can be compared with nothing that is asked now. */
  private dropOther(): void {
    const found = readKept(Date.now())
    const { wave, short, fullInstrument } = this.props.data
    if (!found || (found.kept.wave === wave && [short.instrument, fullInstrument].includes(found.kept.instrument))) return
    eraseKept()
    this.setState({ notice: 'other' })
  }

  private async open(progress: Progress): Promise<void> {
    const { short, fullUrl } = this.props.data
    this.setState({ hasFailed: false })
    try {
      const path = progress.path === 'short' ? short : ((await (await fetch(fullUrl)).json()) as PathData)
      this.setState({ path })
      this.turn(() => this.remember(progress))
    } catch {
      this.setState({ hasFailed: true })
    }
  }

  /** Draws the next screen, and announces it by moving the focus to its heading. */
  private turn(change: () => void): void {
    change()
    this.setState({ isMissing: false }, () => {
      document.querySelector<HTMLElement>('.quiz h1, .quiz legend')?.focus()
      scrollTo(0, 0)
    })
  }

  private showStatic(): void {
    const section = document.getElementById('about')
    if (section) section.hidden = this.isAsking() || !!this.state.progress || (!this.state.notice && !!readKept(Date.now()))
  }

  private isAsking(): boolean {
    return !!this.visit && !this.state.notice
  }

  private decide(isWanted: boolean): void {
    const { data } = this.props
    const { visit } = this
    if (!visit) return
    const instrument = visit.path === 'short' ? data.short.instrument : data.fullInstrument
    const isKept = isWanted && keep(keptOf(visit, data.wave, instrument), Date.now())
    this.visit = undefined
    this.turn(() => this.setState({ notice: isKept ? undefined : isWanted ? 'refused' : 'declined' }))
  }

  private erase(): void {
    eraseKept()
    this.turn(() => {
      this.remember(undefined)
      this.setState({ notice: 'erased' })
    })
  }

  /** Hands the answers in, once, and forgets them and what was kept. */
  private finish(path: PathData, { answers, ...progress }: Progress): void {
    const kept = readKept(Date.now())?.kept
    if (kept?.id !== progress.id) {
      this.remember(undefined)
      this.setState({ notice: 'gone' })
      return
    }
    const { id, wave, instrument, order, earlier } = kept
    const record: FollowupRecord = { v: 1, id, wave, instrument, occasion: 'followup', age: '18+', order, answers, earlier }
    putInOutbox('/api/records', record)
    eraseKept()
    const isRight = ({ kind, right }: ConceptData, code = '') => rightCodesOf(kind, right).includes(code)
    const seen = path.concepts
      .filter(({ scale }) => scale !== 'confidence')
      .map((concept): Seen => {
        const [before, after] = earlier[concept.id] ?? ''
        return [concept.id, isRight(concept, before), isRight(concept, after), isRight(concept, answers[concept.id])]
      })
    this.remember({ ...progress, answers: {}, seen, delivery: 'sending' })
  }

  override render() {
    return <div class="quiz stack">{this.screen()}</div>
  }

  private screen(): ComponentChildren {
    const { notice, progress, path } = this.state
    const { own } = this.props.data
    if (this.isAsking()) return this.ask()
    if (progress && path) return progress.seen ? this.result(path, progress.seen, progress) : this.question(path, progress)
    if (notice)
      return (
        <p role="status" class="notice">
          {own[notice]}
        </p>
      )
    const found = readKept(Date.now())
    if (found) return Date.now() - found.time < FOLLOWUP_FROM_DAYS * DAY_MS ? this.kept(found.time) : this.offer(found.kept)
    return (
      <p role="status" class="notice">
        {own.none}
      </p>
    )
  }

  private ask() {
    const { own } = this.props.data
    return (
      <>
        <h1 tabIndex={-1}>{own.askTitle}</h1>
        <p class="lead">{own.askLead}</p>
        <ul class="notice">
          {own.ask.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {readKept(Date.now()) && <p class="notice">{own.replaces}</p>}
        <p class="actions">
          <button type="button" class="button" onClick={() => this.decide(true)}>
            {own.keep}
          </button>
          <button type="button" class="button-quiet" onClick={() => this.decide(false)}>
            {own.decline}
          </button>
        </p>
      </>
    )
  }

  private kept(time: number) {
    const { own, language, address } = this.props.data
    const after = (days: number) => new Date(time + days * DAY_MS)
    const inWords = (day: Date) => day.toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric' })
    const save = () => {
      const text = calendarText({
        title: own.calendarName,
        day: after(REMIND_DAYS),
        now: new Date(),
        id: oneTimeNumber(),
        address: this.state.hasAddress ? address : undefined,
      })
      const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }))
      Object.assign(document.createElement('a'), { href: url, download: `${own.calendarName.toLowerCase()}.ics` }).click()
      // Not at once: some browsers fetch the address only after the click has been dealt with.
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    }
    return (
      <>
        <h1 tabIndex={-1}>{own.keptTitle}</h1>
        <p class="lead">{filled(own.kept, { from: inWords(after(FOLLOWUP_FROM_DAYS)), until: inWords(after(KEPT_DAYS)) })}</p>
        <h2>{own.calendarTitle}</h2>
        <p>{filled(own.calendar, { title: own.calendarName })}</p>
        <label class="choice">
          <input
            type="checkbox"
            checked={this.state.hasAddress ?? false}
            onChange={(event) => this.setState({ hasAddress: event.currentTarget.checked })}
          />
          <span>{own.calendarAddress}</span>
        </label>
        <p class="actions">
          <button type="button" class="button" onClick={save}>
            {own.calendarSave}
          </button>
          {this.eraser()}
        </p>
      </>
    )
  }

  private offer({ id, path, earlier }: Kept) {
    const { own } = this.props.data
    return (
      <>
        <h1 tabIndex={-1}>{own.dueTitle}</h1>
        <p class="lead">{filled(own.due, { n: Object.keys(earlier).length })}</p>
        <p>{own.dueSends}</p>
        <p role="status">{this.state.hasFailed && own.failed}</p>
        <p class="actions">
          <button type="button" class="button" onClick={() => void this.open({ id, path, at: 0, answers: {} })}>
            {own.start}
          </button>
          {this.eraser()}
        </p>
      </>
    )
  }

  private eraser() {
    return (
      <button type="button" class="button-quiet" onClick={() => this.erase()}>
        {this.props.data.own.erase}
      </button>
    )
  }

  private question(path: PathData, progress: Progress) {
    const { words, own } = this.props.data
    const concept = path.concepts[progress.at]
    const kept = readKept(Date.now())?.kept
    if (!concept || !kept) return null
    const form = formAt(kept.order, 'followup')
    const chosen = progress.answers[concept.id]
    const last = path.concepts.length - 1
    const next = () => {
      if (chosen === undefined) this.setState({ isMissing: true })
      else if (progress.at < last) this.turn(() => this.remember({ ...progress, at: progress.at + 1 }))
      else this.turn(() => this.finish(path, progress))
    }
    return (
      <Choices
        key={concept.id}
        words={words}
        position={[progress.at + 1, last + 1]}
        isMissing={this.state.isMissing ?? false}
        back={progress.at > 0 ? () => this.turn(() => this.remember({ ...progress, at: progress.at - 1 })) : undefined}
        next={next}
        name={concept.id}
        legend={concept[form][0] ?? ''}
        label={own.label}
        options={optionsOf(concept, form, Number.parseInt(kept.id.slice(0, 8), 16), progress.at, words)}
        chosen={chosen}
        choose={(code) => {
          this.setState({ isMissing: false })
          this.remember({ ...progress, answers: { ...progress.answers, [concept.id]: code } })
        }}
      />
    )
  }

  private result({ concepts }: PathData, seen: readonly Seen[], { delivery = 'sending' }: Progress) {
    const { words, own } = this.props.data
    const total = (time: 1 | 2 | 3) => seen.filter((sign) => sign[time]).length
    const said = (is: boolean) => (is ? own.yes : own.no)
    return (
      <>
        <h1 tabIndex={-1}>{own.resultTitle}</h1>
        <p class="lead">{filled(own.result, { n: total(3), m: seen.length, after: total(2), before: total(1) })}</p>
        <p>{own.resultNote}</p>
        <p role="status" class="notice" data-delivery={delivery}>
          {words.delivery[delivery]}
        </p>
        <ul class="signs">
          {seen.map(([id, before, after, now]) => {
            const concept = concepts.find((one) => one.id === id)
            return (
              <li key={id}>
                <b>{now ? words.sees : words.keep}</b>
                <a href={concept?.to}>{concept?.why}</a>
                <p class="quiet">{filled(own.times, { before: said(before), after: said(after), now: said(now) })}</p>
              </li>
            )
          })}
        </ul>
      </>
    )
  }
}
