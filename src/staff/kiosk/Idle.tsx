/**
 * Nobody there: after 25 s without a touch a countdown of 20 s begins, which anything that the person does stops (WCAG 2.2, 2.2.1: twenty seconds to say so, with
 * one simple act), and at 45 s the screen is erased. Whoever says that she is still there has three minutes for the same screen from then on: a story takes that.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { KioskWords } from './kiosk-data.ts'

export const IDLE_MS = 45_000
export const WARNING_MS = 20_000
const LONGER_MS = 180_000
const TICK_MS = 250

interface IdleProps {
  readonly words: KioskWords['idle']
  /** Names the screen that is looked at: another one has its 45 s anew. */
  readonly screen: string
  readonly reset: () => void
}

export function Idle({ words, screen, reset }: IdleProps) {
  const [left, setLeft] = useState<number>()
  const last = useRef(Date.now())
  const allowed = useRef(IDLE_MS)
  const dialog = useRef<HTMLDialogElement>(null)
  const isWarning = left !== undefined

  useEffect(() => {
    last.current = Date.now()
    allowed.current = IDLE_MS
  }, [screen])

  useEffect(() => {
    const touch = () => {
      // Once it counts down, the question wants an answer: a sleeve on the glass is none.
      if (!dialog.current?.open) last.current = Date.now()
    }
    const events = ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove', 'scroll'] as const
    for (const event of events) addEventListener(event, touch, { capture: true, passive: true })
    const timer = setInterval(() => {
      const remaining = allowed.current - (Date.now() - last.current)
      // A clock that was set back leaves nobody's answers standing.
      if (remaining <= 0 || remaining > allowed.current) reset()
      else setLeft(remaining <= WARNING_MS ? Math.ceil(remaining / 1000) : undefined)
    }, TICK_MS)
    return () => {
      clearInterval(timer)
      for (const event of events) removeEventListener(event, touch, { capture: true })
    }
  }, [reset])

  useEffect(() => {
    if (isWarning) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isWarning])

  const stay = () => {
    last.current = Date.now()
    allowed.current = LONGER_MS
    setLeft(undefined)
  }
  return (
    <dialog
      ref={dialog}
      class="still-there ground-night"
      aria-labelledby="still-there"
      aria-describedby="still-there-text"
      onCancel={(event) => {
        event.preventDefault()
        stay()
      }}
    >
      <h2 id="still-there">{words.title}</h2>
      <p id="still-there-text">{words.text}</p>
      <p class="seconds" aria-hidden="true">
        {left}
      </p>
      <p class="actions">
        <button type="button" class="button" onClick={stay}>
          {words.stay}
        </button>
        <button type="button" class="button-quiet" onClick={reset}>
          {words.finish}
        </button>
      </p>
    </dialog>
  )
}
