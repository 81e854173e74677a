/**
 * A store on a thread of its own, so that waiting for the disk never holds up the network. Calls are answered in the order they were made.
 */
import { Worker } from 'node:worker_threads'
import { faultOf, type ToldFault } from './fault.ts'
import { packer } from './packed-batch.ts'
import type { LaterStore, Store, Submission } from './store.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** Opens the store in a file on a new thread. Rejects where the store cannot be opened; later failures reject the call that met them. */
export async function openStoreThread(file: string): Promise<LaterStore> {
  const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { file } })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let fault: Error | undefined

  worker.on('message', ({ call, result, fault: told }: { call: number; result?: never; fault?: ToldFault }) => {
    const answer = waiting.get(call)
    waiting.delete(call)
    if (told === undefined) answer?.resolve(result as never)
    else answer?.reject(faultOf(told))
  })
  const fail = (error: Error) => {
    fault = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', (code) => fail(new Error(`store: its thread has ended (code ${code})`)))

  const ask = (name: string, given: readonly unknown[], moved: readonly ArrayBuffer[] = []): Promise<never> =>
    new Promise((resolve, reject) => {
      if (fault) return reject(fault)
      waiting.set(++last, { resolve, reject })
      worker.postMessage({ call: last, name, given }, moved)
    })
  const pack = packer()
  const commit = (batch: readonly Submission[], day: string): Promise<readonly number[]> => {
    const packed = pack(batch)
    return ask('commit', [packed, day], [packed.numbers.buffer])
  }
  const call = <Name extends keyof Store>(name: Name): LaterStore[Name] =>
    ((...given: unknown[]) => ask(name, given)) as LaterStore[Name]

  await ask('open', [])
  return {
    commit,
    repeats: call('repeats'),
    settle: call('settle'),
    takeSnapshots: call('takeSnapshots'),
    closeWave: call('closeWave'),
    closing: call('closing'),
    snapshots: call('snapshots'),
    quality: call('quality'),
    leaves: call('leaves'),
    quarantined: call('quarantined'),
    decideQuarantine: call('decideQuarantine'),
    alarms: call('alarms'),
    keepTable: call('keepTable'),
    tables: call('tables'),
    endTable: call('endTable'),
    people: call('people'),
    addToken: call('addToken'),
    endTokens: call('endTokens'),
    tokens: call('tokens'),
    note: call('note'),
    auditLog: call('auditLog'),
    close: async () => {
      await ask('close', [])
      await worker.terminate()
    },
  }
}
