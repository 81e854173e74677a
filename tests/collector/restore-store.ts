/** Work for `killed-at`: restores BACKUP into the store at STORE. */
import { dirname } from 'node:path'
import { restore } from '../../src/collector/backup/backup.ts'
import { postgresCopy } from '../../src/collector/backup/postgres-copy.ts'
import { sqliteCopy } from '../../src/collector/backup/sqlite-copy.ts'

export default async function restored(): Promise<void> {
  const { STORE: at = '', BACKUP: file = '' } = process.env
  const copy = at.startsWith('postgres') ? postgresCopy(at) : sqliteCopy(at, dirname(at))
  await restore(file, copy, { given: undefined })
}
