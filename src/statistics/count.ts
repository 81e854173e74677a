/** Throws RangeError, naming function and argument, unless each value is a whole number from 0: a count is nothing else. */
export function requireCounts(where: string, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`${where}: ${name} is ${count}; it has to be a whole number from 0`)
}

/** Throws RangeError unless 0 < value < 1, for levels and powers. */
export function requireShare(where: string, name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${where}: ${name} is ${value}; it has to lie between 0 and 1`)
}
