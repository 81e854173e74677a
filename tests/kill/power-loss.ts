/** A disk that forgets what was not synced (power-loss.c): compiled, put under a program, and brought to what is left after the power went. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export interface ForgetfulDisk {
  /** For whoever writes into the watched folder. */
  readonly env: Readonly<Record<string, string>>
  /** Makes the twin equal to the folder: all of it has been synced. Nobody may be writing. */
  readonly syncAll: () => void
  /** The folder becomes what the disk still has. Nobody may be writing. */
  readonly lose: () => void
}

/** Throws where there is no C compiler. @param folder for the library; @param watched an absolute path without links */
export function forgetfulDisk(folder: string, watched: string, { lies = false } = {}): ForgetfulDisk {
  const library = join(folder, 'power-loss.so')
  if (!existsSync(library))
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-o', library, join(import.meta.dirname, 'power-loss.c'), '-ldl'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  const twin = join(folder, 'twin')
  // With owners and modes as they are: the server may be another account.
  const become = (to: string, from: string) => {
    rmSync(to, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, to])
  }
  mkdirSync(twin, { recursive: true })
  return {
    env: { LD_PRELOAD: library, POWER_LOSS_WATCHED: watched, POWER_LOSS_TWIN: twin, ...(lies && { POWER_LOSS_LIES: '1' }) },
    syncAll: () => become(twin, watched),
    lose: () => become(watched, twin),
  }
}
