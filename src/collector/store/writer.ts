/** The writer thread's own file: takes one call at a time from `thread.ts`, does it, answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { sqliteFault, toldFault } from './fault.ts'
import { type PackedBatch, unpacker } from './packed-batch.ts'
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

const unpack = unpacker()

function answerTo(name: Call['name'], given: readonly unknown[]): unknown {
  // `open` asks for nothing: that there is an answer tells that the store is open.
  if (name === 'open') return undefined
  const [first, ...rest] = given
  const whole = name === 'commit' ? [unpack(first as PackedBatch), ...rest] : given
  return (store[name] as (...given: readonly unknown[]) => unknown)(...whole)
}

port.on('message', ({ call, name, given }: Call) => {
  try {
    port.postMessage({ call, result: answerTo(name, given) })
  } catch (error) {
    port.postMessage({ call, fault: toldFault(sqliteFault(error)) })
  }
})
