/** Read this first: thirty people from the printed code to the exported result, and the sum that has to come out. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, test } from '@playwright/test'
import { storedCounters, storedFootfall } from './counters.ts'
import { diceOf } from './dice.ts'
import { type Counted, countersOf } from './expected.ts'
import { inTurns } from './in-turns.ts'
import { type Served, serve } from './served.ts'
import { type Age, answer, delivered, goOn, scan, type Visitor } from './visitor.ts'

const WAVE = '2026-2'
/** Visitors at a time, each with a phone of her own. */
const AT_A_TIME = 3

/** A person: where she scans, what she chooses. */
interface Plan {
  readonly venue?: string
  readonly forged?: true
  readonly path: 'full' | 'short'
  readonly age: Age
  readonly language: 'es' | 'en'
  readonly leaves?: true
}

/** Codes as staff print them, by venue. */
async function codesOf(served: Served): Promise<Map<string, string>> {
  const printed = await served.staff('codes', '--origin', served.address)
  return new Map(
    printed
      .trim()
      .split('\n')
      .map((line) => [line.split(/\s+/)[0] ?? '', line.split('#')[1] ?? '']),
  )
}

async function visit(browser: Browser, served: Served, codes: Map<string, string>, plan: Plan, seed: number): Promise<Counted> {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } })
  const foreign: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(served.address) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  const visitor: Visitor = { page: await context.newPage(), language: plan.language, dice: diceOf(seed) }
  await scan(visitor, served.address, plan.forged ? 'terminal-bogota.1.000000000000' : (codes.get(plan.venue ?? '') ?? ''))
  const notes = await answer(visitor, plan.path, plan.age, plan.leaves && 'story')
  if (!plan.leaves && plan.age !== 'under-14') await delivered(visitor)
  await expect.poll(() => visitor.page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect(foreign, 'requests to another origin').toEqual([])
  expect(await context.cookies(), 'cookies').toEqual([])
  await context.close()
  return { notes, venue: plan.forged ? undefined : plan.venue, hasEndline: !plan.leaves }
}

const people = (count: number, plan: Plan): Plan[] => Array.from({ length: count }, () => plan)

