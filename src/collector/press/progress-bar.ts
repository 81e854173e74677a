/** A bar on a terminal, a line for each tenth elsewhere. Both go to standard error: standard output is the command's result. */
const WIDTH = 24

export function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr): (done: number, what: string) => void {
  let tenth = 0
  return (done, what) => {
    if (stream.isTTY) {
      const filled = Math.floor((done / total) * WIDTH)
      const room = Math.max(0, (stream.columns ?? 80) - WIDTH - String(total).length * 2 - 6)
      stream.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} ${what.slice(0, room)}`)
      if (done === total) stream.write('\n')
      return
    }
    const reached = Math.floor((done / total) * 10)
    if (reached === tenth) return
    tenth = reached
    stream.write(`${done} of ${total}\n`)
  }
}
