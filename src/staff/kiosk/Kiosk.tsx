/**
 * The kiosk: at rest it asks for a language; then it is the phone's own questions (quiz/Quiz.tsx), with a reset. The questions are drawn once and stay for as long
 * as the page is open; between two people only what they hold is emptied.
 */
import { useStore } from '@nanostores/preact'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { keepForKiosk } from '../../offline/keep.ts'
import { $full, $story } from '../../quiz/full-path.ts'
import type { QuizData } from '../../quiz/page-data.ts'
import { Quiz } from '../../quiz/Quiz.tsx'
import { contentFirst, makeRecord } from '../../quiz/strong.ts'
import { $visit, NEW_VISIT } from '../../quiz/visit.ts'
import { Idle } from './Idle.tsx'
import { KIOSK_LANGUAGES, type KioskData, type KioskLanguage } from './kiosk-data.ts'
import { Panel } from './Panel.tsx'
import { PinForm } from './PinForm.tsx'
import { $failure, countArrival, counter, forgetPerson, isOpen, today } from './person.ts'
import { Setup } from './Setup.tsx'
import { goFullScreen, holdHistory, leaveFullScreen, refuseMenus, stayAwake } from './screen.ts'
import {
  type ClosedTally,
  closedTallies,
  type Kiosk as Device,
  forgetTroubles,
  readKiosk,
  settle,
  type Trouble,
  troubles,
} from './tally.ts'
import { Warnings } from './Warnings.tsx'

/** The long tale in each language, where it came with the page. */
export type Stories = Readonly<Record<KioskLanguage, Element | undefined>>

interface KioskProps {
  readonly data: KioskData
  readonly stories: () => Stories
}

type Screen = 'rest' | 'visit' | 'pin' | 'panel'
type State = 'opening' | 'none' | 'lost' | 'gone' | 'unusable' | Device

/** In `localStorage` while this device is a kiosk: a database that is gone by itself is missed. */
const MARK = 'kiosk'

const mark = (name: string | null): boolean => {
  try {
    const had = localStorage.getItem(MARK) !== null
    if (name === null) localStorage.removeItem(MARK)
    else localStorage.setItem(MARK, name)
    return had
  } catch {
    return false
  }
}

const isMarked = (): boolean => {
  try {
    return localStorage.getItem(MARK) !== null
  } catch {
    return false
  }
}

export function Kiosk({ data, stories }: KioskProps) {
  const [state, setState] = useState<State>('opening')
  const [found, setFound] = useState<readonly Trouble[]>([])
  const [closed, setClosed] = useState<readonly ClosedTally[]>([])
  const refresh = useCallback(async () => {
    setFound(await troubles())
    setClosed(await closedTallies())
  }, [])
  const load = useCallback(async () => {
    try {
      const device = await readKiosk()
      // A power cut may have come between a record and the moment when her copies were made alike.
      await settle()
      await refresh()
      setState(device === 'none' && isMarked() ? 'gone' : device)
    } catch {
      setState('unusable')
    }
  }, [refresh])
  useEffect(() => void load(), [load])

  // As the page stood before this script.
  if (state === 'opening')
    return (
      <div class="setup stack">
        <h1 tabIndex={-1}>{data.languages[data.first].words.title}</h1>
        <p class="lead">{data.languages[data.first].words.intro}</p>
      </div>
    )
  if (state === 'unusable')
    return (
      <div class="setup stack">
        <h1 tabIndex={-1}>{data.languages[data.first].words.title}</h1>
        {KIOSK_LANGUAGES.map((language) => (
          <p key={language} lang={language} class="notice" role="alert">
            {data.languages[language].words.setup.unusable}
          </p>
        ))}
      </div>
    )
  if (typeof state === 'string')
    return (
      <Setup
        data={data}
        reason={state}
        closed={closed}
        start={(kiosk) => {
          mark(kiosk.name)
          setState(kiosk)
        }}
      />
    )
  return (
    <Running
      data={data}
      stories={stories}
      kiosk={state}
      change={setState}
      closed={closed}
      found={found}
      refresh={refresh}
      reload={load}
    />
  )
}

