/** A short life of each store for every day (`npm run test:model` has the long ones), and stores with something wrong, to see that it would be noticed. */
import { describe, expect, test } from 'vitest'
import type { LaterStore, Submission } from '../../src/collector/store/store.ts'
import { anyPostgres } from '../collector/postgres.ts'
import { seeded } from '../specimen.ts'
import { postgresKind, sqliteKind } from './kinds.ts'
import { type Kind, live } from './life.ts'
import { type Operation, operationsFrom } from './operations.ts'
import { shrink } from './shrink.ts'

/** Another life each time; a failure names the seed, and `npm run test:model -- 2500 --life 2500 --seed N` shrinks it. */
const anySeed = (): number => Date.now() % 1e9

async function lived(kind: Kind, operations: readonly Operation[]) {
  try {
    return await live(kind, operations)
  } finally {
    await kind.remove()
  }
}

test('SQLite holds what the mirror holds over any operations', async () => {
  const seed = anySeed()
  const outcome = await lived(sqliteKind(), operationsFrom(seeded(seed), 2500))
  expect(outcome, `seed ${seed}`).toMatchObject({ kind: 'agreed', counts: { operations: 2500 } })
})

test('PostgreSQL holds what the mirror holds over any operations', async () => {
  const server = await anyPostgres()
  const seed = anySeed()
  try {
    const outcome = await lived(await postgresKind(server.url), operationsFrom(seeded(seed), 500))
    expect(outcome, `seed ${seed}`).toMatchObject({ kind: 'agreed', counts: { operations: 500 } })
  } finally {
    await server.remove()
  }
}, 60_000)

describe('a store that is wrong is found, and what shows it is made short', () => {
  const plain = ({ follows: _, ...submission }: Submission): Submission => submission
  const WRONGS: readonly (readonly [string, RegExp, (kind: Kind) => Kind])[] = [
    [
      'pairs an endline whose baseline has gone out',
      /leaves of|people of|snapshots taken|the close/,
      (kind) => withCommit(kind, (store) => (batch, day) => store.commit(batch.map(plain), day)),
    ],
    [
      'loses the last message of a batch of seven',
      /is forgotten after 0 days|leaves of|people of/,
      (kind) =>
        withCommit(kind, (store) => async (batch, day) => {
          const told = await store.commit(batch.slice(0, 6), day)
          return batch.map((_, at) => told[at] ?? 0)
        }),
    ],
    [
      'counts once more what it counted before a restart',
      /is forgotten after 0 days|is remembered, and nobody sent it|leaves of|people of/,
      (kind) => {
        let restarts = 0
        const renamed = (one: Submission): Submission => ({
          ...one,
          id: `${restarts.toString(16).padStart(4, '0')}${one.id.slice(4)}`,
        })
        return {
          ...withCommit(kind, (store) => (batch, day) => store.commit(restarts > 0 ? batch.map(renamed) : batch, day)),
          reopen: async () => {
            restarts++
            const store = await kind.reopen()
            return { ...store, commit: (batch, day) => store.commit(batch.map(renamed), day) }
          },
        }
      },
    ],
  ]
  for (const [name, saying, wrong] of WRONGS)
    test(`one that ${name}`, async () => {
      const fails = async (operations: readonly Operation[]) => {
        const outcome = await lived(wrong(sqliteKind()), operations)
        return outcome.kind === 'differed' ? outcome.at : undefined
      }
      const operations = operationsFrom(seeded(11), 2500)
      const at = await fails(operations)
      expect(at).toBeDefined()
      const smallest = await shrink(operations.slice(0, (at ?? 0) + 1), fails)
      expect(smallest.length).toBeLessThan(40)
      const outcome = await lived(wrong(sqliteKind()), smallest)
      expect(outcome.kind === 'differed' && outcome.what).toMatch(saying)
      expect(await lived(sqliteKind(), smallest)).toMatchObject({ kind: 'agreed' })
    })
})

function withCommit(kind: Kind, commitOf: (store: LaterStore) => LaterStore['commit']): Kind {
  const wrapped = (open: () => Promise<LaterStore>) => async () => {
    const store = await open()
    return { ...store, commit: commitOf(store) }
  }
  return { ...kind, open: wrapped(kind.open), reopen: wrapped(kind.reopen), crash: wrapped(kind.crash) }
}

test('what fails is shrunk to the elements that it needs', async () => {
  const needs = [3, 700, 701]
  const fails = async (candidate: readonly number[]) => {
    const last = candidate.indexOf(701)
    return needs.every((need) => candidate.indexOf(need) >= 0 && candidate.indexOf(need) <= last) ? last : undefined
  }
  expect(
    await shrink(
      Array.from({ length: 1000 }, (_, at) => at),
      fails,
    ),
  ).toEqual(needs)
})
