/** `npm run staff -- audit`: who of the staff did what, in which hour. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { isDate } from '../protocol/table-session.ts'
import { csvText } from '../report/formats/csv.ts'
import { AUDIT_DAYS, type AuditLine, type AuditMark, lastMark, verifyLog } from './store/audit-log.ts'
import { idOfToken } from './store/staff-token.ts'
import type { LaterStore } from './store/store.ts'
import { writeTogether } from './whole-files.ts'

interface AuditOptions {
  readonly from?: string
  readonly to?: string
  readonly csv?: string
  readonly verify?: boolean
  readonly noted?: string
}

export function auditCommand(program: Command, withStore: <T>(work: (store: LaterStore) => Promise<T>) => Promise<T>): void {
  program
    .command('audit')
    .description(
      `print who of the staff did what, in which hour (UTC), and about which wave, venue, session or token; kept for ${AUDIT_DAYS} days`,
    )
    .option('--from <day>', 'from this day on, YYYY-MM-DD')
    .option('--to <day>', 'up to this day')
    .option('--csv <file>', 'write it there instead, for a spreadsheet')
    .option('--verify', 'say whether a line was taken out or changed; ends with 1 where one was')
    .option('--noted <mark>', 'with --verify: whether it is still the log that ended with this mark (NUMBER:HASH)')
    .action(async ({ from, to, csv, verify = false, noted }: AuditOptions) => {
      for (const day of [from, to])
        if (day !== undefined && !isDate(day)) throw new Error(`"${day}" is no day; write it like 2026-06-15`)
      if (noted !== undefined && !verify) throw new Error('--noted is what --verify compares with; give that, too')
      const mark = noted === undefined ? undefined : markOf(noted)
      const { log, tokens } = await withStore(async (store) => ({ log: await store.auditLog(), tokens: await store.tokens() }))
      if (verify) return tellVerdict(verifyLog(log, mark), lastMark(log))
      const names = new Map(tokens.map((token) => [idOfToken(token), token.name]))
      const lines = log.lines.filter(
        ({ at }) => (from === undefined || at.slice(0, 10) >= from) && (to === undefined || at.slice(0, 10) <= to),
      )
      if (csv !== undefined) {
        writeTogether([{ file: resolve(csv), data: csvOf(lines, names) }])
        console.log(`${lines.length} lines in ${csv}`)
        return
      }
      if (lines.length === 0) console.log('Nothing was noted in that time.')
      for (const { at, who, act, about } of lines)
        console.log(`${at}  ${whoInWords(who, names).padEnd(28)} ${act}${about === '' ? '' : `: ${about}`}`)
    })
}

const whoInWords = (who: string, names: ReadonlyMap<string, string>): string => {
  const name = names.get(who) ?? ''
  return name === '' ? who : `${who} (${name})`
}

const csvOf = (lines: readonly AuditLine[], names: ReadonlyMap<string, string>): string =>
  csvText([
    ['number', 'hour_utc', 'who', 'name', 'act', 'about', 'hash'],
    ...lines.map(({ number, at, who, act, about, hash }) => [number, at, who, names.get(who) ?? '', act, about, hash]),
  ])

function markOf(text: string): AuditMark {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  if (number === undefined || hash === undefined)
    throw new Error('--noted takes what --verify printed: a number, a colon and 64 hexadecimal digits')
  return { number: Number(number), hash }
}

function tellVerdict(verdict: ReturnType<typeof verifyLog>, { number, hash }: AuditMark): void {
  const isGood = verdict.kind === 'whole'
  if (verdict.kind === 'broken')
    console.log(`Line ${verdict.number} does not follow: it, or one before it, was changed or taken out.`)
  if (verdict.kind === 'another')
    console.log(`Line ${verdict.number} is not the one that was noted: lines were taken off the end, or all were written anew.`)
  if (verdict.kind === 'too old') console.log(`Line ${verdict.number} is no longer kept, so nothing can be said of it.`)
  if (isGood) console.log('Every line follows the one before it.')
  console.log(
    `\nThe last is ${number}:${hash}\nNote that down where whoever runs this machine cannot change it: --verify --noted compares with it.`,
  )
  if (!isGood) process.exitCode = 1
}
