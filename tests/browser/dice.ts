/** Dice that fall alike in every run. */
export function diceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state >>> 8) % 65536) / 65536
  }
}
