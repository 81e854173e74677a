import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { endOfDay, LONGEST_MS, type Mark, readMark, readOnlyMark, writeMark } from './mark.ts'

/** The browser's storage: names are its own properties, its methods are not. */
function storage(): Storage {
  return Object.create({
    getItem(this: Record<string, string>, name: string) {
      return this[name] ?? null
    },
    setItem(this: Record<string, string>, name: string, text: string) {
      this[name] = text
    },
    removeItem(this: Record<string, string>, name: string) {
      delete this[name]
    },
  }) as Storage
}

const mark = (code: string, more: Partial<Mark> = {}): Mark => ({ code, ids: ['1', '2'], done: 'nothing', ...more })
const names = () => Object.keys(window.localStorage)
const at = (time: string) => vi.setSystemTime(new Date(time))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  at('2026-11-28T09:00:00')
  vi.stubGlobal('window', { localStorage: storage() })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the end of the day', () => {
  test('is midnight by the phone’s clock', () => {
    expect(new Date(endOfDay(new Date('2026-11-28T09:00:00'))).toString()).toBe(new Date('2026-11-29T00:00:00').toString())
  })

  test('is sixteen hours on, for whoever begins in the small hours', () => {
    const early = new Date('2026-11-28T05:00:00')
    expect(endOfDay(early)).toBe(early.getTime() + LONGEST_MS)
    expect(endOfDay(new Date('2026-11-28T23:59:59'))).toBe(new Date('2026-11-29T00:00:00').getTime())
  })
})

describe('what a phone remembers of a session', () => {
  test('is there when the page is opened again, and says no word to whoever leafs through the storage', () => {
    const kept = { draw: { order: 'AB', arm: 'questions-first', seed: 7 }, baseline: { debt: '1' } } as const
    writeMark(mark('mesa-norte-20261128.1.x', { done: 'before', kept, batch: '10' }))
    expect(readMark('mesa-norte-20261128.1.x')).toEqual(mark('mesa-norte-20261128.1.x', { done: 'before', kept, batch: '10' }))
    expect(names()).toEqual([expect.stringMatching(/^m\.[0-9a-z]{8}\.[0-9a-f]{1,4}$/)])
    expect(JSON.stringify(Object.entries(window.localStorage))).not.toMatch(/mesa|norte|debt/)
  })

  test('is written in place of what was there, and its time does not move', () => {
    writeMark(mark('a'))
    const [name] = names()
    at('2026-11-28T20:00:00')
    writeMark(mark('a', { done: 'after' }))
    expect(names()).toEqual([name])
    expect(readMark('a')?.done).toBe('after')
  })

  test('is gone at midnight, and off the phone as soon as anybody looks', () => {
    writeMark(mark('a', { done: 'before' }))
    at('2026-11-28T23:59:58')
    expect(readMark('a')).toBeDefined()
    at('2026-11-29T00:00:01')
    expect(readMark('a')).toBeUndefined()
    expect(names()).toEqual([])
  })

  test('is dropped where a clock that was put back would make it last too long, or where it is damaged', () => {
    writeMark(mark('a'))
    at('2026-11-27T01:00:00')
    expect(readMark('a')).toBeUndefined()
    window.localStorage.setItem(`m.${(Date.now() + 1000).toString(36)}.1`, 'nonsense')
    window.localStorage.setItem('m.', '')
    expect(readMark('a')).toBeUndefined()
    expect(names()).toEqual([])
  })

  test('leaves alone what is not its own', () => {
    window.localStorage.setItem('o.mzzzzzzz.1', 'a record that waits')
    expect(readMark('a')).toBeUndefined()
    expect(names()).toEqual(['o.mzzzzzzz.1'])
  })

  test('leads back to the one session that is not over, and nowhere where there are two', () => {
    writeMark(mark('a', { done: 'before' }))
    writeMark(mark('b', { done: 'after' }))
    expect(readOnlyMark()?.code).toBe('a')
    writeMark(mark('c'))
    expect(readOnlyMark()).toBeUndefined()
  })

  test('lives as long as the page where the phone refuses storage', () => {
    vi.stubGlobal('window', {
      get localStorage(): Storage {
        throw new DOMException('refused')
      },
    })
    writeMark(mark('refused', { done: 'before' }))
    expect(readMark('refused')?.done).toBe('before')
  })
})