interface RunningProps extends KioskProps {
  readonly kiosk: Device
  readonly change: (kiosk: Device) => void
  readonly closed: readonly ClosedTally[]
  readonly found: readonly Trouble[]
  readonly refresh: () => Promise<void>
  /** Looks at the device anew: after a tally was closed it is no kiosk any more. */
  readonly reload: () => Promise<void>
}

function Running({ data, stories, kiosk, change, closed, found, refresh, reload }: RunningProps) {
  const [screen, setScreen] = useState<Screen>('rest')
  const [language, setLanguage] = useState<KioskLanguage>(data.first)
  const visit = useStore($visit)
  const failure = useStore($failure)
  const root = useRef<HTMLDivElement>(null)
  const quiz = useRef<Quiz>(null)
  // The page's own files: a tablet that is restarted where there is no network opens all the same. What cannot be had now is tried again when a network comes.
  useEffect(() => {
    const keepPage = (): void => void keepForKiosk()
    keepPage()
    addEventListener('online', keepPage)
    return () => removeEventListener('online', keepPage)
  }, [])
  const { catalogue } = data
  const wave = data.languages[language].quiz.wave.id
  const deliver = useMemo(() => counter(catalogue, kiosk.venue), [catalogue, kiosk.venue])

  const reset = useCallback(() => {
    const { activeElement } = document
    if (activeElement instanceof HTMLElement) activeElement.blur()
    getSelection()?.removeAllRanges()
    void forgetPerson().then(refresh, () => undefined)
    quiz.current?.setState({ age: undefined, isMissing: false, isYoung: false } as object)
    setLanguage(data.first)
    setScreen('rest')
    scrollTo(0, 0)
  }, [refresh, data.first])

  useEffect(() => {
    holdHistory(reset)
    refuseMenus()
    stayAwake()
    document.documentElement.dataset.kiosk = 'on'
    return () => delete document.documentElement.dataset.kiosk
  }, [reset])
  // The result's last button sets a new visit; on a phone that leads back to the notice.
  useEffect(
    () =>
      $visit.listen((now, before) => {
        if (now === NEW_VISIT && before?.result) reset()
      }),
    [reset],
  )
  // At once, and not when the browser has painted: whoever types without waiting keeps the field that she is in.
  useLayoutEffect(() => {
    if (screen !== 'visit') root.current?.querySelector<HTMLElement>(`[data-screen="${screen}"] h1`)?.focus()
  }, [screen])

  const given = useMemo(() => quizDataFor(data, language, kiosk, deliver), [data, language, kiosk, deliver])
  const begin = (chosen: KioskLanguage) => {
    goFullScreen()
    setLanguage(chosen)
    setScreen('visit')
    const { full, quiz: own } = data.languages[chosen]
    $full.set(full)
    $story.set(stories()[chosen] ?? 'failed')
    countArrival(deliver, own.wave.id, own.short.instrument)
    scrollTo(0, 0)
    setTimeout(() => document.querySelector<HTMLElement>('#notice h1')?.focus())
  }
  const words = data.languages[language].words
  const staffWords = data.languages[data.first].words
  const closedOn = isOpen(catalogue, wave, today()) ? undefined : today()
  const { notice } = data.languages[language]
  return (
    <div ref={root} class="kiosk" data-at={screen}>
      {screen === 'rest' && (
        <div class="rest" data-screen="rest">
          <h1 tabIndex={-1} class="tale-title">
            {KIOSK_LANGUAGES.map((each) => (
              <span key={each} lang={each}>
                {data.languages[each].notice.title}
              </span>
            ))}
          </h1>
          <div class="languages-first">
            {KIOSK_LANGUAGES.map((each) => (
              <button type="button" key={each} lang={each} class="button" onClick={() => begin(each)}>
                {data.languages[each].words.rest.start}
                <small>{data.languages[each].words.rest.lead}</small>
              </button>
            ))}
          </div>
          <Warnings data={data} failure={failure} troubles={found} closedOn={closedOn} />
          <p class="staff-way">
            <button type="button" class="button-quiet" onClick={() => setScreen('pin')}>
              {KIOSK_LANGUAGES.map((each) => (
                <span key={each} lang={each}>
                  {data.languages[each].words.rest.staff}
                </span>
              ))}
            </button>
          </p>
        </div>
      )}
      <div class="visit" lang={language} hidden={screen !== 'visit'}>
        <p class="finish">
          <button type="button" class="button-quiet" onClick={reset}>
            {words.finish}
          </button>
        </p>
        <section id="notice" class="stack">
          <h1 tabIndex={-1}>{notice.title}</h1>
          <p class="lead">{words.notice.intro}</p>
          <p class="actions">
            <button type="button" class="button" data-start="short">
              {notice.short}
            </button>
            <button type="button" class="button-quiet" data-start="full">
              {notice.full}
            </button>
          </p>
          <ul class="notice">
            <li>{words.notice.promise1}</li>
            <li>{words.notice.promise2}</li>
            <li>{words.notice.promise3}</li>
          </ul>
        </section>
        <Quiz ref={quiz} data={given} />
        <section id="young" class="stack" hidden>
          <h1 tabIndex={-1}>{notice.young}</h1>
          <p class="lead">{notice.youngText}</p>
          <p class="actions">
            <button type="button" class="button" onClick={reset}>
              {words.quiz.again}
            </button>
          </p>
        </section>
        {visit.result && <TakeAway data={data} language={language} />}
      </div>
      {screen === 'pin' && (
        <div class="staff-screen" data-screen="pin" lang={data.first}>
          <PinForm words={staffWords.pin} kiosk={kiosk} change={change} enter={() => setScreen('panel')} back={reset} />
        </div>
      )}
      {screen === 'panel' && (
        <div class="staff-screen" data-screen="panel" lang={data.first}>
          <Warnings data={data} failure={failure} troubles={found} closedOn={closedOn} languages={[data.first]} />
          <Panel
            data={data}
            kiosk={kiosk}
            closed={closed}
            refresh={async () => {
              if ((await readKiosk()) === 'none') mark(null)
              await refresh()
            }}
            hasTroubles={found.length > 0}
            read={() => void forgetTroubles().then(refresh)}
            back={() => {
              setScreen('rest')
              void reload()
            }}
            leave={() => {
              leaveFullScreen()
              location.assign(data.staff)
            }}
          />
        </div>
      )}
      {screen !== 'rest' && <Idle words={words.idle} screen={`${screen}${visit.path}${visit.at}`} reset={reset} />}
    </div>
  )
}

