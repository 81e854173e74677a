/** Staff tokens and the audit log on SQLite. */
import type { DatabaseSync } from 'node:sqlite'
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
import type { SqliteFile } from './sqlite-file.ts'
import { NO_TERMS, scopesAsText, type TokenEnd, tokenIn } from './staff-token.ts'
import type { Store } from './store.ts'

/** The step that adds terms of tokens and the audit log. Tokens of before keep all that they could do. */
export function addAccess(db: DatabaseSync): void {
  db.exec(`
    ALTER TABLE token ADD COLUMN name TEXT NOT NULL DEFAULT '';
    ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT '${scopesAsText(SCOPES_OF_BEFORE)}';
    ALTER TABLE token ADD COLUMN made TEXT NOT NULL DEFAULT 'unknown';
    ALTER TABLE token ADD COLUMN revoked TEXT NOT NULL DEFAULT 'no';
    CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, about TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX audit_once ON audit (at, who, act, about);
    CREATE TABLE audit_forgotten (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  `)
}

export function accessOn({
  prepared,
  transaction,
}: SqliteFile): Pick<Store, 'addToken' | 'endTokens' | 'tokens' | 'note' | 'auditLog'> {
  function end({ hash, how, day }: TokenEnd): number {
    const sql =
      how === 'at once'
        ? "UPDATE token SET revoked = ?1 WHERE hash = ?2 AND revoked = 'no'"
        : "UPDATE token SET expires = min(expires, ?1) WHERE hash = ?2 AND revoked = 'no'"
    return Number(prepared(sql).run(day, hash).changes)
  }

  const forgotten = (): AuditMark => {
    const row = prepared('SELECT number, hash FROM audit_forgotten').get()
    return row ? markIn(row) : AUDIT_BEGINNING
  }
  const last = (): AuditMark => {
    const row = prepared('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1').get()
    return row ? markIn(row) : forgotten()
  }

  const isNoted = ({ at, who, act, about }: AuditEntry): boolean =>
    prepared('SELECT 1 FROM audit WHERE at = ? AND who = ? AND act = ? AND about = ?').get(at, who, act, about) !== undefined

  function note(entry: AuditEntry): void {
    // Most of what staff do they did in this hour before: nothing is written then.
    if (isNoted(entry)) return
    transaction(() => {
      if (isNoted(entry)) return
      const { number, at, who, act, about, hash } = lineAfter(last(), entry)
      prepared('INSERT INTO audit (number, at, who, act, about, hash) VALUES (?, ?, ?, ?, ?, ?)').run(
        number,
        at,
        who,
        act,
        about,
        hash,
      )
      const limit = forgottenBefore(entry)
      const gone = prepared(
        'SELECT number, hash FROM audit WHERE number < (SELECT min(number) FROM audit WHERE at >= ?) ORDER BY number DESC LIMIT 1',
      ).get(limit)
      if (gone === undefined) return
      const mark = markIn(gone)
      prepared(
        'INSERT INTO audit_forgotten (id, number, hash) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET number = excluded.number, hash = excluded.hash',
      ).run(mark.number, mark.hash)
      prepared('DELETE FROM audit WHERE number <= ?').run(mark.number)
    })
  }

  return {
    addToken: (hash, expires, { name, scopes, made } = NO_TERMS, ends = []) =>
      transaction(() => {
        prepared('INSERT INTO token (hash, expires, name, scopes, made) VALUES (?, ?, ?, ?, ?)').run(
          hash,
          expires,
          name,
          scopesAsText(scopes),
          made,
        )
        for (const each of ends) end(each)
      }),
    endTokens: (ends) => transaction(() => ends.reduce((sum, each) => sum + end(each), 0)),
    tokens: () => prepared('SELECT hash, expires, name, scopes, made, revoked FROM token ORDER BY hash').all().map(tokenIn),
    note,
    auditLog: (): AuditLog =>
      transaction(() => ({
        forgotten: forgotten(),
        lines: prepared('SELECT number, at, who, act, about, hash FROM audit ORDER BY number').all().map(lineIn),
      })),
  }
}
