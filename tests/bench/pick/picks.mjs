/** What somebody would take instead to collect answers on a server of their own: how each is started, what it is sent, and what its store has afterwards. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { inPostgres } from '../../collector/postgres.ts'
import { PARSE_CLASS, PAYLOAD_COLLECTION, parseWording, payloadWording } from './requests.mjs'

/** `kept` reads the store past the program: how many different one-time numbers stand in it. */
export const picks = {
  'Payload 3.90, SQLite': {
    program: 'pick/payload.mjs',
    store: 'sqlite',
    ours: 'SQLite',
    wording: payloadWording,
    kept: async (file) => {
      const db = new DatabaseSync(file, { readOnly: true })
      try {
        return db.prepare(`SELECT count(DISTINCT number) AS n FROM ${PAYLOAD_COLLECTION}`).get().n
      } finally {
        db.close()
      }
    },
  },
  'Parse 9.10, PostgreSQL': {
    program: 'pick/parse.mjs',
    // It opens its log's files before it reads its options.
    env: { PARSE_SERVER_LOGS_FOLDER: 'null' },
    store: 'database',
    ours: 'PostgreSQL',
    wording: parseWording,
    kept: (url) =>
      inPostgres(url, async (client) => {
        const { rows } = await client.query(`SELECT count(DISTINCT "objectId") AS n FROM "${PARSE_CLASS}"`)
        return Number(rows[0].n)
      }),
  },
}

/** Installs them beside this file, unless they are there as the lock file says. No package's script is run. */
export async function installPicks() {
  const stamp = join(import.meta.dirname, 'node_modules/.installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(import.meta.dirname, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing what the bench compares with (some 380 MB, a minute or two) …')
  rmSync(stamp, { force: true })
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', import.meta.dirname], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  writeFileSync(stamp, wanted)
}
