/**
 * `npm run test:kiosk`: thousands of respondents on two tablets. On the first the power is cut at random, and staff export now and then; the second stands for as long
 * as it is asked and its heap is measured. Meanwhile phones at the same two venues answer over the collector. At the end everything has to be where it was counted: in the files and the
 * collector's snapshots, and in what the gates still hold back.
 *
 * `--people 5000` on each tablet, `--cuts 50` on the first, `--phones 300` at each venue, `--seed 1`.
 */
import { parseArgs } from 'node:util'
import type { Snapshot } from '../../src/report/gate/snapshot.ts'
import { storedCounters, storedFootfall } from '../browser/counters.ts'
import { diceOf } from '../browser/dice.ts'
import type { Counters } from '../browser/expected.ts'
import { serve } from '../browser/served.ts'
import { added, Day } from './day.ts'
import { answerByPhone } from './phones.ts'
import { differences, merged, outIn, pooled, residueOf } from './released.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '5000' },
    cuts: { type: 'string', default: '50' },
    phones: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
})
const [people, cuts, phones, seed] = [values.people, values.cuts, values.phones, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
]
const EXPORTS = 5
const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const minutes = (since: number) => `${((performance.now() - since) / 60_000).toFixed(1)} min`
let isWrong = false
const claim = (isTrue: boolean, text: string) => {
  console.log(`${isTrue ? 'ok     ' : 'NOT SO '} ${text}`)
  isWrong ||= !isTrue
}

// So that whoever stops the run stops its browsers with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const served = await serve()
try {
  const code = async (venue: string) => (await served.staff('kiosk', '--venue', venue)).trim()
  const url = `${served.address}/equipo/kiosko/`

  const began = performance.now()
  const first = new Day(url, 'terminal-bogota', seed)
  const second = new Day(url, 'el-dorado', seed + 7)
  const files: string[] = []
  const heaps: [number, number][] = []

  const withCuts = async () => {
    await first.tablet.start()
    await first.tablet.setUp('terminal-bogota', await code('terminal-bogota'))
    const dice = diceOf(seed + 1)
    const cutAt = new Set(Array.from({ length: cuts }, () => 1 + Math.floor(dice() * people)))
    for (let person = 1; person <= people; person++) {
      await first.next({ cut: cutAt.has(person) })
      if (person % Math.ceil(people / EXPORTS) === 0) {
        await first.check()
        await first.tablet.toPanel()
        files.push(await first.tablet.export())
        await first.tablet.toRest()
      }
      if (person % 500 === 0) console.log(`  tablet 1: ${person} people, ${first.cuts} cuts, ${minutes(began)}`)
    }
    await first.check()
  }
  const standing = async () => {
    await second.tablet.start()
    await second.tablet.setUp('el-dorado', await code('el-dorado'))
    for (let person = 1; person <= people; person++) {
      await second.next()
      if (person !== Math.min(100, people) && person % Math.ceil(people / 10) !== 0) continue
      await second.check()
      heaps.push([person, await second.heap()])
      console.log(`  tablet 2: ${person} people, heap ${((heaps.at(-1)?.[1] ?? 0) / 1e6).toFixed(2)} MB, ${minutes(began)}`)
    }
  }
  const overTheCollector = async () => {
    const counted: Counters[] = []
    for (const [index, venue] of ['terminal-bogota', 'el-dorado'].entries()) {
      const printed = (await served.staff('codes', '--origin', served.address, '--venue', venue)).match(/#(\S+)/)?.[1]
      if (!printed) throw new Error(`staff codes names no code of ${venue}`)
      counted.push(await answerByPhone(served.address, venue, printed, phones, seed + 20 + index))
    }
    return added(...counted)
  }
  const [, , sent] = await Promise.all([withCuts(), standing(), overTheCollector()])

  const last = files.at(-1) ?? ''
  const stored = await first.tablet.stored()
  const one = merged([last])
  const wrong = differences(first.counted, outIn(one.snapshots), residueOf(stored))
  claim(wrong.length === 0, `${people} people with ${first.cuts} power cuts: snapshots and residue are the independent count`)
  for (const line of wrong.slice(0, 10)) console.log(`         ${line}`)
  console.log(`        handed in just before a cut: ${first.kept} counted, ${first.dropped} not; none half, none twice`)
  const all = merged(files)
  claim(
    JSON.stringify(all.snapshots) === JSON.stringify(one.snapshots) && one.outcomes.every(({ kind }) => kind === 'merged'),
    `${EXPORTS} exports of the one tablet, merged in a row, give what the last gives alone (${one.snapshots.length} snapshots)`,
  )

  const at100 = heaps.find(([person]) => person === Math.min(100, people))?.[1] ?? 0
  const atEnd = heaps.at(-1)?.[1] ?? 0
  claim(
    atEnd < at100 * 1.1,
    `heap after person ${Math.min(100, people)}: ${(at100 / 1e6).toFixed(2)} MB, after ${people}: ${(atEnd / 1e6).toFixed(2)} MB`,
  )
  const early = median(second.took.slice(0, 100))
  const late = median(second.took.slice(-100))
  claim(
    late < early * 2,
    `from the last click to “added”: median ${early.toFixed(0)} ms of the first 100, ${late.toFixed(0)} ms of the last 100`,
  )

  await second.tablet.toPanel()
  const other = await second.tablet.export()
  const residues = added(residueOf(stored), residueOf(await second.tablet.stored()))
  const both = merged([last, other, ...files])
  const off = differences(added(first.counted, second.counted), outIn(both.snapshots), residues)
  claim(off.length === 0, 'two tablets merge to the total, each file counted once')
  for (const line of off.slice(0, 10)) console.log(`         ${line}`)

  const token = (await served.staff('token')).split('\n')[0] ?? ''
  const authorization = `Bearer ${token}`
  await fetch(`${served.address}/api/snapshots`, { method: 'POST', headers: { authorization } })
  const { snapshots: held } = (await (await fetch(`${served.address}/api/results`, { headers: { authorization } })).json()) as {
    snapshots: Snapshot[]
  }
  const footfall = Object.entries(storedFootfall(served.data)).map(([leaf, events]) => ({
    [leaf]: Object.fromEntries(Object.entries(events).map(([event, n]) => [`f:${event}`, n])),
  }))
  const live = added(...Object.entries(storedCounters(served.data)).map(([leaf, keys]) => ({ [leaf]: pooled(keys) })), ...footfall)
  claim(
    phones > 0 && differences(sent, live, {}).length === 0,
    `${phones} phones at each of the two venues: the collector's counters are the independent count`,
  )
  const whole = merged([last, other, ...files], held)
  const left = residueOf({ live, spent: outIn(held) })
  const beside = differences(added(first.counted, second.counted, sent), outIn(whole.snapshots), added(residues, left))
  claim(
    held.length > 0 && beside.length === 0,
    `two tablets and the collector merge to the total (${held.length} snapshots of the collector, ${whole.snapshots.length} with the tablets')`,
  )
  for (const line of beside.slice(0, 10)) console.log(`         ${line}`)
  await first.tablet.close()
  await second.tablet.close()
  console.log(`        ${minutes(began)} in all`)
} finally {
  await served.close()
}
process.exitCode = isWrong ? 1 : 0
