/** What the room sees first: the code to scan, the digits to type, and how many have answered. */
import { useRef, useState } from 'preact/hooks'
import { type OpenTable, spokenInWords, type TableCount } from '../../protocol/table-session.ts'
import { GATE_SETTINGS } from '../../report/gate/settings.ts'
import { filled } from '../words/words.ts'
import { reachable } from './addresses.ts'
import { QrCode } from './QrCode.tsx'
import { endSession } from './sessions.ts'
import type { TableSpeech } from './table-words.ts'

interface RoomCodeProps extends TableSpeech {
  readonly table: OpenTable
  readonly addresses: readonly string[]
  readonly count: TableCount | 'unknown'
  readonly isOffline: boolean
  readonly gate: 'idle' | 'asking' | 'held' | 'offline'
  readonly hasResult: boolean
  readonly ask: () => void
}

export function RoomCode({ table, addresses, count, isOffline, gate, hasResult, ask, ...speech }: RoomCodeProps) {
  const { t, language } = speech
  const origins = reachable(location.origin, addresses)
  const [origin = '', setOrigin] = useState(origins[0])
  const whole = useRef<HTMLElement>(null)
  const path = table.path[language]
  const { host } = origin ? new URL(origin) : { host: '' }
  return (
    <>
      <section class="projector" ref={whole} aria-label={t.parts.room}>
        {origin ? (
          <QrCode text={`${origin}${path}#${table.code}`} label={`${t.join}: ${host}${path}`} />
        ) : (
          <p class="notice">{t.noAddress}</p>
        )}
        <div class="projector-words">
          {origin && (
            <>
              <p class="projector-join">{t.join}</p>
              <p>{t.joinRest}</p>
              <p class="projector-address">
                {host}
                {path}
              </p>
              <p class="projector-digits">
                <span class="visually-hidden">{t.spoken}: </span>
                {table.state === 'open' ? spokenInWords(table.spoken) : t.spokenEnded}
              </p>
              <p class="quiet">{t.sameNetwork}</p>
            </>
          )}
          <div class="projector-count">
            <h2>{t.countTitle}</h2>
            <dl>
              {(['before', 'after'] as const).map((side) => (
                <div key={side}>
                  <dt>{t[side]}</dt>
                  <dd data-count={side}>{count === 'unknown' ? '–' : count[side]}</dd>
                </div>
              ))}
            </dl>
            {isOffline && <p class="notice">{t.offline}</p>}
          </div>
        </div>
      </section>
      <div class="table-desk screen-only airy">
        <p class="actions">
          {document.fullscreenEnabled && (
            <button type="button" class="button-quiet" onClick={() => void whole.current?.requestFullscreen()}>
              {t.full}
            </button>
          )}
        </p>
        {origins.length > 1 && (
          <label class="field">
            {t.address}
            <select value={origin} onChange={(event) => setOrigin(event.currentTarget.value)}>
              {origins.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        )}
        <Asking {...speech} {...{ count, gate, hasResult, ask }} />
        {table.state === 'open' && (
          <div class="stack">
            <p class="quiet">{t.endNote}</p>
            <p class="actions">
              <button type="button" class="button-quiet" onClick={() => void endSession(table).catch(() => undefined)}>
                {t.end}
              </button>
            </p>
          </div>
        )}
      </div>
    </>
  )
}

type AskingProps = TableSpeech & Pick<RoomCodeProps, 'count' | 'gate' | 'hasResult' | 'ask'>

/** Below 10 only how many are missing; from 10 on the button, with what asking early costs. */
function Asking({ count, gate, hasResult, ask, t }: AskingProps) {
  if (count === 'unknown') return null
  const missing = GATE_SETTINGS.minimumBatch - count.after
  const open = Math.max(0, count.before - count.after)
  if (missing > 0 && !hasResult)
    return (
      <p class="notice" data-missing={missing}>
        {missing === 1 ? t.missingPerson : filled(t.missingPeople, { n: missing })}
      </p>
    )
  return (
    <div class="stack">
      <p class="notice">{open === 0 ? t.everybody : open === 1 ? t.earlyOne : filled(t.early, { n: open })}</p>
      <p class="actions">
        <button type="button" class="button" disabled={gate === 'asking'} onClick={ask}>
          {open === 0 ? t.ask : t.askEarly}
        </button>
      </p>
      <p role="status">
        {gate === 'asking'
          ? t.asking
          : gate === 'held'
            ? hasResult
              ? t.held
              : t.heldNothing
            : gate === 'offline'
              ? t.offline
              : ''}
      </p>
    </div>
  )
}
