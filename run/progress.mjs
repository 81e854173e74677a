/**
 * What a command says while it works, and how long it took.
 * Lines go to standard output; `npm run staff` turns them to standard error, so that its own output can be piped.
 */
export const screen = { stream: process.stdout }

export function say(line = '') {
  screen.stream.write(`${line}\n`)
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`
}

/**
 * Does a piece of work and says what came of it, with its time. The work returns the words to show.
 * @param {string} title
 * @param {() => string | Promise<string>} work
 */
export async function step(title, work) {
  const start = performance.now()
  const outcome = await work()
  say(`${title}: ${outcome} (${seconds(performance.now() - start)})`)
}

/**
 * Shows that something quiet is still going on: one line with the seconds on a terminal, a line now and then in a log.
 * Returns the function that ends it.
 * @param {string} text
 */
export function ticking(text) {
  const { stream } = screen
  const start = performance.now()
  const elapsed = () => `${Math.round((performance.now() - start) / 1000)} s`
  if (!stream.isTTY) say(`${text} …`)
  const draw = () => (stream.isTTY ? stream.write(`\r${text} … ${elapsed()} `) : say(`${text} … ${elapsed()}`))
  const timer = setInterval(draw, stream.isTTY ? 1000 : 15_000)
  return () => {
    clearInterval(timer)
    if (stream.isTTY) stream.write('\r\u001b[K')
  }
}
