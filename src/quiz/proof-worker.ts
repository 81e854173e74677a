/**
 * Works out a proof (protocol/proof), on a thread of its own, and ends. The challenge stands behind the `#` of its own address; what it says to the page is the proof, or nothing where there was
 * none to be had in time. The build makes it `/proof.js`, one address for every build: a page that was opened before the site was renewed still speaks the collector's language of today.
 */
import { SEARCH_LIMIT_MS } from '../protocol/proof.ts'
import { searchProof } from '../protocol/proof-search.ts'

/** What of a worker's scope is used here; the DOM's types know only the page's. */
interface WorkerScope {
  postMessage(proof: string): void
  close(): void
}
const worker = self as unknown as WorkerScope

const end = Date.now() + SEARCH_LIMIT_MS
worker.postMessage(searchProof(location.hash.slice(1), () => Date.now() > end))
worker.close()
