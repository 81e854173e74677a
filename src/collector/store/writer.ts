/** The writer thread's own file: takes one call at a time from `thread.ts`, does it, answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

interface Call {
  readonly call: number
  readonly name: keyof Store | 'open'
  readonly given: readonly unknown[]
}

if (parentPort === null) throw new Error('store/writer runs as a thread of store/thread')
const port = parentPort
const store = openSqlite((workerData as { file: string }).file)

port.on('message', ({ call, name, given }: Call) => {
  try {
    // `open` asks for nothing: that there is an answer tells that the store is open.
    const result = name === 'open' ? undefined : (store[name] as (...given: readonly unknown[]) => unknown)(...given)
    port.postMessage({ call, result })
  } catch (error) {
    port.postMessage({ call, error: error instanceof Error ? error.message : String(error) })
  }
})
