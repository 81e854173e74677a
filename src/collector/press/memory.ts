/** How much memory a process and all that it started hold, shared pages counted once. */
import { readdirSync, readFileSync } from 'node:fs'

/** In bytes; undefined on a system that does not tell (Linux does, in `/proc`). */
export function memoryOfTree(root: number): number | undefined {
  const parents = new Map<number, number>()
  try {
    for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name))
  } catch {
    return undefined
  }
  const isUnder = (pid: number): boolean => pid === root || (pid > 1 && isUnder(parents.get(pid) ?? 0))
  const held = [...parents.keys()].filter(isUnder).map(heldBy)
  const known = held.filter((bytes) => bytes !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, bytes) => sum + bytes, 0)
}

/** The fourth field of `stat`; the second may hold spaces and brackets. */
function parentOf(pid: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    // It has ended meanwhile.
    return 0
  }
}

function heldBy(pid: number): number | undefined {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
