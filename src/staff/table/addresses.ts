/** By which addresses the phones in a room reach the collector. */

/** A name by which a machine reaches itself and no other reaches it. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

/** The page's own origin where others can open it too, then what the collector knows of its networks; each once. Empty where no phone gets in. */
export function reachable(origin: string, known: readonly string[]): string[] {
  const own = isLoopback(new URL(origin).hostname) ? [] : [origin]
  return [...new Set([...own, ...known])]
}
