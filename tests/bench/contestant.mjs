/** The side of a measured process that its parent speaks to. */

/**
 * Tells the parent the port. Then answers `memory` with the resident bytes, `cpu` with the microseconds of processor time that all of this process's threads
 * have used, and ends on `stop`.
 * @param {{ port: number, stop: () => Promise<void> }} server that listens
 */
export function contest({ port, stop }) {
  // However the parent ended, nobody measures any more.
  process.on('disconnect', () => process.exit())
  process.send({ port })
  process.on('message', async (message) => {
    if (message === 'memory') {
      globalThis.gc?.()
      return process.send({ memory: process.memoryUsage().rss })
    }
    if (message === 'cpu') {
      const { user, system } = process.cpuUsage()
      return process.send({ cpu: user + system })
    }
    await stop()
    process.disconnect()
  })
}
