/** How a tablet becomes a kiosk: where it stands, what joins it to its collector, and the PIN. */
import { useState } from 'preact/hooks'
import { formatPairing, parsePairing } from '../../protocol/pairing-code.ts'
import { randomUint32 } from '../../quiz/random.ts'
import { save } from '../save.ts'
import { filled } from '../words/words.ts'
import type { KioskData } from './kiosk-data.ts'
import { keepPin, PIN, UNLOCKED } from './pin.ts'
import { goFullScreen } from './screen.ts'
import { type ClosedTally, type Kiosk, keepKiosk, namesBefore } from './tally.ts'

interface SetupProps {
  readonly data: KioskData
  readonly reason: 'none' | 'lost' | 'gone'
  readonly closed: readonly ClosedTally[]
  readonly start: (kiosk: Kiosk) => void
}

type Mistake = 'badCode' | 'badVenue' | 'badPin' | 'pinDiffers'

/** Ten hexadecimal digits (tally/leaf, `KIOSK_NAME`). */
const randomName = (): string =>
  [randomUint32(), randomUint32()]
    .map((number) => number.toString(16).padStart(8, '0'))
    .join('')
    .slice(0, 10)

export function Setup({ data, reason, closed, start }: SetupProps) {
  const { words: all } = data.languages[data.first]
  const words = all.setup
  const [mistake, setMistake] = useState<Mistake>()
  const [failed, setFailed] = useState(false)
  const begin = async (form: HTMLFormElement) => {
    const given = new FormData(form)
    const text = (name: string) => String(given.get(name) ?? '').trim()
    const pairing = text('code') === '' ? undefined : parsePairing(text('code'))
    const venue = pairing?.venue ?? text('venue')
    const found = mistakeIn({ code: text('code'), pairing, venue, pin: text('pin'), again: text('again') })
    setMistake(found)
    if (found) return
    goFullScreen()
    const kiosk: Kiosk = {
      name: randomName(),
      apart: randomName(),
      ...(reason === 'lost' && (await namesBefore())),
      venue,
      ...(pairing && { pairing: formatPairing(pairing) }),
      pin: keepPin(text('pin'), randomName()),
      lock: UNLOCKED,
    }
    try {
      await keepKiosk(kiosk)
    } catch {
      setFailed(true)
      return
    }
    // Where the browser has this at all: it may then not drop the tally for want of room.
    await navigator.storage?.persist?.().catch(() => false)
    start(kiosk)
  }
  const mistakeIn = (it: { code: string; pairing: unknown; venue: string; pin: string; again: string }): Mistake | undefined => {
    const isVenue = data.catalogue.venues.some(({ id }) => id === it.venue)
    if (it.code !== '' && !(it.pairing && isVenue)) return 'badCode'
    if (!isVenue) return 'badVenue'
    if (!PIN.test(it.pin)) return 'badPin'
    return it.pin === it.again ? undefined : 'pinDiffers'
  }
  const about = (...mistakes: Mistake[]) =>
    mistakes.some((each) => each === mistake) ? { 'aria-invalid': true as const, 'aria-describedby': 'setup-trouble' } : {}
  return (
    <div class="setup stack">
      <h1 tabIndex={-1}>{all.title}</h1>
      <p class="lead">{all.intro}</p>
      {reason !== 'none' && (
        <p class="notice" role="alert">
          {words[reason]}
        </p>
      )}
      <ul class="plain-facts">
        {words.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <form
        class="card stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void begin(event.currentTarget)
        }}
      >
        <h2>{words.title}</h2>
        <label class="field">
          {words.code}
          <input name="code" autocomplete="off" autocapitalize="off" spellcheck={false} {...about('badCode')} />
          <small class="quiet">{words.codeHint}</small>
        </label>
        <label class="field">
          {words.venue}
          <select name="venue" {...about('badVenue')}>
            <option value="">{words.choose}</option>
            {data.catalogue.venues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[data.first]}
              </option>
            ))}
          </select>
          <small class="quiet">{words.venueHint}</small>
        </label>
        <label class="field">
          {words.pin}
          <input type="password" name="pin" inputMode="numeric" autocomplete="new-password" maxLength={8} {...about('badPin')} />
          <small class="quiet">{words.pinHint}</small>
        </label>
        <label class="field">
          {words.pinAgain}
          <input
            type="password"
            name="again"
            inputMode="numeric"
            autocomplete="new-password"
            maxLength={8}
            {...about('pinDiffers')}
          />
        </label>
        <div role="alert" id="setup-trouble">
          {mistake && <p class="notice">{words[mistake]}</p>}
          {failed && <p class="notice">{words.unusable}</p>}
        </div>
        <button type="submit" class="button">
          {words.start}
        </button>
      </form>
      {closed.length > 0 && (
        <section class="stack" aria-labelledby="closed-tallies">
          <h2 id="closed-tallies">{words.closedTitle}</h2>
          {closed.map(({ file, text }) => (
            <p key={file}>
              <button type="button" class="button-quiet" onClick={() => save(file, text, 'application/json')}>
                {filled(all.panel.again, { file })}
              </button>
            </p>
          ))}
        </section>
      )}
    </div>
  )
}
