/** What wrk printed (4.1, with `--latency`). */
export interface WrkRun {
  readonly answered: number
  /** Answers whose status was neither 2xx nor 3xx. */
  readonly refused: number
  /** Answers a second. */
  readonly rate: number
  /** In ms. */
  readonly p50: number
  readonly p99: number
}

const MS = { us: 0.001, ms: 1, s: 1000, m: 60_000 } as const

/** @throws Error where a figure is not there, or connections broke: then it tells nothing */
export function readWrk(text: string): WrkRun {
  const find = (pattern: RegExp, what: string): RegExpExecArray => {
    const found = pattern.exec(text)
    if (!found) throw new Error(`wrk has told no ${what}:\n${text}`)
    return found
  }
  // A time-out is no more than a connection that a busy server has not come to yet.
  const broken = /Socket errors: (?!connect 0, read 0, write 0,)(.*)/.exec(text)?.[1]
  if (broken !== undefined) throw new Error(`wrk’s connections broke: ${broken}`)
  const time = (share: number): number => {
    const [, value, unit] = find(new RegExp(`^\\s+${share}%\\s+([\\d.]+)(us|ms|s|m)\\s*$`, 'm'), `time of ${share} %`)
    return Number(value) * MS[unit as keyof typeof MS]
  }
  return {
    answered: Number(find(/^\s*(\d+) requests in /m, 'count')[1]),
    refused: Number(/^\s*Non-2xx or 3xx responses: (\d+)$/m.exec(text)?.[1] ?? 0),
    rate: Number(find(/^Requests\/sec:\s+([\d.]+)$/m, 'rate')[1]),
    p50: time(50),
    p99: time(99),
  }
}
