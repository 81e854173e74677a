/** `npm run staff -- publish`: from a release to the file that the site shows the public. Words and files; what may be published is decided in `report`. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Catalogue, Text } from '../protocol/catalogue.ts'
import { corrected, saySame } from '../report/correction.ts'
import { publicationJson } from '../report/formats/publication-files.ts'
import type { Snapshot } from '../report/gate/snapshot.ts'
import { type FileOutcome, mergeFiles } from '../report/kiosk-files.ts'
import { isSealed, PUBLICATION_FORMAT, type Publication } from '../report/publication.ts'
import { WITHHELD_MARK, type WithheldReason } from '../report/shown.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Snapshots, and how many are known to be missing among them. */
export interface Release {
  readonly snapshots: readonly Snapshot[]
  readonly missing: number
}

/**
 * The snapshots in files and folders, those that an export or a kiosk wrote. Files merge whatever they overlap; one that cannot be taken stops it all, since figures
 * that lack a part of their people look like any others. So does a gap in a leaf's series, unless it is known (`isIncomplete`); then the page says so.
 */
export function releaseIn(paths: readonly string[], catalogue: Catalogue, isIncomplete: boolean): Release {
  const files = paths.flatMap(filesUnder).map((path) => ({ name: path, text: readFileSync(path, 'utf8') }))
  if (files.length === 0)
    throw new Error(`there is no snapshot in ${paths.join(', ')}: an export writes them to its folder snapshots`)
  const { snapshots, outcomes, gaps } = mergeFiles([], files, catalogue, sha256)
  const faults = [
    ...outcomes.flatMap((outcome) => faultOf(outcome)),
    ...(isIncomplete
      ? []
      : gaps.map(
          ({ leaf, missing }) =>
            `${leaf}: snapshot ${missing.join(', ')} is missing, and its people with it; if it is lost for good: --incomplete`,
        )),
  ]
  if (faults.length > 0) throw new Error(`nothing was published:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return { snapshots, missing: gaps.reduce((sum, { missing }) => sum + missing.length, 0) }
}

function faultOf(outcome: FileOutcome): string[] {
  if (outcome.kind === 'merged' || outcome.reason === 'already-merged') return []
  return [`${outcome.name}: ${outcome.reason}${outcome.about ? ` (${outcome.about})` : ''}`]
}

/** The snapshot files under a path; of an export's folder those alone, since its tables are none. */
function filesUnder(path: string): string[] {
  if (!existsSync(path)) throw new Error(`${path} is not there`)
  if (!statSync(path).isDirectory()) return [path]
  const inside = join(path, 'snapshots')
  const folder = existsSync(inside) ? inside : path
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

/** What was published of a wave before. Throws where the file is no publication, or not what was written. */
export function publishedBefore(file: string, wave: string): Publication | undefined {
  if (!existsSync(file)) return undefined
  const found = parsed(file)
  if (found.format !== PUBLICATION_FORMAT || found.wave?.id !== wave) throw new Error(`${file} is no publication of ${wave}`)
  if (!isSealed(found, sha256))
    throw new Error(`${file} was changed by hand; get back what was published (git checkout), then publish`)
  return found
}

function parsed(file: string): Publication {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Publication
  } catch {
    throw new Error(`${file} is no JSON; get back what was published (git checkout), then publish`)
  }
}

export type Edition =
  | { readonly kind: 'first' | 'corrected'; readonly publication: Publication; readonly text: string }
  | { readonly kind: 'same' }

/** What is to be written. Throws where something else is published already and nobody said why it changes. */
export function editionOf(first: Publication, before: Publication | undefined, reason: Partial<Text>): Edition {
  if (!before) return { kind: 'first', publication: first, text: publicationJson(first) }
  if (saySame(before, first)) return { kind: 'same' }
  const { es, en } = reason
  if (!es?.trim() || !en?.trim())
    throw new Error(
      `${first.wave.id} was published on ${before.published}, and this release says otherwise. If it is to be corrected, say why, in both languages: --reason-es "…" --reason-en "…"`,
    )
  const publication = corrected(before, first, { es: es.trim(), en: en.trim() }, sha256)
  return { kind: 'corrected', publication, text: publicationJson(publication) }
}

/** What the public does not get to see, in lines for staff. */
export function withheldInWords({ instruments, leftOut }: Publication): string[] {
  return [
    ...instruments.flatMap(({ id, units }) =>
      units.map(({ level, id: unit, results }) => {
        const { n, ...figures } = results
        // The comparison group has no before, and the others have nobody who read first.
        const reasons = reasonsIn(level === 'comparison' ? n.contentFirst : [n.baseline, n.endline, figures])
        const all = reasons.length
        const told = (Object.keys(WITHHELD_MARK) as WithheldReason[])
          .map((reason) => ({ reason, n: reasons.filter((each) => each === reason).length }))
          .filter(({ n }) => n > 0)
          .map(({ reason, n }) => `${n} × ${reason}`)
        return `${id.padEnd(16)} ${`${level} ${unit}`.padEnd(32)} ${all === 0 ? 'nothing withheld' : `withheld: ${told.join(', ')}`}`
      }),
    ),
    `People in no figure: ${leftOut === 'nobody' || leftOut === 'not told' ? leftOut : leftOut.kind === 'shown' ? `about ${leftOut.value}` : 'fewer than 5'}`,
  ]
}

/** The reason of each withheld figure, however deep it stands. */
function reasonsIn(value: unknown): WithheldReason[] {
  if (typeof value !== 'object' || value === null) return []
  if ('kind' in value && value.kind === 'withheld' && 'reason' in value) return [value.reason as WithheldReason]
  return Object.values(value).flatMap(reasonsIn)
}

/** The file of a wave's publication. */
export const publicationPath = (content: string, wave: string): string => join(content, 'results', `${basename(wave)}.json`)
