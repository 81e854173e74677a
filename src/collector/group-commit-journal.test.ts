import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { heldCommitter, options, submission, watched } from '../../tests/collector/held-committer.ts'
import { groupCommit } from './group-commit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the journal, under group commit', () => {
  test('is emptied when nothing came for a while', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    void commits.submit(submission('a'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    await vi.advanceTimersByTimeAsync(200)
    void commits.submit(submission('b'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    await vi.advanceTimersByTimeAsync(249)
    expect(held.settles()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(held.settles()).toBe(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.settles()).toBe(1)
  })

  test('is emptied after a failed commit too', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    watched(commits.submit(submission('a')))
    await vi.advanceTimersByTimeAsync(0)
    await held.end(new Error('disk full'))
    await vi.advanceTimersByTimeAsync(250)
    expect(held.settles()).toBe(1)
  })

  test('is emptied every few seconds where it is never quiet', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options({ busyMs: 1_000 }))
    for (let i = 0; i < 31; i++) {
      void commits.submit(submission(`${i}`))
      await vi.advanceTimersByTimeAsync(0)
      await held.end()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(held.settles()).toBeGreaterThanOrEqual(2)
    expect(held.settles()).toBeLessThanOrEqual(3)
  })

  test('is tried again while somebody else reads', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    held.somebodyReads(true)
    void commits.submit(submission('a'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    await vi.advanceTimersByTimeAsync(250 * 4)
    expect(held.settles()).toBe(4)
    held.somebodyReads(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.settles()).toBe(5)
  })

  test('drained waits for every batch, then empties it, and tries again while somebody reads', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    const acks = [watched(commits.submit(submission('a')))]
    await vi.advanceTimersByTimeAsync(0)
    acks.push(watched(commits.submit(submission('b'))))
    const drained = watched(commits.drained())
    await held.end()
    expect(drained.state).toBe('open')
    held.somebodyReads(true)
    await held.end()
    expect(acks.map(({ state }) => state)).toEqual(['counted', 'counted'])
    expect(drained.state).toBe('counted')
    expect(held.settles()).toBe(1)
    held.somebodyReads(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.settles()).toBe(2)
  })

  test('is left alone once stopped', async () => {
    const held = heldCommitter()
    const commits = groupCommit(held.committer, options())
    void commits.submit(submission('a'))
    await vi.advanceTimersByTimeAsync(0)
    await held.end()
    held.somebodyReads(true)
    await commits.stopped()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(held.settles()).toBe(1)
  })

  test('that cannot be emptied is told of and stops nothing', async () => {
    const faults: string[] = []
    const commits = groupCommit(
      { commit: async () => [0], settle: async () => Promise.reject(new Error('unreadable')) },
      options({ onFault: ({ message }) => faults.push(message) }),
    )
    await commits.submit(submission('a'))
    await commits.drained()
    await commits.submit(submission('b'))
    expect(faults).toEqual(['unreadable'])
  })
})
