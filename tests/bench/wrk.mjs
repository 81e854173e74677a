/** The same load by wrk, a client of another make: whether a ratio is the client's doing. */
import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ourWording, requestParts } from './load.mjs'
import { readWrk } from './wrk-output.ts'

const run = promisify(execFile)

/** As `load`: so many connections in all, on one or more ports, for so long. Whole seconds, one at least. */
export async function loadByWrk(ports, { connections, ms, wording = ourWording }) {
  const folder = mkdtempSync(join(tmpdir(), 'wrk-'))
  try {
    const file = join(folder, 'requests.lua')
    // Texts of ASCII: Lua reads them as JSON writes them.
    writeFileSync(
      file,
      `return {${requestParts(wording).map(([before, after]) => `{${JSON.stringify(before)},${JSON.stringify(after)}}`)}}`,
    )
    const each = Math.floor(connections / ports.length)
    const script = join(import.meta.dirname, 'records.lua')
    const seconds = Math.max(1, Math.round(ms / 1000))
    const outputs = await Promise.all(
      ports.map((port) =>
        run(
          'wrk',
          [
            '-t1',
            `-c${each}`,
            `-d${seconds}`,
            '--latency',
            '-s',
            script,
            `http://127.0.0.1:${port}/`,
            '--',
            file,
            randomInt(2 ** 31),
          ].map(String),
        ),
      ),
    )
    const results = outputs.map(({ stdout }) => readWrk(stdout))
    const sum = (pick) => results.reduce((total, result) => total + pick(result), 0)
    return {
      acknowledged: sum((result) => result.answered - result.refused),
      rate: sum(({ rate, answered, refused }) => (rate * (answered - refused)) / answered),
      p50: Math.max(...results.map(({ p50 }) => p50)),
      p99: Math.max(...results.map(({ p99 }) => p99)),
      refused: sum(({ refused }) => refused),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
