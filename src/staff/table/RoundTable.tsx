/** The round table's page: the token, the choice of a session, and the session. */
import { useStore } from '@nanostores/preact'
import { useState } from 'preact/hooks'
import { type Catalogue, venueOf } from '../../protocol/catalogue.ts'
import type { OpenTable } from '../../protocol/table-session.ts'
import { isRefused, refusedInWords } from '../refused.ts'
import { $announcement } from '../results/announce.ts'
import { TokenForm, Trouble } from '../TokenForm.tsx'
import { filled } from '../words/words.ts'
import { Session } from './Session.tsx'
import { $tables, openSession, openTables } from './sessions.ts'
import type { TableSpeech } from './table-words.ts'

export function RoundTable(speech: TableSpeech) {
  const { t } = speech
  const state = useStore($tables)
  const [chosen, choose] = useState<string>()
  const table = state.kind === 'open' ? state.tables.find(({ id }) => id === chosen) : undefined
  return (
    <div class="staff airy">
      <p role="status" class="visually-hidden">
        {useStore($announcement)}
      </p>
      {state.kind === 'open' && table ? (
        <Session
          {...speech}
          key={table.id}
          table={table}
          catalogue={state.catalogue}
          addresses={state.addresses}
          leave={() => choose(undefined)}
        />
      ) : (
        <>
          <h1>{t.title}</h1>
          <p class="lead">{t.intro}</p>
          {state.kind === 'open' ? (
            <Choosing {...speech} catalogue={state.catalogue} tables={state.tables} choose={choose} />
          ) : (
            <section class="way-in card stack" aria-labelledby="by-token">
              <h2 id="by-token">{speech.words.byToken}</h2>
              <TablesForm {...speech} />
            </section>
          )}
        </>
      )}
    </div>
  )
}

function TablesForm({ words, t }: TableSpeech) {
  const tables = useStore($tables)
  const { kind } = tables
  return (
    <TokenForm words={words} open={t.open} kind={kind} take={openTables}>
      <Trouble text={isRefused(tables) ? refusedInWords(words, tables) : kind === 'missing' ? t.missing : ''} />
    </TokenForm>
  )
}

/** Today by this computer's clock, YYYY-MM-DD. */
function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

interface ChoosingProps extends TableSpeech {
  readonly catalogue: Catalogue
  readonly tables: readonly OpenTable[]
  readonly choose: (id: string) => void
}

function Choosing({ catalogue, tables, choose, t, language }: ChoosingProps) {
  const [isRefused, setRefused] = useState(false)
  const [isOpening, setOpening] = useState(false)
  const places = catalogue.venues.filter(({ kind }) => kind === 'round-table')
  async function open(form: HTMLFormElement): Promise<void> {
    const given = new FormData(form)
    setOpening(true)
    const table = await openSession({
      table: String(given.get('table')),
      date: String(given.get('date')),
      part: Number(given.get('part')),
    })
    setOpening(false)
    setRefused(table === undefined)
    if (table) choose(table.id)
  }
  return (
    <div class="ways-in">
      <section class="way-in card stack" aria-labelledby="open-session">
        <h2 id="open-session">{t.openTitle}</h2>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void open(event.currentTarget)
          }}
        >
          <label class="field">
            {t.place}
            <select name="table">
              {places.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name[language]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {t.date}
            <input type="date" name="date" required defaultValue={today()} />
          </label>
          <label class="field">
            {t.part}
            <select name="part">
              {[1, 2, 3].map((part) => (
                <option key={part} value={part}>
                  {part}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="button" disabled={isOpening}>
            {t.open}
          </button>
          <div role="alert">{isRefused && <p class="notice">{t.notOpened}</p>}</div>
        </form>
      </section>
      <section class="way-in card stack" aria-labelledby="known-sessions">
        <h2 id="known-sessions">{t.known}</h2>
        {tables.length === 0 && <p>{t.knownNone}</p>}
        <ul class="known-tables">
          {tables.map(({ id, state }) => (
            <li key={id}>
              <button type="button" class="button-quiet" onClick={() => choose(id)}>
                {filled(t.resume, { name: venueOf(catalogue, id)?.name[language] ?? id })}
              </button>
              {state === 'ended' && <small> ({t.ended})</small>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
