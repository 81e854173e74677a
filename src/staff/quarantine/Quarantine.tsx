/** What came over a limit and waits for a decision: seen only where there is any. */
import { useStore } from '@nanostores/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type About, FEWER, type QuarantineChoice, type QuarantinedHour } from '../../protocol/quarantine.ts'
import { announce } from '../results/announce.ts'
import { $catalogue } from '../results/evidence.ts'
import { placeName } from '../results/names.ts'
import { count } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { decide, fetchHours, hourInWords } from './hours.ts'

export function Quarantine({ wave, ...speech }: Speech & { readonly wave: string }) {
  const { words, language } = speech
  const catalogue = useStore($catalogue)
  const [hours, setHours] = useState<readonly QuarantinedHour[]>([])
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    let isCurrent = true
    setSaid('')
    void fetchHours(wave).then((found) => isCurrent && setHours(found))
    return () => {
      isCurrent = false
    }
  }, [wave])
  if (hours.length === 0 && said === '') return null

  const nameOf = ({ place, hour }: QuarantinedHour) => ({
    place: placeName(place, catalogue, speech),
    hour: hourInWords(hour, language),
  })
  const choose = async (hour: QuarantinedHour, choice: QuarantineChoice) => {
    const text = await decide(wave, hour.id, choice).then(
      () => filled(words.quarantine[choice === 'accept' ? 'accepted' : 'dropped'], nameOf(hour)),
      () => words.quarantine.failed,
    )
    setHours(await fetchHours(wave))
    setSaid(text)
    announce(text)
    // The button that was pressed is gone.
    heading.current?.focus()
  }
  return (
    <section class="quarantine card stack" aria-labelledby="quarantine">
      <h2 class="small-heading" id="quarantine" tabIndex={-1} ref={heading}>
        {words.quarantine.title}
      </h2>
      {said !== '' && <p class="notice">{said}</p>}
      {hours.length > 0 && <p>{words.quarantine.intro}</p>}
      {hours.map((hour) => (
        <Hour key={hour.id} hour={hour} name={nameOf(hour)} choose={(choice) => choose(hour, choice)} {...speech} />
      ))}
    </section>
  )
}

interface HourProps extends Speech {
  readonly hour: QuarantinedHour
  readonly name: { readonly place: string; readonly hour: string }
  readonly choose: (choice: QuarantineChoice) => Promise<void>
}

function Hour({ hour, name, choose, words, language }: HourProps) {
  const [state, setState] = useState<'idle' | 'asking' | 'sure'>('idle')
  const buttons = useRef<HTMLParagraphElement>(null)
  const turn = (next: 'idle' | 'sure') => {
    setState(next)
    // The button that was pressed is another now: whoever went on by keyboard is left at the harmless one in its place.
    requestAnimationFrame(() => buttons.current?.querySelector<HTMLElement>('.button-quiet')?.focus())
  }
  const told = words.quarantine
  const about = (n: About) => (n === FEWER ? told.few : filled(told.more, { n: count(n, language) }))
  const press = async (choice: QuarantineChoice) => {
    setState('asking')
    await choose(choice)
    setState('idle')
  }
  const button = (act: string, press: () => void, isQuiet: boolean) => (
    <button
      type="button"
      class={isQuiet ? 'button-quiet' : 'button'}
      disabled={state === 'asking'}
      aria-label={filled(told.of, { act, ...name })}
      onClick={press}
    >
      {act}
    </button>
  )
  return (
    <div class="stack">
      <h3 class="small-heading">
        {name.place} · {name.hour}
      </h3>
      <ul>
        <li>{filled(told.people, { n: about(hour.people) })}</li>
        <li>{filled(told.footfall, { n: about(hour.footfall) })}</li>
        <li>
          {told.reasons[hour.reason]} ({hour.instrument})
        </li>
      </ul>
      {state === 'sure' ? (
        <>
          <p role="status">{told.sure}</p>
          <p class="actions" ref={buttons}>
            {button(told.really, () => void press('drop'), false)}
            {button(told.keep, () => turn('idle'), true)}
          </p>
        </>
      ) : (
        <p class="actions" ref={buttons}>
          {button(told.accept, () => void press('accept'), false)}
          {button(told.drop, () => turn('sure'), true)}
        </p>
      )}
    </div>
  )
}
