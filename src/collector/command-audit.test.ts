import { Command } from 'commander'
import { expect, test } from 'vitest'
import { noteCommands } from './command-audit.ts'
import type { AuditEntry } from './store/audit-log.ts'
import { openSqlite } from './store/sqlite.ts'

const HOUR = '2026-06-15T10'

/** A program of some commands; gives what was noted of the words that it was called with. */
async function noted(...words: string[]): Promise<Omit<AuditEntry, 'at' | 'who'>[]> {
  const store = openSqlite(':memory:')
  const program = new Command('staff').exitOverride()
  const audit = noteCommands(program, {
    withStore: async (work) => work({ note: async (entry: AuditEntry) => store.note(entry) } as Parameters<typeof work>[0]),
    hour: HOUR,
    currentWave: () => 'second',
  })
  program
    .command('export')
    .option('--wave <id>')
    .action(() => undefined)
  program
    .command('codes')
    .option('--venue <id>')
    .action(() => undefined)
  program.command('brand-new').action(() => undefined)
  program.command('told').action(() => {
    audit.about = 'abcd1234'
  })
  program
    .command('close')
    .option('--wave <id>')
    .action(() => {
      throw new Error('phones may still deliver')
    })
  const venue = program.command('venue')
  venue.command('add').action(() => undefined)
  venue.command('brand-new').action(() => undefined)
  await program.parseAsync(words, { from: 'user' }).catch(() => undefined)
  return store.auditLog().lines.map(({ at, who, act, about }) => {
    expect([at, who]).toEqual([HOUR, 'command line'])
    return { act, about }
  })
}

test('a command is noted with what it was about, the current wave where it was told none', async () => {
  expect(await noted('export', '--wave', 'first')).toEqual([{ act: 'export', about: 'first' }])
  expect(await noted('export')).toEqual([{ act: 'export', about: 'second' }])
  expect(await noted('codes', '--venue', 'terminal-norte')).toEqual([{ act: 'codes', about: 'terminal-norte' }])
  expect(await noted('codes')).toEqual([{ act: 'codes', about: '' }])
  expect(await noted('told')).toEqual([{ act: 'told', about: 'abcd1234' }])
})

test('one that nobody thought of is noted, too, by the words that it is called with', async () => {
  expect(await noted('brand-new')).toEqual([{ act: 'brand-new', about: '' }])
  expect(await noted('venue', 'brand-new')).toEqual([{ act: 'venue brand-new', about: '' }])
})

test('what works on the site’s content alone, and what was refused, is not noted', async () => {
  expect(await noted('venue', 'add')).toEqual([])
  expect(await noted('close', '--wave', 'first')).toEqual([])
})

test('a log that cannot be written is told, with what was done all the same', async () => {
  const program = new Command('staff').exitOverride()
  noteCommands(program, {
    withStore: async () => {
      throw new Error('disk full')
    },
    hour: HOUR,
    currentWave: () => 'second',
  })
  program.command('export').action(() => undefined)
  await expect(program.parseAsync(['export'], { from: 'user' })).rejects.toThrow(
    'it was done, and could not be written to the audit log: disk full',
  )
})