/** The phone's questions, told where their messages go, in words that hold on a tablet of somebody else's. */
function quizDataFor(data: KioskData, language: KioskLanguage, { venue }: Device, deliver: ReturnType<typeof counter>): QuizData {
  const { quiz, words } = data.languages[language]
  const isStrong = quiz.wave.strong?.includes(venue)
  return {
    ...quiz,
    wave: { ...quiz.wave, deliver, ...(isStrong && { contentFirst, makeRecord }) },
    words: { ...quiz.words, ...words.quiz, storyLink: '' },
  }
}

function TakeAway({ data, language }: { readonly data: KioskData; readonly language: KioskLanguage }) {
  const { words, numbers } = data.languages[language]
  const { address, size, path } = data.site
  return (
    <section class="panel ground-help take-away" aria-labelledby="take-away">
      <h2 id="take-away">{words.takeAway.title}</h2>
      <p>{words.takeAway.free}</p>
      <ul class="numbers">
        {numbers.map(({ shown, owner }) => (
          <li key={shown}>
            <b class="number">{shown}</b> <span>{owner}</span>
          </li>
        ))}
      </ul>
      <figure>
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={address} shape-rendering="crispEdges">
          <path d={path} />
        </svg>
        <figcaption>
          {words.takeAway.scan} <b>{address}</b>
        </figcaption>
      </figure>
    </section>
  )
}
