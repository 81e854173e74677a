/**
 * The collector's log: one JSON object a line on standard output, written before the call returns, so that a crash takes no line with it.
 *
 * | field | |
 * |---|---|
 * | `level` | `info`, `warn`, `error`, `fatal`; LOG_LEVEL leaves out what is below |
 * | `at`    | UTC, to the millisecond |
 * | `event` | one of `LEVELS` below, or of another file's |
 * | others  | of the event: `reason`, `trouble`, `error` (an error's name), `route` (as the code has it, with its parameters' names), `port` |
 *
 * No request is logged, and there is no field for an address, an agent, a path as it was asked for, a body or a code. What an error says may repeat what it was given,
 * so only the store's own faults are quoted: they speak of files and servers.
 */
import { type DestinationStream, destination, pino } from 'pino'
import type { LogLevel } from './settings.ts'
import { BadSubmission, StoreFault } from './store/fault.ts'

/** Takes an event's name and what may be said of it: never an address, an agent or a body. */
export type Log = (event: string, more?: Readonly<Record<string, string | number>>) => void

/** Events that are worth more than `info`. */
const LEVELS: Readonly<Record<string, 'warn' | 'error' | 'fatal'>> = {
  'journal-kept': 'warn',
  'commit-failed': 'error',
  fault: 'error',
  crashed: 'fatal',
}

export function openLog(level: LogLevel = 'info', to: DestinationStream = destination({ dest: 1, sync: true })): Log {
  const log = pino(
    {
      level,
      // Neither the machine's name nor a process number: they say nothing that a reader of the log does not know.
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  )
  return (event, more = {}) => log[LEVELS[event] ?? 'info'](more, event)
}

/** What may be said of an error that the store met. */
export const toldOf = (error: Error): Readonly<Record<string, string>> => {
  if (error instanceof StoreFault) return { trouble: error.trouble, reason: error.message }
  return {
    error: error instanceof BadSubmission ? 'BadSubmission' : error.name,
    ...(!(error instanceof BadSubmission) && { at: placeOf(error) }),
  }
}

/** Where in the code an error was thrown: files and lines, without what it says. */
const placeOf = ({ stack = '', message }: Error): string =>
  stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? [])
    .slice(0, 5)
    .join(' | ')
