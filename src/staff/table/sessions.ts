/** What the round table's page knows: the token, for as long as the page is open, and what the collector gave for it. */
import { atom } from 'nanostores'
import { type Catalogue, parseCatalogue } from '../../protocol/catalogue.ts'
import type { OpenTable, Sitting, TableCount, TablesAnswer } from '../../protocol/table-session.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { type Refused, refusedIn, TokenRefused } from '../refused.ts'

export type Tables =
  | { readonly kind: 'closed' | 'opening' | 'missing' }
  | Refused
  | {
      readonly kind: 'open'
      readonly catalogue: Catalogue
      readonly addresses: readonly string[]
      readonly tables: readonly OpenTable[]
    }

export const $tables = atom<Tables>({ kind: 'closed' })

/** In memory alone: no storage, no address, no cookie. */
let token = ''

async function ask<T>(address: string, body?: unknown): Promise<T> {
  const answer = await fetch(address, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    credentials: 'omit',
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const refused = await refusedIn(answer)
  if (refused) throw new TokenRefused(refused)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return (await answer.json()) as T
}

export async function openTables(given: string): Promise<void> {
  token = given.trim()
  $tables.set({ kind: 'opening' })
  try {
    const catalogue = parseCatalogue(await (await fetch('/catalogue.json', { credentials: 'omit' })).json())
    const { addresses, tables } = await ask<TablesAnswer>('/api/tables')
    $tables.set({ kind: 'open', catalogue, addresses, tables })
  } catch (error) {
    $tables.set(error instanceof TokenRefused ? error.refused : { kind: 'missing' })
  }
}

/** Opens a session, or the one that there is; undefined where the collector refuses. */
export async function openSession(sitting: Sitting): Promise<OpenTable | undefined> {
  try {
    return remember(await ask<OpenTable>('/api/tables', sitting))
  } catch {
    return undefined
  }
}

/** Undefined where the collector cannot be asked. */
export const countOf = (id: string): Promise<TableCount | undefined> =>
  ask<TableCount>(`/api/tables/count?table=${encodeURIComponent(id)}`).catch(() => undefined)

/** What the gate has released of a session so far; undefined where the collector cannot be asked. */
export const releasedOf = async (id: string): Promise<readonly Snapshot[] | undefined> =>
  (await ask<{ snapshots: readonly Snapshot[] }>(`/api/tables/snapshots?table=${encodeURIComponent(id)}`).catch(() => undefined))
    ?.snapshots

/** Asks the gate. Undefined where the collector cannot be asked. */
export const askGate = (id: string): Promise<{ outcome: 'released' | 'held'; snapshots: readonly Snapshot[] } | undefined> =>
  ask<{ outcome: 'released' | 'held'; snapshots: readonly Snapshot[] }>('/api/tables/snapshot', { table: id }).catch(
    () => undefined,
  )

export async function endSession(table: OpenTable): Promise<OpenTable> {
  await ask('/api/tables/end', { table: table.id })
  return remember({ ...table, state: 'ended' })
}

function remember(table: OpenTable): OpenTable {
  const open = $tables.get()
  if (open.kind === 'open') $tables.set({ ...open, tables: [table, ...open.tables.filter(({ id }) => id !== table.id)] })
  return table
}
