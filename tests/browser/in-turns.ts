/** Works at all of them, begun in order, at most so many at a time. Rejects with the first that fails. */
export async function inTurns<T>(all: readonly T[], atATime: number, work: (one: T, at: number) => Promise<void>): Promise<void> {
  const left = [...all.entries()]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next[1], next[0])
  }
  await Promise.all(Array.from({ length: atATime }, worker))
}
