/** One session: the code for the room, the group once it may be seen, and the sheet that it ends with. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Catalogue, instrumentOf, venueOf } from '../../protocol/catalogue.ts'
import type { OpenTable, TableCount } from '../../protocol/table-session.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { resultsOf } from '../../report/results.ts'
import { mergeTallies } from '../../tally/tally.ts'
import { announce } from '../results/announce.ts'
import { Group } from './Group.tsx'
import { RoomCode } from './RoomCode.tsx'
import { Sheet } from './Sheet.tsx'
import { askGate, countOf, releasedOf } from './sessions.ts'
import type { TableSpeech } from './table-words.ts'

/** How often the projector asks for the count. */
const EVERY_MS = 3000

const PARTS = ['room', 'group', 'sheet'] as const
type Part = (typeof PARTS)[number]

export interface SessionProps extends TableSpeech {
  readonly table: OpenTable
  readonly catalogue: Catalogue
  readonly addresses: readonly string[]
  readonly leave: () => void
}

export function Session({ table, catalogue, addresses, leave, ...speech }: SessionProps) {
  const { t, language } = speech
  const [part, turnTo] = useState<Part>('room')
  const [count, setCount] = useState<TableCount | 'unknown'>('unknown')
  const [isOffline, setOffline] = useState(false)
  const [snapshots, setSnapshots] = useState<readonly Snapshot[]>([])
  const [gate, setGate] = useState<'idle' | 'asking' | 'held' | 'offline'>('idle')
  const [actions, setActions] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const name = venueOf(catalogue, table.id)?.name[language] ?? table.id

  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const found = await countOf(table.id)
      if (isGone) return
      if (found) setCount(found)
      setOffline(found === undefined)
      timer = setTimeout(look, EVERY_MS)
    }
    void look()
    void releasedOf(table.id).then((released) => !isGone && released && setSnapshots(released))
    heading.current?.focus()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [table.id])
  useWarning(actions.trim() !== '')

  async function ask(): Promise<void> {
    setGate('asking')
    const answer = await askGate(table.id)
    if (answer) setSnapshots(answer.snapshots)
    setGate(answer === undefined ? 'offline' : answer.outcome === 'held' ? 'held' : 'idle')
    if (answer?.outcome === 'released') {
      turnTo('group')
      announce(t.groupTitle)
    }
  }

  const instrument = instrumentOf(catalogue, table.instrument)
  const results =
    instrument && snapshots.length > 0 ? resultsOf(mergeTallies(...snapshots.map(({ tally }) => tally)), instrument) : undefined
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>
        {name}
      </h1>
      <div class="staff-bar screen-only">
        <nav class="parts" aria-label={t.partsLabel}>
          <ul>
            {PARTS.map((each) => (
              <li key={each}>
                <button type="button" aria-pressed={each === part} onClick={() => turnTo(each)}>
                  {t.parts[each]}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <button type="button" class="button-quiet" onClick={leave}>
          {t.back}
        </button>
      </div>
      {part === 'room' && (
        <RoomCode
          {...speech}
          {...{ table, addresses, count, isOffline, gate }}
          hasResult={results !== undefined}
          ask={() => void ask()}
        />
      )}
      {part === 'group' &&
        (instrument && results ? (
          <Group {...speech} {...{ instrument, results, name }} id={table.id} />
        ) : (
          <p class="notice">{t.groupNone}</p>
        ))}
      {part === 'sheet' &&
        (instrument && results ? (
          <Sheet {...speech} {...{ instrument, results, name, actions, setActions }} id={table.id} />
        ) : (
          <p class="notice">{t.groupNone}</p>
        ))}
    </>
  )
}

/** What was typed is nowhere else: the browser asks before it closes the page. */
function useWarning(isDue: boolean): void {
  useEffect(() => {
    if (!isDue) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDue])
}
