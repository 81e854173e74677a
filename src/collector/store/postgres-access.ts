/** Staff tokens and the audit log on PostgreSQL. */
import { SCOPES_OF_BEFORE } from '../../protocol/scope.ts'
import {
  AUDIT_BEGINNING,
  type AuditEntry,
  type AuditLog,
  type AuditMark,
  forgottenBefore,
  lineAfter,
  lineIn,
  markIn,
} from './audit-log.ts'
import type { Ask, Session } from './postgres-session.ts'
import { NO_TERMS, scopesAsText, type TokenEnd, tokenIn } from './staff-token.ts'
import type { LaterStore } from './store.ts'

/** A step of `postgres-schema`. Tokens of before keep all that they could do. */
export const ACCESS_STEP: readonly string[] = [
  `ALTER TABLE token ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN scopes text NOT NULL DEFAULT '${scopesAsText(SCOPES_OF_BEFORE)}',
     ADD COLUMN made text NOT NULL DEFAULT 'unknown', ADD COLUMN revoked text NOT NULL DEFAULT 'no'`,
  `CREATE TABLE audit (number bigint PRIMARY KEY, at text COLLATE "C" NOT NULL, who text COLLATE "C" NOT NULL, act text COLLATE "C" NOT NULL,
     about text COLLATE "C" NOT NULL, hash text NOT NULL, UNIQUE (at, who, act, about))`,
  `CREATE TABLE audit_forgotten (id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL, hash text NOT NULL)`,
]

export function accessIn({
  ask: askDesk,
  transaction,
}: Session): Pick<LaterStore, 'addToken' | 'endTokens' | 'tokens' | 'note' | 'auditLog'> {
  async function end(ask: Ask, { hash, how, day }: TokenEnd): Promise<number> {
    const change = how === 'at once' ? 'revoked = $1' : 'expires = least(expires, $1)'
    const rows = await ask(`UPDATE token SET ${change} WHERE hash = $2 AND revoked = 'no' RETURNING 1 AS done`, [day, hash])
    return rows.length
  }

  const forgotten = async (ask: Ask): Promise<AuditMark> => {
    const [row] = await ask('SELECT number, hash FROM audit_forgotten')
    return row ? markIn(row) : AUDIT_BEGINNING
  }
  const last = async (ask: Ask): Promise<AuditMark> => {
    const [row] = await ask('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1')
    return row ? markIn(row) : forgotten(ask)
  }

  const isNoted = async (ask: Ask, { at, who, act, about }: AuditEntry): Promise<boolean> =>
    (await ask('SELECT 1 AS there FROM audit WHERE at = $1 AND who = $2 AND act = $3 AND about = $4', [at, who, act, about]))
      .length > 0

  async function note(entry: AuditEntry): Promise<void> {
    // Most of what staff do they did in this hour before: nobody has to wait for anybody then.
    if (await isNoted(askDesk, entry)) return
    await transaction(async (ask) => {
      // One line after the other, whichever collector writes it.
      await ask('LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE')
      if (await isNoted(ask, entry)) return
      const { number, at, who, act, about, hash } = lineAfter(await last(ask), entry)
      await ask('INSERT INTO audit (number, at, who, act, about, hash) VALUES ($1, $2, $3, $4, $5, $6)', [
        number,
        at,
        who,
        act,
        about,
        hash,
      ])
      const [gone] = await ask(
        'SELECT number, hash FROM audit WHERE number < (SELECT min(number) FROM audit WHERE at >= $1) ORDER BY number DESC LIMIT 1',
        [forgottenBefore(entry)],
      )
      if (gone === undefined) return
      const mark = markIn(gone)
      await ask(
        'INSERT INTO audit_forgotten (id, number, hash) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash',
        [mark.number, mark.hash],
      )
      await ask('DELETE FROM audit WHERE number <= $1', [mark.number])
    })
  }

  return {
    addToken: (hash, expires, { name, scopes, made } = NO_TERMS, ends = []) =>
      transaction(async (ask) => {
        await ask('INSERT INTO token (hash, expires, name, scopes, made) VALUES ($1, $2, $3, $4, $5)', [
          hash,
          expires,
          name,
          scopesAsText(scopes),
          made,
        ])
        for (const each of ends) await end(ask, each)
      }),
    endTokens: (ends) =>
      transaction(async (ask) => {
        let sum = 0
        for (const each of ends) sum += await end(ask, each)
        return sum
      }),
    tokens: async () => (await askDesk('SELECT hash, expires, name, scopes, made, revoked FROM token ORDER BY hash')).map(tokenIn),
    note,
    auditLog: (): Promise<AuditLog> =>
      transaction(async (ask) => {
        // Both are of the same moment: nobody forgets a line in between.
        await ask('LOCK TABLE audit IN SHARE MODE')
        const lines = (await ask('SELECT number, at, who, act, about, hash FROM audit ORDER BY number')).map(lineIn)
        return { forgotten: await forgotten(ask), lines }
      }),
  }
}
