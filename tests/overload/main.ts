/**
 * `npm run test:overload`: a minute of four times what the collector can do (`--seconds 60`, `--times 4`). Ends with 1 where an acknowledged record is lost, a counter differs from the
 * count by hand, the slowest hundredth of what was accepted took longer than `--p99` ms, memory grew beyond `--memory` MB or went on growing, or it took longer than 5 s until
 * somebody new was answered within 100 ms.
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { place, start } from '../collector/process.ts'
import { overload } from './overload.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    times: { type: 'string', default: '4' },
    p99: { type: 'string', default: '10000' },
    memory: { type: 'string', default: '700' },
  },
})
const wholeNumber = (name: keyof typeof values): number => {
  const number = Number(values[name])
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1, not ${values[name]}`)
  return number
}
const [seconds, times, p99, memoryMb] = (['seconds', 'times', 'p99', 'memory'] as const).map(wholeNumber) as [
  number,
  number,
  number,
  number,
]

/** What memory may differ by between the middle and the end of it. */
const GROWTH_MB = 64
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

// As deploy/ starts it.
process.env.NODE_OPTIONS ??= '--max-old-space-size=384'
const at = place()
const collector = await start(at)
try {
  const result = await overload(collector, at, {
    seconds,
    times,
    measureSeconds: 5,
    onSecond: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r      ${line} `)
    },
  })
  const { capacity, offered, memory, recoveryMs, lost, wrong } = result
  const third = Math.ceil(memory.length / 3)
  const grew = mean(memory.slice(-third)) - mean(memory.slice(third, 2 * third))
  const bad = [
    offered < 0.9 * times * capacity && `this machine offered only ${(offered / capacity).toFixed(1)} times as much`,
    result.refused + result.atTheDoor === 0 && 'nobody was refused: that was no overload',
    lost > 0 && `${lost} acknowledged are lost`,
    wrong.length > 0 && `${wrong.length} counters are wrong: ${wrong.slice(0, 3).join('; ')}`,
    !(result.p99 <= p99) && `p99 of what was accepted is ${result.p99.toFixed(0)} ms, over ${p99}`,
    Math.max(...memory) > memoryMb && `memory came to ${Math.max(...memory).toFixed(0)} MB, over ${memoryMb}`,
    memory.length >= 30 && grew > GROWTH_MB && `memory grew by ${grew.toFixed(0)} MB in the last third`,
    recoveryMs > 5_000 && `it took ${(recoveryMs / 1000).toFixed(1)} s to recover`,
  ].filter((line) => line !== false)
  console.log(
    `      can do ${capacity.toFixed(0)}/s, was offered ${offered.toFixed(0)}/s for ${seconds} s (${(offered / capacity).toFixed(1)} times)`,
  )
  console.log(
    `      ${result.acknowledged} acknowledged, ${result.refused} told to come again, ${result.atTheDoor} turned away at the door`,
  )
  console.log(
    `      accepted: p50 ${result.p50.toFixed(0)} ms, p99 ${result.p99.toFixed(0)} ms; resident MB ${memory.map((mb) => mb.toFixed(0)).join(' ')}`,
  )
  console.log(
    `${bad.length === 0 ? 'good' : 'BAD '}  lost ${lost}, wrong counters ${wrong.length}, recovered after ${(recoveryMs / 1000).toFixed(2)} s`,
  )
  for (const line of bad) console.log(`      ${line}`)
  process.exitCode = bad.length === 0 ? 0 : 1
} finally {
  await collector.end('SIGKILL')
  rmSync(at.folder, { recursive: true })
}
