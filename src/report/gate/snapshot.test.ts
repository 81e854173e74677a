import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256, snapshotAt } from '../../../tests/released.ts'
import { canonicalText, isoWeek, snapshotFileName, snapshotOf } from './snapshot.ts'

describe('the ISO week', () => {
  test.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2024-12-29', '2024-W52'],
    ['2021-01-03', '2020-W53'],
    ['2022-01-02', '2021-W52'],
    ['2020-02-29', '2020-W09'],
    ['2026-11-24', '2026-W48'],
  ])('of %s is %s', (date, week) => {
    expect(isoWeek(date)).toBe(week)
  })

  test('is the same from Monday to Sunday and another on the next day', () => {
    const monday = Date.UTC(2018, 0, 1)
    const dateOf = (day: number) => new Date(monday + day * 86_400_000).toISOString().slice(0, 10)
    for (let week = 0; week < 700; week++) {
      const days = [0, 1, 2, 3, 4, 5, 6, 7].map((day) => isoWeek(dateOf(week * 7 + day)))
      expect(new Set(days.slice(0, 7)).size).toBe(1)
      expect(days[7]).not.toBe(days[0])
    }
  })
})

describe('canonical text', () => {
  test('has keys in alphabetical order at every depth and no white space', () => {
    expect(canonicalText({ b: [2, { d: null, c: 'x y' }], a: true })).toBe('{"a":true,"b":[2,{"c":"x y","d":null}]}')
  })

  test('does not depend on the order of keys, and reads back as the same value', () => {
    const values = fc.jsonValue()
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, turned(part)]),
      )
    }
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalText(turned(value))).toBe(canonicalText(value))
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('keeps the order of lists', () => {
    expect(canonicalText([1, 2])).not.toBe(canonicalText([2, 1]))
  })
})

describe('a snapshot', () => {
  const snapshot = snapshotAt('terminal-norte', 24)
  const { hash, ...body } = snapshot

  test('says leaf, number, week, people and settings', () => {
    expect(snapshot).toMatchObject({
      format: 'eso-es-cuento/snapshot@1',
      wave: 'second',
      instrument: 'specimen@1',
      place: 'terminal-norte',
      number: 1,
      week: '2026-W30',
      n: { baseline: 24, endline: 24, contentFirst: 0 },
      footfall: { scans: 29, starts: 26, finishes: 24 },
      settings: { minimumBatch: 10, minimumCell: 5 },
    })
  })

  test('carries the hash of all the rest', () => {
    expect(hash).toBe(sha256(canonicalText(body)))
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('has another hash when anything in it is another', () => {
    const changes = [
      { number: 2 },
      { week: '2026-W31' },
      { place: 'terminal-sur' },
      { n: { ...body.n, endline: 25 } },
      { tally: { ...body.tally, 'n:AB:endline': 1 } },
      { footfall: { ...body.footfall, scans: 1 } },
      { settings: { ...body.settings, minimumBatch: 9 } },
    ]
    const hashes = changes.map((change) => sha256(canonicalText({ ...body, ...change })))
    expect(new Set([hash, ...hashes]).size).toBe(changes.length + 1)
  })

  test('tells no day and no table of right by score', () => {
    expect(JSON.stringify(snapshot)).not.toMatch(/\d{4}-\d{2}-\d{2}/)
    expect(Object.keys(snapshot.tally).filter((text) => /^[rf]:/.test(text))).toEqual([])
  })

  test('says of a baseline that was held back that it is withheld', () => {
    const leaf = { wave: 'second', instrument: 'specimen@1', place: 'online' }
    const tally = { 'n:pooled:endline': 12 }
    const decision = {
      kind: 'released' as const,
      tally,
      footfall: { scans: 0, starts: 0, finishes: 0 },
      next: { spent: {}, unmatched: {}, tried: {}, batches: {} },
    }
    expect(snapshotOf(leaf, decision, { number: 1, week: '2026-W30', hash: sha256 }).n).toEqual({
      baseline: 'withheld',
      endline: 12,
      contentFirst: 0,
    })
  })

  test('does not hand on what the gate remembers', () => {
    expect(Object.keys(snapshot).sort()).toEqual(
      ['footfall', 'format', 'hash', 'instrument', 'n', 'number', 'place', 'settings', 'tally', 'wave', 'week'].sort(),
    )
  })

  test('has a file name that sorts by number and needs no quoting', () => {
    expect(snapshotFileName(snapshot)).toBe('second_specimen-1_terminal-norte_0001.json')
    expect(snapshotFileName({ ...snapshot, number: 120 })).toBe('second_specimen-1_terminal-norte_0120.json')
  })
})
