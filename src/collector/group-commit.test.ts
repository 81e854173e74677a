import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { heldCommitter, options, submission, watched } from '../../tests/collector/held-committer.ts'
import { type Committer, groupCommit, NotCounted } from './group-commit.ts'
import { BadSubmission, StoreFault } from './store/fault.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('group commit', () => {
  test('refuses new ones while the first that waits has waited too long, and counts all that it took in', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ patienceMs: 2_000 }))
    const first = watched(commits.submit(submission('a')))
    await vi.advanceTimersByTimeAsync(0)
    const second = watched(commits.submit(submission('b')))
    await vi.advanceTimersByTimeAsync(2_000)
    const third = watched(commits.submit(submission('c')))
    await vi.advanceTimersByTimeAsync(1)
    const fourth = watched(commits.submit(submission('d')))
    await vi.advanceTimersByTimeAsync(0)
    expect([first.state, second.state, third.state, fourth.state]).toEqual(['open', 'open', 'open', 'refused'])
    expect(fourth.error).toBeInstanceOf(NotCounted)
    await held.end()
    // What waited is on its way now, so there is room again.
    const fifth = watched(commits.submit(submission('e')))
    await held.end()
    await held.end()
    expect([first.state, second.state, third.state, fifth.state]).toEqual(['counted', 'counted', 'counted', 'counted'])
    expect(held.batches).toEqual([['a'], ['b', 'c'], ['e']])
  })

  test('acknowledges after the commit and not before', async () => {
    const held = heldCommitter()
    const ack = watched(groupCommit(held.committer, options()).submit(submission('a')))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(held.batches).toEqual([['a']])
    expect(ack.state).toBe('open')
    await held.end()
    expect(ack.state).toBe('counted')
  })

  test('takes together what one turn of the loop has brought', async () => {
    vi.useRealTimers()
    const batches: string[][] = []
    const commit: Committer['commit'] = async (batch) => {
      batches.push(batch.map(({ id }) => id))
      return batch.map(() => 0)
    }
    const { turn: _, ...real } = options()
    const commits = groupCommit({ commit, settle: async () => true }, real)
    const first = commits.submit(submission('a'))
    await new Promise(process.nextTick)
    await Promise.all([first, commits.submit(submission('b'))])
    await commits.submit(submission('c'))
    expect(batches).toEqual([['a', 'b'], ['c']])
    await commits.stopped()
  })

  test('gives each what the store says of it', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    const answers = ['a', 'b', 'c'].map((id) => commits.submit(submission(id)))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    expect(await Promise.all(answers)).toEqual([97, 98, 99])
  })

  test('has one batch in flight; the next is whatever arrived meanwhile', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    const acks = [watched(commits.submit(submission('a')))]
    await vi.advanceTimersByTimeAsync(0)
    for (const id of ['b', 'c', 'd']) {
      acks.push(watched(commits.submit(submission(id))))
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(held.batches).toEqual([['a']])
    expect(commits.waiting()).toBe(3)
    await held.end()
    expect(held.batches).toEqual([['a'], ['b', 'c', 'd']])
    acks.push(watched(commits.submit(submission('e'))))
    expect(acks.map(({ state }) => state)).toEqual(['counted', 'open', 'open', 'open', 'open'])
    await held.end()
    expect(held.batches[2]).toEqual(['e'])
    await held.end()
    expect(acks.every(({ state }) => state === 'counted')).toBe(true)
    expect(held.batches).toHaveLength(3)
  })

  test('refuses when as many wait as may, and takes more once they are through', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ limit: 2 }))
    const acks = [watched(commits.submit(submission('a')))]
    await vi.advanceTimersByTimeAsync(0)
    for (const id of ['b', 'c', 'd']) acks.push(watched(commits.submit(submission(id))))
    await vi.advanceTimersByTimeAsync(0)
    expect(acks.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'refused'])
    expect(acks[3]?.error).toBeInstanceOf(NotCounted)
    await held.end()
    const late = watched(commits.submit(submission('e')))
    await held.end()
    await held.end()
    expect(late.state).toBe('counted')
    expect(held.batches.flat()).toEqual(['a', 'b', 'c', 'e'])
  })

  test('a failed commit rejects the whole batch, is told of, and does not stop the next', async () => {
    const faults: string[] = []
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ onFault: ({ message }) => faults.push(message) }))
    const acks = [watched(commits.submit(submission('a')))]
    await vi.advanceTimersByTimeAsync(0)
    for (const id of ['b', 'c']) acks.push(watched(commits.submit(submission(id))))
    await held.end()
    await held.end(new Error('disk full'))
    expect(acks.map(({ state }) => state)).toEqual(['counted', 'refused', 'refused'])
    expect(acks[1]?.error).toBeInstanceOf(NotCounted)
    expect(faults).toEqual(['disk full'])
    const later = watched(commits.submit(submission('d')))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    expect(later.state).toBe('counted')
  })

  test('a committer that throws at once is a failed commit like any other', async () => {
    const commits = groupCommit(
      {
        commit: () => {
          throw new Error('no store')
        },
        settle: async () => true,
      },
      options(),
    )
    await expect(commits.submit(submission('a'))).rejects.toBeInstanceOf(NotCounted)
    await expect(commits.submit(submission('b'))).rejects.toBeInstanceOf(NotCounted)
  })

  test('asks for the date at each commit', async () => {
    const days = ['2026-06-15', '2026-06-16']
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ today: () => days.shift() ?? '2026-06-17' }))
    void commits.submit(submission('a'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    void commits.submit(submission('b'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    expect(held.events).toEqual(['commit 2026-06-15', 'commit 2026-06-16'])
  })
})

