import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { openLog, toldOf } from './log.ts'
import type { LogLevel } from './settings.ts'
import { BadSubmission, StoreFault } from './store/fault.ts'

function logged(level?: LogLevel) {
  const lines: string[] = []
  const log = openLog(level, { write: (line) => void lines.push(line) })
  return { log, lines, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('a line is one JSON object with level, time, event and what belongs to it, and nothing of the machine', () => {
  const { log, lines, read } = logged()
  log('listening', { port: 4321 })
  log('journal-kept', { reason: 'no right to' })
  log('commit-failed', { trouble: 'full' })
  expect(lines.every((line) => line.endsWith('}\n') && !line.slice(0, -1).includes('\n'))).toBe(true)
  expect(read()).toEqual([
    { level: 'info', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), event: 'listening', port: 4321 },
    { level: 'warn', at: expect.any(String), event: 'journal-kept', reason: 'no right to' },
    { level: 'error', at: expect.any(String), event: 'commit-failed', trouble: 'full' },
  ])
})

test('what is below the level is left out', () => {
  const { log, read } = logged('error')
  log('listening')
  log('journal-kept')
  log('fault')
  log('crashed')
  expect(read().map(({ event, level }) => [event, level])).toEqual([
    ['fault', 'error'],
    ['crashed', 'fatal'],
  ])
  const silent = logged('silent')
  silent.log('crashed')
  expect(silent.lines).toEqual([])
})

test('the store’s faults are quoted; of any other error its name and place are told, and not what it says', () => {
  expect(toldOf(new StoreFault('away', 'connect ECONNREFUSED'))).toEqual({ trouble: 'away', reason: 'connect ECONNREFUSED' })
  expect(toldOf(new BadSubmission('invalid input: "her answer"'))).toEqual({ error: 'BadSubmission' })
  const told = toldOf(new SyntaxError('unexpected "her answer" in line\n    at her answer'))
  expect(told.error).toBe('SyntaxError')
  expect(told.at).toContain('log.test.ts')
  expect(JSON.stringify(told)).not.toContain('her answer')
})

test('what was logged last is written before a process ends, however it ends', () => {
  const code = `import { openLog } from '${new URL('./log.ts', import.meta.url)}'
    const log = openLog(); for (let n = 0; n < 2000; n++) log('counted', { n }); process.kill(process.pid, 'SIGKILL')`
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
  expect(signal).toBe('SIGKILL')
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ event: 'counted', n: 1999 })
})
