/**
 * The attacker: has a copy of the collector's files and knows its format. Cuts the journal at every commit, puts the database together as it was
 * then, and reads single people's answers out of the difference of two states (reliability.md, finding 1).
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instrument } from '../../src/assessment/instrument.ts'
import { temporaryFolder } from './app.ts'
import { countersIn } from './database.ts'
import type { Counts } from './oracle.ts'

/**
 * The database at each commit of its journal, from the main file alone to the last. Frames left over from before the journal was restarted are
 * tried as well: nothing says that an attacker has to heed their salts.
 */
export function statesOf(database: string): Counts[] {
  const main = readFileSync(database)
  const journal = existsSync(`${database}-wal`) ? readFileSync(`${database}-wal`) : Buffer.alloc(0)
  const states = [countersOf(main)]
  if (journal.length < 32) return states
  const pageSize = journal.readUInt32BE(8)
  let pages = main
  for (let at = 32; at + 24 + pageSize <= journal.length; at += 24 + pageSize) {
    const page = journal.readUInt32BE(at)
    const pagesAfterCommit = journal.readUInt32BE(at + 4)
    if (page === 0) continue
    const end = page * pageSize
    if (end > pages.length) pages = Buffer.concat([pages, Buffer.alloc(end - pages.length)])
    else pages = Buffer.from(pages)
    journal.copy(pages, end - pageSize, at + 24, at + 24 + pageSize)
    if (pagesAfterCommit > 0) states.push(countersOf(pages.subarray(0, pagesAfterCommit * pageSize)))
  }
  return states
}

/** The counters in a database image; none where it can't be read. */
function countersOf(image: Buffer): Counts {
  const whole = Buffer.from(image)
  // Marks the file as one without a journal (file format, bytes 18 and 19), so that it opens alone.
  if (whole.length > 19) whole.fill(1, 18, 20)
  const folder = temporaryFolder()
  const file = join(folder, 'cut.db')
  writeFileSync(file, whole)
  try {
    return countersIn(file)
  } catch {
    return {}
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A whole answer of one person: before and after by concept. */
export type Vector = Readonly<Record<string, string>>

/** Every whole answer vector that is the difference of two states: the tables of one leaf and form order that one person filled. */
export function vectorsIn(states: readonly Counts[], { concepts }: Instrument): Vector[] {
  const found = new Map<string, Vector>()
  for (const [later, now] of states.entries())
    for (const then of [{}, ...states.slice(0, later)]) {
      const added = Object.entries(now).filter(([name, n]) => n - ((then as Counts)[name] ?? 0) === 1)
      const vector: Record<string, string> = {}
      for (const [name] of added) {
        const [, concept, value] = / p:[AB]{2}:([^:]+):(.+)$/.exec(name) ?? []
        // Two cells of one concept mean two people.
        if (concept && value) vector[concept] = concept in vector ? '' : value
      }
      const total = (counts: Counts) =>
        Object.entries(counts).reduce((sum, [name, n]) => sum + (/ n:[AB]{2}:endline$/.test(name) ? n : 0), 0)
      const single = total(now) - total(then as Counts) === 1
      if (single && concepts.every(({ id }) => vector[id])) found.set(JSON.stringify(vector), vector)
    }
  return [...found.values()]
}

/**
 * Bytes of the file that belong to no row: unused space inside pages, and free pages. Page layout: sqlite.org/fileformat.html, section 1.6. The
 * 2-byte offsets that a shrunk list of rows leaves behind say nothing of the rows, so only what reads as text is worth looking at.
 */
export function unusedBytes(database: string): string[] {
  const bytes = readFileSync(database)
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
  const unused: Buffer[] = []
  for (let start = 0; start < bytes.length; start += pageSize) {
    const page = bytes.subarray(start, start + pageSize)
    const header = start === 0 ? 100 : 0
    const kind = page[header] ?? 0
    if (![2, 5, 10, 13].includes(kind)) {
      unused.push(page)
      continue
    }
    const rows = header + (kind < 10 ? 12 : 8) + 2 * page.readUInt16BE(header + 3)
    unused.push(page.subarray(rows, page.readUInt16BE(header + 5) || pageSize))
    for (let free = page.readUInt16BE(header + 1); free > 0; free = page.readUInt16BE(free))
      unused.push(page.subarray(free + 4, free + page.readUInt16BE(free + 2)))
  }
  return unused.map((part) => part.toString('latin1'))
}
