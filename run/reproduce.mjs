/**
 * `npm run reproduce`: whether this commit's site comes out the same, byte for byte, wherever it is built: twice, in two new folders, each with packages of its own.
 * `npm run reproduce -- --against https://…`: builds once and asks that address for every file. So anybody can check that what is served was made from this source; SITE_URL has to be
 * what it was there.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { command, root, Trouble } from './command.mjs'
import { say } from './progress.mjs'

const AT_ONCE = 8

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** Ends with Trouble where a program does not do. */
function must(program, words, cwd, stdio = 'inherit') {
  const { status, stdout, error } = spawnSync(program, words, { cwd, stdio: ['ignore', stdio, 'inherit'], encoding: 'utf8' })
  if (status !== 0) throw new Trouble(`${program} ${words.join(' ')} ended with ${error?.message ?? status}`)
  return stdout?.trim() ?? ''
}

/** The hash of each file of the site, built from a commit in a new folder. @returns {Map<string, string>} */
function builtAnew(folder, commit) {
  must('git', ['clone', '--quiet', '--no-checkout', root, folder], root)
  must('git', ['checkout', '--quiet', '--detach', commit], folder)
  must(process.execPath, ['run/build.mjs'], folder)
  const dist = join(folder, 'dist')
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(dist.length + 1)).sort()
  return new Map(paths.map((path) => [path, hashOf(readFileSync(join(dist, path)))]))
}

/** What differs between two builds, as sentences. */
function differences(first, second) {
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort()
  return paths
    .filter((path) => first.get(path) !== second.get(path))
    .map((path) => `${path}: ${wordFor(first.get(path), second.get(path))}`)
}

const wordFor = (here, there) => (here === undefined ? 'only in the second' : there === undefined ? 'only in the first' : 'differs')

/** What differs between a build and what an address serves. Twins are how a file is sent, and `_headers` is for the host. */
async function differencesServed(built, origin) {
  const left = [...built].filter(([path]) => !/\.(br|gz)$/.test(path) && path !== '_headers')
  const found = []
  const ask = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [path, hash] = next
      const response = await fetch(new URL(path.replace(/(^|\/)index\.html$/, '$1'), origin))
      const body = Buffer.from(await response.arrayBuffer())
      if (!response.ok) found.push(`${path}: ${response.status}`)
      else if (hashOf(body) !== hash) found.push(`${path}: differs`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return found.sort()
}

await command(async () => {
  const { values } = parseArgs({ options: { against: { type: 'string' } } })
  if (values.against !== undefined && !URL.canParse(values.against))
    throw new Trouble(`--against: "${values.against}" is no address; write it like https://example.org`)
  const commit = must('git', ['rev-parse', 'HEAD'], root, 'pipe')
  if (must('git', ['status', '--porcelain'], root, 'pipe') !== '') say('Changes that are not committed are no part of this.')
  const folder = mkdtempSync(join(tmpdir(), 'reproduce-'))
  try {
    const first = builtAnew(join(folder, 'one'), commit)
    const found =
      values.against === undefined
        ? differences(first, builtAnew(join(folder, 'the-other'), commit))
        : await differencesServed(first, values.against)
    if (found.length > 0) throw new Trouble(`Not the same:\n${found.join('\n')}`)
    const all = hashOf([...first].map(([path, hash]) => `${hash}  ${path}\n`).join(''))
    say(`The same: ${first.size} files of ${commit.slice(0, 12)}, SHA-256 of their list ${all}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
