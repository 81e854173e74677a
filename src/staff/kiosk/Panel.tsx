/** What staff see of their kiosk: how many people, which of them may go out, the file to take away, and the end of a tally. */
import { useEffect, useState } from 'preact/hooks'
import { canKeep, isKept, KIOSK_PACK } from '../../offline/keep.ts'
import { hmac } from '../hmac.ts'
import { save } from '../save.ts'
import { hexadecimal } from '../sha-256.ts'
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { KioskData } from './kiosk-data.ts'
import { today } from './person.ts'
import { type ClosedTally, closeTally, eraseClosed, type Kiosk, type Standing, standing, type Taken, takeExport } from './tally.ts'

interface PanelProps {
  readonly data: KioskData
  readonly kiosk: Kiosk
  readonly closed: readonly ClosedTally[]
  /** After something has changed on the device. */
  readonly refresh: () => Promise<void>
  readonly hasTroubles: boolean
  readonly read: () => void
  readonly back: () => void
  readonly leave: () => void
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** A pairing code's last part is its key. */
const signer = ({ pairing }: Kiosk) =>
  pairing === undefined ? undefined : (digest: string) => hexadecimal(hmac(bytes(pairing.split('.').at(-1) ?? ''), bytes(digest)))

export function Panel({ data, kiosk, closed, refresh, hasTroubles, read, back, leave }: PanelProps) {
  const { words: all } = data.languages[data.first]
  const words = all.panel
  const [sums, setSums] = useState<Standing>()
  const [isPersisted, setPersisted] = useState(false)
  const [isReady, setReady] = useState(false)
  const [said, setSaid] = useState('')
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isClosed, setClosed] = useState(false)
  const venue = data.catalogue.venues.find(({ id }) => id === kiosk.venue)?.name[data.first] ?? kiosk.venue
  const look = async () => {
    setSums(await standing(today()))
    setPersisted((await navigator.storage?.persisted?.()) ?? false)
    setReady(canKeep() && (await isKept(KIOSK_PACK)))
  }
  useEffect(() => void look().catch(() => setSaid(words.failed)), [])

  const take = async (act: typeof takeExport, text: string) => {
    setBusy(true)
    setAsked(false)
    try {
      const taken: Taken = await act({ kiosk, day: today(), sign: signer(kiosk) })
      save(taken.file, taken.text, 'application/json')
      const { file, ...figures } = taken
      const numbers = Object.fromEntries(
        (['released', 'held', 'pooled'] as const).map((name) => [name, count(figures[name], data.first)]),
      )
      setSaid(`${filled(text, { file, ...numbers })} ${kiosk.pairing ? words.signed : words.unsigned}`)
      if (act === closeTally) setClosed(true)
      else await look()
      await refresh()
    } catch {
      setSaid(words.failed)
    }
    setBusy(false)
  }
  const figures: readonly (readonly [string, string])[] = sums
    ? [
        [words.today, count(sums.finishedToday, data.first)],
        [words.started, count(sums.startedToday, data.first)],
        [words.counted, count(sums.counted, data.first)],
        [words.released, count(sums.released, data.first)],
        [words.held, count(sums.counted - sums.released, data.first)],
        [words.date, today()],
      ]
    : []
  return (
    <div class="kiosk-panel stack">
      <h1 tabIndex={-1}>{words.title}</h1>
      <p class="lead">{filled(words.at, { venue, name: kiosk.name })}</p>
      {hasTroubles && (
        <p>
          <button type="button" class="button-quiet" onClick={read}>
            {words.read}
          </button>
        </p>
      )}
      <dl class="sums" hidden={isClosed}>
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet" hidden={isClosed}>
        {isPersisted ? words.persisted : words.notPersisted} {isReady ? words.opensOffline : words.opensOnline}
      </p>
      <div role="status">{said && <p class="notice">{said}</p>}</div>
      <p class="actions">
        {!isClosed && (
          <button type="button" class="button" disabled={isBusy} onClick={() => void take(takeExport, words.exported)}>
            {words.export}
          </button>
        )}
        <button type="button" class={isClosed ? 'button' : 'button-quiet'} onClick={back}>
          {isClosed ? words.next : words.back}
        </button>
        <button type="button" class="button-quiet" onClick={leave}>
          {words.leave}
        </button>
      </p>
      {isClosed ? undefined : isAsked ? (
        <section class="panel ground-night stack" aria-label={words.close}>
          <p>{words.closeText}</p>
          <p class="actions">
            <button type="button" class="button" disabled={isBusy} onClick={() => void take(closeTally, words.closed)}>
              {words.closeYes}
            </button>
            <button type="button" class="button-quiet" onClick={() => setAsked(false)}>
              {words.cancel}
            </button>
          </p>
        </section>
      ) : (
        <p>
          <button type="button" class="button-quiet" onClick={() => setAsked(true)}>
            {words.close}
          </button>
        </p>
      )}
      {closed.length > 0 && (
        <section class="stack" aria-labelledby="closed-tallies">
          <h2 id="closed-tallies">{all.setup.closedTitle}</h2>
          {closed.map(({ file, text }) => (
            <p key={file}>
              <button type="button" class="button-quiet" onClick={() => save(file, text, 'application/json')}>
                {filled(words.again, { file })}
              </button>
            </p>
          ))}
          <p>
            <button type="button" class="button-quiet" onClick={() => void eraseClosed().then(refresh)}>
              {words.erase}
            </button>
          </p>
        </section>
      )}
    </div>
  )
}
