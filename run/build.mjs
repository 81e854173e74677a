/** Builds the site into dist/ when something it is made from has changed. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAhead } from './ahead.mjs'
import { command, inProject, isStarted, run, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { writeLeaves } from './leaves.mjs'
import { writePacks } from './offline.mjs'
import { say, step } from './progress.mjs'
import { writeSearchIndex } from './search-index.mjs'
import { writeTwins } from './twins.mjs'

const STAMP = inProject('.cache/build.json')
const INPUTS = [
  'src',
  'content',
  'public',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
  'run/ahead.mjs',
  'run/build.mjs',
  'run/leaves.mjs',
  'run/offline.mjs',
  'run/search-index.mjs',
  'run/twins.mjs',
]

/** Every file under a path of the project, in an order that is the same on each machine. */
function filesUnder(path) {
  const full = inProject(path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  const names = readdirSync(full, { recursive: true }).map((name) => join(path, String(name)))
  return names.filter((name) => statSync(inProject(name)).isFile()).sort()
}

/** What the site is made from: contents, not times, so that a new checkout of the same files is not built again. */
function inputHash() {
  const hash = createHash('sha256').update(`SITE_URL=${process.env.SITE_URL ?? ''}\0`)
  for (const file of INPUTS.flatMap(filesUnder)) {
    const contents = readFileSync(inProject(file))
    hash.update(`${file}\0${contents.length}\0`).update(contents)
  }
  return hash.digest('hex')
}

function builtHash() {
  if (!existsSync(STAMP) || !existsSync(inProject('dist'))) return undefined
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).inputs
  } catch {
    return undefined
  }
}

/** Builds the site unless dist/ holds it already. Returns what happened, in words. */
export async function build() {
  const inputs = inputHash()
  if (builtHash() === inputs) return 'up to date'
  rmSync(STAMP, { force: true })
  say('Building the site (astro build) …')
  const node = node24()
  const { code } = await run(node, [inProject('node_modules/astro/bin/astro.mjs'), 'build'], { env: toolEnvironment(node) })
  if (code !== 0) throw new Trouble(`The site could not be built: astro build ended with code ${code}; the reason stands above.`)
  writeLeaves(inProject('dist'))
  writeAhead(inProject('dist'))
  const found = await writeSearchIndex(inProject('dist'))
  const twins = await writeTwins(inProject('dist'))
  const packs = await writePacks(inProject('dist'))
  mkdirSync(inProject('.cache'), { recursive: true })
  writeFileSync(STAMP, `${JSON.stringify({ inputs })}\n`)
  return `built, ${found} pages can be searched, ${packs}, ${twins} compressed twins`
}

if (isStarted(import.meta.url)) {
  await command(async () => {
    await step('Packages', install)
    await step('Site', build)
  })
}
