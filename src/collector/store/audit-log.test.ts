import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIT_BEGINNING, type AuditEntry, type AuditLine, type AuditLog, lastMark, lineAfter, verifyLog } from './audit-log.ts'

const entry: fc.Arbitrary<AuditEntry> = fc.record({
  at: fc.constantFrom('2026-06-15T10', '2026-06-15T11', '2026-06-16T00'),
  who: fc.constantFrom('command line', 'abcd1234'),
  act: fc.constantFrom('export', 'results fetched'),
  about: fc.string({ maxLength: 8 }),
})
const entries = fc.array(entry, { minLength: 2, maxLength: 12 })

function logOf(all: readonly AuditEntry[]): AuditLog & { readonly lines: AuditLine[] } {
  const lines: AuditLine[] = []
  for (const each of all) lines.push(lineAfter(lines.at(-1) ?? AUDIT_BEGINNING, each))
  return { forgotten: AUDIT_BEGINNING, lines }
}

test('a log that nobody touched is whole, and so is what is left when lines were forgotten from its beginning', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (all, cut) => {
      const { lines } = logOf(all)
      const gone = cut % (lines.length + 1)
      const forgotten = gone === 0 ? AUDIT_BEGINNING : lastMark({ forgotten: AUDIT_BEGINNING, lines: lines.slice(0, gone) })
      const log = { forgotten, lines: lines.slice(gone) }
      expect(verifyLog(log)).toEqual({ kind: 'whole' })
      expect(verifyLog(log, lastMark(log))).toEqual({ kind: 'whole' })
    }),
  )
})

test('a line that is taken out, put in, changed or moved shows at the first that does not follow', () => {
  fc.assert(
    fc.property(entries, fc.nat(), fc.constantFrom('taken out', 'put in', 'changed', 'moved'), entry, (all, at, what, other) => {
      const log = logOf(all)
      const place = at % (all.length - 1)
      const line = log.lines[place] as AuditLine
      const next = log.lines[place + 1] as AuditLine
      if (what === 'taken out') log.lines.splice(place, 1)
      if (what === 'put in') log.lines.splice(place, 0, { ...line, ...other, number: line.number })
      if (what === 'changed') log.lines[place] = { ...line, about: `${line.about}!` }
      if (what === 'moved') log.lines.splice(place, 2, next, line)
      expect(verifyLog(log).kind).toBe('broken')
    }),
  )
})

test('lines that are taken off the end, or a chain that is made anew, show against a mark that was noted down', () => {
  fc.assert(
    fc.property(entries, entry, (all, other) => {
      const before = logOf(all)
      const mark = lastMark(before)
      expect(verifyLog(logOf([...all, other]), mark)).toEqual({ kind: 'whole' })
      expect(verifyLog(logOf(all.slice(0, -1)), mark)).toEqual({ kind: 'another', number: all.length })
      const [first, ...rest] = all as [AuditEntry, ...AuditEntry[]]
      expect(verifyLog(logOf([{ ...first, about: `${first.about}!` }, ...rest]), mark)).toEqual({
        kind: 'another',
        number: all.length,
      })
    }),
  )
})

test('of a mark that is older than what is kept nothing is said', () => {
  const log = logOf(Array.from({ length: 5 }, (_, n) => ({ at: '2026-06-15T10', who: 'a', act: 'b', about: String(n) })))
  const kept = { forgotten: log.lines[2] as AuditLine, lines: log.lines.slice(3) }
  expect(verifyLog(kept, log.lines[1])).toEqual({ kind: 'too old', number: 2 })
  expect(verifyLog(kept, log.lines[2])).toEqual({ kind: 'whole' })
})
