/** Staff tokens and the audit log on PostgreSQL. */
import { SCOPES_OF_BEFORE } from '../../protocol/scope.ts'
import { AUDIT_BEGINNING, type AuditEntry, type AuditLog, type AuditMark, forgottenBefore, lineAfter } from './audit-log.ts'
import type { Ask, Row, Session } from './postgres-session.ts'
import type { AccessCalls } from './sqlite-access.ts'
import { type KeptToken, NO_TERMS, scopesAsText, scopesIn, type TokenEnd } from './staff-token.ts'

/** A step of `postgres-schema`. Tokens of before keep all that they could do. */
export const ACCESS_STEP: readonly string[] = [
  `ALTER TABLE token ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN scopes text NOT NULL DEFAULT '${scopesAsText(SCOPES_OF_BEFORE)}',
     ADD COLUMN made text NOT NULL DEFAULT 'unknown', ADD COLUMN revoked text NOT NULL DEFAULT 'no'`,
  `CREATE TABLE audit (number bigint PRIMARY KEY, at text COLLATE "C" NOT NULL, who text COLLATE "C" NOT NULL, act text COLLATE "C" NOT NULL,
     about text COLLATE "C" NOT NULL, hash text NOT NULL, UNIQUE (at, who, act, about))`,
  `CREATE TABLE audit_forgotten (id integer PRIMARY KEY CHECK (id = 1), number bigint NOT NULL, hash text NOT NULL)`,
]

type Later = {
  readonly [Call in keyof AccessCalls]: (...given: Parameters<AccessCalls[Call]>) => Promise<ReturnType<AccessCalls[Call]>>
}

export function accessIn({ ask: askDesk, transaction }: Pick<Session, 'ask' | 'transaction'>): Later {
  async function end(ask: Ask, { hash, how, day }: TokenEnd): Promise<number> {
    const change = how === 'at once' ? 'revoked = $1' : 'expires = least(expires, $1)'
    const rows = await ask(`UPDATE token SET ${change} WHERE hash = $2 AND revoked = 'no' RETURNING 1 AS done`, [day, hash])
    return rows.length
  }

  const markOf = (row: Row): AuditMark => ({ number: Number(row.number), hash: String(row.hash) })
  const forgotten = async (ask: Ask): Promise<AuditMark> => {
    const [row] = await ask('SELECT number, hash FROM audit_forgotten')
    return row ? markOf(row) : AUDIT_BEGINNING
  }
  const last = async (ask: Ask): Promise<AuditMark> => {
    const [row] = await ask('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1')
    return row ? markOf(row) : forgotten(ask)
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
      const mark = markOf(gone)
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
    tokens: async () => {
      const rows = await askDesk('SELECT hash, expires, name, scopes, made, revoked FROM token ORDER BY hash')
      return rows.map(
        ({ hash, expires, name, scopes, made, revoked }): KeptToken => ({
          hash: String(hash),
          expires: String(expires),
          name: String(name),
          scopes: scopesIn(String(scopes)),
          made: String(made),
          revoked: String(revoked),
        }),
      )
    },
    note,
    auditLog: (): Promise<AuditLog> =>
      transaction(async (ask) => {
        // Both are of the same moment: nobody forgets a line in between.
        await ask('LOCK TABLE audit IN SHARE MODE')
        const rows = await ask('SELECT number, at, who, act, about, hash FROM audit ORDER BY number')
        const lines = rows.map((row) => ({
          ...markOf(row),
          at: String(row.at),
          who: String(row.who),
          act: String(row.act),
          about: String(row.about),
        }))
        return { forgotten: await forgotten(ask), lines }
      }),
  }
}
