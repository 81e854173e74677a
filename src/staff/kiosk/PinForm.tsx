/** The staff's way in. */
import { useState } from 'preact/hooks'
import { filled } from '../words/words.ts'
import type { KioskWords } from './kiosk-data.ts'
import { afterWrong, isPin, type Lock, UNLOCKED, waitOf } from './pin.ts'
import { type Kiosk, keepKiosk } from './tally.ts'

interface PinFormProps {
  readonly words: KioskWords['pin']
  readonly kiosk: Kiosk
  readonly change: (kiosk: Kiosk) => void
  readonly enter: () => void
  readonly back: () => void
}

export function PinForm({ words, kiosk, change, enter, back }: PinFormProps) {
  const [trouble, setTrouble] = useState('')
  const keep = async (lock: Lock) => {
    const next = { ...kiosk, lock }
    // Kept before it is told: a tablet that is switched off and on again does not forget the wrong tries.
    await keepKiosk(next)
    change(next)
  }
  const submit = async (form: HTMLFormElement) => {
    const wait = waitOf(kiosk.lock, Date.now())
    if (wait > 0) return setTrouble(filled(words.locked, { n: Math.ceil(wait / 60_000) }))
    const pin = String(new FormData(form).get('pin'))
    form.reset()
    if (isPin(pin, kiosk.pin)) {
      if (kiosk.lock.tries > 0) await keep(UNLOCKED)
      return enter()
    }
    const lock = afterWrong(kiosk.lock, Date.now())
    await keep(lock)
    const next = waitOf(lock, Date.now())
    setTrouble(next > 0 ? filled(words.locked, { n: Math.ceil(next / 60_000) }) : words.wrong)
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void submit(event.currentTarget)
      }}
    >
      <h1 tabIndex={-1}>{words.title}</h1>
      <label class="field">
        {words.label}
        <input
          type="password"
          name="pin"
          inputMode="numeric"
          autocomplete="off"
          maxLength={8}
          required
          aria-describedby="pin-trouble"
          aria-invalid={trouble ? true : undefined}
        />
      </label>
      <div role="alert" id="pin-trouble">
        {trouble && <p class="notice">{trouble}</p>}
      </div>
      <p class="actions">
        <button type="submit" class="button">
          {words.enter}
        </button>
        <button type="button" class="button-quiet" onClick={back}>
          {words.back}
        </button>
      </p>
    </form>
  )
}
