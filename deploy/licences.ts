/**
 * Whose work the project stands on, under which terms, and where each piece ends up: from `package-lock.json` and from what the last build put into the pages. Pure; the texts are
 * handed in.
 *
 * Terms are SPDX expressions (spdx.github.io/spdx-spec, annex D): `(MIT OR Apache-2.0)` leaves the choice, `AND` asks for all. Old packages give a list, which
 * npm took as a choice.
 */

/** Where a package ends up, from the widest to the narrowest. */
export type Use = 'visitors' | 'collector' | 'building'

export interface Package {
  readonly name: string
  readonly version: string
  /** Its folder, as the lock file has it: one name may lie there in several versions. */
  readonly folder: string
  readonly licence: string
  readonly use: Use
  /** The lock says that this package runs a program of its own when it is installed. */
  readonly hasInstallScript: boolean
}

/** What a lock file of version 3 says of one folder. */
interface Locked {
  readonly version?: string
  readonly license?: unknown
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
  readonly link?: boolean
}

export interface LockFile {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, Locked>>
}

/** Asks for no more than a notice: may be sent to visitors, run and built with. */
const ANYWHERE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

/** Asks that changes to it be given on: nothing of it is changed or handed on, so it may be built and tested with. */
const FOR_BUILDING = [...ANYWHERE, 'LGPL-2.1+', 'LGPL-2.1-or-later', 'LGPL-3.0-or-later', 'MPL-2.0']

export const ALLOWED: Readonly<Record<Use, readonly string[]>> = {
  visitors: ANYWHERE,
  collector: ANYWHERE,
  building: FOR_BUILDING,
}

/** A licence as the lock file gives it, as an expression; `unknown` where it gives none. */
export function expressionOf(given: unknown): string {
  if (typeof given === 'string' && given.trim() !== '') return given.trim()
  if (Array.isArray(given) && given.length > 0) {
    // Such names are not always identifiers ("Public Domain"): one word each, so that the whole can be read.
    const names = given.map((one) => expressionOf((one as { type?: unknown } | null)?.type ?? one).replace(/\s+/g, '-'))
    return names.length === 1 ? (names[0] ?? 'unknown') : `(${names.join(' OR ')})`
  }
  const type = (given as { type?: unknown } | null | undefined)?.type
  return type === undefined ? 'unknown' : expressionOf(type)
}

/**
 * Whether an expression can be met with the allowed licences alone. `AND` binds closer than `OR`. What is no expression (`SEE LICENSE IN …`, `unknown`, an open
 * bracket) is met by nothing.
 */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const alternatives = (): boolean => {
    let isMet = together()
    while (words[at] === 'OR') {
      at++
      // Both sides are read, whatever the first one gave.
      const next = together()
      isMet = isMet || next
    }
    return isMet
  }
  const together = (): boolean => {
    let isMet = one()
    while (words[at] === 'AND') {
      at++
      const next = one()
      isMet = isMet && next
    }
    return isMet
  }
  const one = (): boolean => {
    const word = words[at++]
    if (word !== '(') return word !== undefined && allowed.includes(word)
    const isMet = alternatives()
    return words[at++] === ')' && isMet
  }
  const isMet = alternatives()
  return isMet && at === words.length
}

/**
 * The packages of a lock file, in the order of their names. `bundled`: names of those whose code or fonts the build put into what visitors are sent. Throws for a
 * lock file of another version, and for a bundled name that it does not hold.
 */
export function packagesIn(lock: LockFile, bundled: readonly string[]): readonly Package[] {
  if (lock.lockfileVersion !== 3) throw new Error(`package-lock.json is of version ${lock.lockfileVersion}; this reads version 3.`)
  const found = Object.entries(lock.packages)
    .filter(([folder, { link }]) => folder !== '' && link !== true)
    .map(([folder, locked]): Package => {
      const name = folder.replace(/^.*node_modules\//, '')
      const isRun = !(locked.dev || locked.optional || locked.devOptional)
      return {
        name,
        version: locked.version ?? 'unknown',
        folder,
        licence: expressionOf(locked.license),
        use: bundled.includes(name) ? 'visitors' : isRun ? 'collector' : 'building',
        hasInstallScript: locked.hasInstallScript === true,
      }
    })
  for (const name of bundled)
    if (!found.some((one) => one.name === name)) throw new Error(`the build used ${name}, which package-lock.json does not hold`)
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.folder < b.folder ? -1 : 1))
}

/** A sentence for each package whose licence is unknown or not allowed where it ends up. */
export function objections(packages: readonly Package[]): readonly string[] {
  return packages
    .filter(({ licence, use }) => !isAllowed(licence, ALLOWED[use]))
    .map(
      ({ name, version, folder, licence, use }) => `${name} ${version} (${folder}): "${licence}" is not allowed for ${WHERE[use]}`,
    )
}

const WHERE: Readonly<Record<Use, string>> = {
  visitors: 'what visitors are sent',
  collector: 'what the collector runs',
  building: 'building and testing',
}

const once = (packages: readonly Package[]): Package[] => {
  const seen = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]))
  return [...seen.values()]
}

const table = (packages: readonly Package[]): string =>
  ['| package | version | licence |', '|---|---|---|']
    .concat(once(packages).map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`))
    .join('\n')

function byLicence(packages: readonly Package[]): string {
  const licences = [...new Set(packages.map(({ licence }) => licence))].sort()
  return licences
    .map((licence) => {
      const these = once(packages.filter((one) => one.licence === licence))
      return `**${licence}** (${these.length}): ${these.map(({ name, version }) => `${name} ${version}`).join(', ')}`
    })
    .join('\n\n')
}

/** `docs/licences.md`. */
export function licencesDocument(packages: readonly Package[]): string {
  const of = (use: Use) => packages.filter((one) => one.use === use)
  return `# Licences

Made by \`npm run licences\` from \`package-lock.json\` and the last build; a licence that is unknown or not allowed where a package ends up (\`deploy/licences.ts\`) makes it fail.
The project's own code is MIT, the texts in \`content/\` are CC BY 4.0 ([LICENSE](../LICENSE)).

## What visitors are sent

Code and fonts of these packages stand in the scripts, sheets and files of \`dist/\`. Their notices go along: \`/third-party.txt\`.

${table(of('visitors'))}

## What the collector runs besides

What \`npm ci --omit=dev --omit=optional\` installs, less the table above, on Node (MIT, with its own third-party notices).

${table(of('collector'))}

## What builds and tests

Stays on the machine that builds. ${once(of('building')).length} packages, those for other kinds of machine included.

${byLicence(of('building'))}
`
}

/** What `third-party.txt` holds of a package. */
export interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Its licence's text, as the package brings it. */
  readonly text: string
}

/** \`public/third-party.txt\`: their licences ask that the notice goes with each copy, and minified scripts carry none. */
export function noticesFile(notices: readonly Notice[]): string {
  const line = '-'.repeat(80)
  return `Work of others in this site's files, and the terms on which it is here.
Made by \`npm run licences\`.

${notices.map(({ name, version, licence, text }) => `${line}\n${name} ${version} (${licence})\n${line}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`).join('\n')}`
}
