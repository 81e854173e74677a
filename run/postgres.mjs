/**
 * Finds the programs of a PostgreSQL server for the tests, or gets them: those on PATH or of Debian's packages, else Debian's package is installed. None to be
 * had is a failure. Whoever sets TEST_DATABASE_URL needs none.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Trouble } from './command.mjs'
import { installDebian } from './debian.mjs'

const DEBIAN = '/usr/lib/postgresql'

/** Folders that hold a server's programs, the newest of Debian's first. */
function folders() {
  const onPath = (process.env.PATH ?? '').split(':').filter((folder) => folder && existsSync(join(folder, 'initdb')))
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  return [...onPath, ...versions.map((version) => join(DEBIAN, version, 'bin'))]
}

/** @returns {string | undefined} the folder of a server that starts */
const found = () =>
  folders().find(
    (folder) =>
      existsSync(join(folder, 'initdb')) && spawnSync(join(folder, 'postgres'), ['--version'], { timeout: 30_000 }).status === 0,
  )

/**
 * The folder with `postgres` and `initdb`. Throws, with what was tried, when none can be had.
 * @returns {Promise<string>}
 */
export async function postgres() {
  const present = found()
  if (present) return present
  const outcome = await installDebian(['postgresql'], "the distribution's PostgreSQL")
  const installed = found()
  if (installed) return installed
  throw new Trouble(
    `No PostgreSQL could be had for the tests. Looked on PATH and in ${DEBIAN}; apt-get install postgresql: ${outcome}`,
  )
}