test('what thirty visitors answered is what is stored, and what staff export is that less what the gate holds back', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const served = await serve()
  try {
    const codes = await codesOf(served)
    const plans = [
      ...people(15, { venue: 'terminal-bogota', path: 'short', age: '18+', language: 'es' }),
      ...people(5, { venue: 'el-dorado', path: 'full', age: '18+', language: 'en' }),
      ...people(2, { venue: 'terminal-bogota', path: 'short', age: '18+', language: 'es', leaves: true }),
      ...people(2, { venue: 'el-dorado', path: 'full', age: '14-17', language: 'es' }),
      ...people(2, { venue: 'terminal-medellin', path: 'short', age: 'unsaid', language: 'en' }),
      ...people(1, { venue: 'terminal-medellin', path: 'short', age: 'under-14', language: 'es' }),
      ...people(2, { forged: true, venue: 'terminal-bogota', path: 'short', age: '18+', language: 'es' }),
      ...people(1, { path: 'full', age: '18+', language: 'es' }),
    ] satisfies Plan[]
    expect(plans).toHaveLength(30)
    const visited: Counted[] = []
    await inTurns(plans, AT_A_TIME, async (plan, index) => {
      visited[index] = await visit(browser, served, codes, plan, 1000 + index)
    })
    expect(visited.filter(Boolean)).toHaveLength(30)

    const expected = countersOf(WAVE, visited)
    expect(storedCounters(served.data)).toEqual(expected)

    const footfall = storedFootfall(served.data)
    const total = (event: string) => Object.values(footfall).reduce((sum, leaf) => sum + (leaf[event] ?? 0), 0)
    expect({ scans: total('scan'), starts: total('start'), finishes: total('finish') }).toEqual({
      scans: 30,
      // A start counts with the first screen answered: not the child, nor who was drawn to read first and left while reading.
      starts: visited.filter(({ notes, hasEndline }) => notes.age !== 'under-14' && (hasEndline || notes.arm === 'questions-first'))
        .length,
      // Whoever was drawn to read first leaves before anything was answered.
      finishes: visited.filter(({ notes, hasEndline }) => hasEndline && notes.age !== 'under-14').length,
    })

    // What the gate releases, as staff get it.
    const out = mkdtempSync(join(tmpdir(), 'export-'))
    await served.staff('snapshot')
    await served.staff('export', '--out', out)
    const snapshots = readdirSync(join(out, 'snapshots')).map((name) =>
      JSON.parse(readFileSync(join(out, 'snapshots', name), 'utf8')),
    )
    const groupSize = (leaf: string, group: string) =>
      (expected[leaf]?.[`n:AB:${group}`] ?? 0) + (expected[leaf]?.[`n:BA:${group}`] ?? 0)
    const releasable = Object.keys(expected).filter(
      (leaf) => groupSize(leaf, 'endline') >= 10 || groupSize(leaf, 'content-first') >= 10,
    )
    expect(snapshots.map(({ wave, instrument, place }) => `${wave}/${instrument}/${place}`).sort()).toEqual(releasable.sort())

    const pooled = (counters: Record<string, number>) => {
      const sums: Record<string, number> = {}
      for (const [key, n] of Object.entries(counters)) {
        const [kind, , ...rest] = key.split(':')
        const name = `${kind}:${rest.join(':')}`
        sums[name] = (sums[name] ?? 0) + n
      }
      return sums
    }
    for (const snapshot of snapshots) {
      const all = pooled(expected[`${snapshot.wave}/${snapshot.instrument}/${snapshot.place}`] ?? {})
      const released = pooled(snapshot.tally)
      const isEndline = (key: string) => /^(p|ps|t|c|cs|cx|ct):|^n:(endline|content-first)$/.test(key)
      // Released whole or not at all: the endline tables equal the visitors' answers to the last cell.
      for (const key of Object.keys(all).filter(isEndline)) expect(released[key], key).toBe(all[key])
      // Held back: the item–rest tables always; the baseline tables, since 1 to 9 people left between the two.
      const left = groupSize(`${snapshot.wave}/${snapshot.instrument}/${snapshot.place}`, 'baseline') - snapshot.n.endline
      for (const key of Object.keys(released))
        if (!isEndline(key)) expect(left === 0 || left >= 10, `${key} with ${left} leavers`).toBe(true)
      expect(Object.keys(released).filter((key) => key.startsWith('r:'))).toEqual([])
    }

    // The address that staff use gives the same snapshots, to whoever has a token.
    const token = (await served.staff('token')).split('\n')[0] ?? ''
    expect((await fetch(`${served.address}/api/results`)).status).toBe(401)
    const answerOfApi = await fetch(`${served.address}/api/results`, { headers: { authorization: `Bearer ${token}` } })
    expect(((await answerOfApi.json()) as { snapshots: unknown[] }).snapshots).toEqual(
      snapshots.sort((a, b) => (a.instrument + a.place < b.instrument + b.place ? -1 : 1)),
    )
  } finally {
    await served.close()
  }
})

test('nothing acknowledged is lost and nothing counts twice when the collector is killed in the middle', async ({ browser }) => {
  test.setTimeout(300_000)
  const served = await serve()
  try {
    const codes = await codesOf(served)
    const visited: Counted[] = []
    const visitAs = async (index: number) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 640 } })
      const page = await context.newPage()
      const visitor: Visitor = { page, language: 'es', dice: diceOf(5000 + index) }
      await scan(visitor, served.address, codes.get('terminal-barranquilla') ?? '')
      if (index === 3)
        // Counted, and the phone never hears of it: it will send the same record again.
        await page.route(
          '**/api/records',
          async (route) => {
            await route.fetch()
            await route.abort()
          },
          { times: 2 },
        )
      const notes = await answer(visitor, 'short', '18+', index === 6 ? 'story' : undefined)
      if (index === 6) {
        await served.kill()
        await page.getByRole('button', { name: 'Ya lo leí' }).click()
        await goOn(visitor, notes)
        await delivered(visitor, 'waiting')
        await served.restart()
      }
      await delivered(visitor)
      visited.push({ notes, venue: 'terminal-barranquilla', hasEndline: true })
      await context.close()
    }
    await inTurns([0, 1, 2, 3, 4, 5], AT_A_TIME, visitAs)
    await visitAs(6)
    await inTurns([7, 8, 9, 10, 11], AT_A_TIME, visitAs)
    expect(visited).toHaveLength(12)
    expect(storedCounters(served.data)).toEqual(countersOf(WAVE, visited))
  } finally {
    await served.close()
  }
})
