/** `staff quarantine`: what came over a limit and waits; taken in or dropped by hand. */
import { Command } from 'commander'
import { type About, FEWER } from '../protocol/quarantine.ts'
import { decideOnHour, hourOf } from './quarantine.ts'
import type { LaterStore } from './store/store.ts'

export interface QuarantineCommandParts {
  readonly withStore: <T>(work: (store: LaterStore) => Promise<T>) => Promise<T>
  /** The wave asked for, else the current one. Throws where there is none. */
  readonly waveId: (asked: string | undefined) => string
  readonly today: string
}

const REASONS = { place: 'more than its hour bears', network: 'from a network over its limit' } as const
const people = (n: About): string => (n === FEWER ? `${FEWER} people` : `${n} people or a few more`)

export function quarantineCommand({ withStore, waveId, today }: QuarantineCommandParts): Command {
  const command = new Command('quarantine').description('what came over a limit: counted apart, in no report until it is taken in')
  command
    .command('list', { isDefault: true })
    .description('the hours that wait for a decision; no answers, and no exact numbers')
    .option('--wave <id>', 'the wave; default: the current one')
    .action(async ({ wave }: { wave?: string }) => {
      const hours = (await withStore((store) => store.quarantined(waveId(wave)))).map(hourOf)
      for (const { id, place, instrument, hour, reason, people: n, footfall } of hours)
        console.log(
          `${id}  ${place.padEnd(24)} ${instrument.padEnd(14)} ${hour.replace('T', ' ')} h UTC  ${people(n)}, ${footfall} scans, starts and finishes; ${REASONS[reason]}`,
        )
      console.log(
        hours.length === 0
          ? 'Nothing is in quarantine.'
          : '\nquarantine accept ID counts it as if it came now; quarantine drop ID --yes forgets it. At the close what is left is dropped.',
      )
    })
  const decide = async (id: string, wave: string | undefined, decision: 'accepted' | 'dropped') => {
    const done = await withStore(async (store) => {
      const decided = await decideOnHour(store, { wave: waveId(wave), id, decision, day: today })
      await store.settle(today)
      return decided
    })
    if (!done) throw new Error(`no hour "${id}" waits in quarantine; npm run staff -- quarantine lists those that do`)
    console.log(
      `${today} ${decision}: ${done.place}, ${done.instrument}, ${done.hour.replace('T', ' ')} h UTC, ${people(done.people)}.`,
    )
  }
  command
    .command('accept <id>')
    .description('count an hour as if all of it came now')
    .option('--wave <id>', 'the wave; default: the current one')
    .action((id: string, { wave }: { wave?: string }) => decide(id, wave, 'accepted'))
  command
    .command('drop <id>')
    .description('forget an hour; how many it held is kept, and told at the close. Cannot be undone')
    .option('--wave <id>', 'the wave; default: the current one')
    .option('--yes', 'really')
    .action(async (id: string, { wave, yes }: { wave?: string; yes?: true }) => {
      if (!yes) throw new Error(`what is dropped cannot be counted any more: add --yes to drop ${id}`)
      await decide(id, wave, 'dropped')
    })
  return command
}