describe('a batch with one that the store will not have', () => {
  /** Refuses whatever holds one of these, counts everything else, and notes what it was asked. */
  function choosy(bad: readonly string[]) {
    const counted: string[] = []
    const asked: number[] = []
    const committer: Committer = {
      commit: async (batch) => {
        asked.push(batch.length)
        if (batch.some(({ id }) => bad.includes(id))) throw new BadSubmission('not null')
        counted.push(...batch.map(({ id }) => id))
        return batch.map(({ id }) => Number(id))
      },
      settle: async () => true,
    }
    return { committer, counted, asked }
  }
  const all = Array.from({ length: 64 }, (_, i) => String(i))

  test.each([[['0']], [['63']], [['17', '18', '40']], [all]])('counts the others once and refuses these alone: %j', async (bad) => {
    const faults: Error[] = []
    const store = choosy(bad)
    const commits = groupCommit(store.committer, options({ limit: 100, onFault: (error) => faults.push(error) }))
    const answers = await Promise.allSettled(all.map((id) => commits.submit(submission(id))))
    for (const [index, answer] of answers.entries())
      if (bad.includes(String(index))) expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'BadSubmission' } })
      else expect(answer).toEqual({ status: 'fulfilled', value: index })
    expect(store.counted).toEqual(all.filter((id) => !bad.includes(id)))
    expect(faults).toHaveLength(bad.length)
  })

  test('finds one among many in a few steps', async () => {
    const store = choosy(['50'])
    const commits = groupCommit(store.committer, options({ limit: 100 }))
    await Promise.allSettled(all.map((id) => commits.submit(submission(id))))
    // One for each halving and its other half: 2 log2 64 + 1.
    expect(store.asked).toHaveLength(13)
  })

  test('is not taken apart for trouble of the store: that would come back with every half', async () => {
    const asked: number[] = []
    const commits = groupCommit(
      {
        commit: async (batch) => {
          asked.push(batch.length)
          throw new StoreFault('full', 'disk full')
        },
        settle: async () => true,
      },
      options({ limit: 100 }),
    )
    const answers = await Promise.allSettled(all.map((id) => commits.submit(submission(id))))
    expect(asked).toEqual([64])
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'NotCounted', message: 'the disk is full' } })
  })
})

describe('a batch', () => {
  test('holds as many as may go into one, and leaves the rest for the next', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ limit: 100, largest: 3 }))
    const acks = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => watched(commits.submit(submission(id))))
    for (let batch = 0; batch < 3; batch++) {
      await vi.advanceTimersByTimeAsync(0)
      await held.end()
    }
    expect(held.batches).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']])
    expect(acks.every(({ state }) => state === 'counted')).toBe(true)
  })
})

describe('a probe', () => {
  test('goes with the next batch, writes where there is none, and adds nothing', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    const alone = watched(commits.probe())
    await vi.advanceTimersByTimeAsync(0)
    expect(held.batches).toEqual([[]])
    const [probe, counted] = [watched(commits.probe()), commits.submit(submission('a'))]
    await held.end()
    expect(alone.state).toBe('counted')
    expect(probe.state).toBe('open')
    expect(held.batches).toEqual([[], ['a']])
    await held.end()
    expect(probe.state).toBe('counted')
    expect(await counted).toBe(97)
  })

  test('says what is wrong, and that it is over', async () => {
    let trouble: Error | undefined = new StoreFault('read-only', 'attempt to write')
    const commits = groupCommit(
      {
        commit: async () => {
          if (trouble) throw trouble
          return []
        },
        settle: async () => true,
      },
      options(),
    )
    await expect(commits.probe()).rejects.toThrow('the store cannot be written to')
    trouble = new Error('who knows')
    await expect(commits.probe()).rejects.toThrow('the store does not take anything')
    trouble = undefined
    await expect(commits.probe()).resolves.toBeUndefined()
  })

  test('is answered though somebody else’s submission is no good', async () => {
    const commits = groupCommit(
      {
        commit: async (batch) => {
          if (batch.length > 0) throw new BadSubmission('not null')
          return []
        },
        settle: async () => true,
      },
      options(),
    )
    const [probe, refused] = [watched(commits.probe()), watched(commits.submit(submission('a')))]
    await vi.advanceTimersByTimeAsync(0)
    expect([probe.state, refused.state]).toEqual(['counted', 'refused'])
  })
})
