/**
 * The service worker: keeps packs, and gives what is in them when the network does not. The build makes it `/sw.js` and writes into it what the packs hold, so
 * a new build is a new worker; the browser looks for one at each visit and at least once a day.
 *
 * - It is there only where somebody asked for it: on a phone after a tap, on a kiosk. It keeps the packs that were asked for and nothing that is merely visited,
 *   so what it holds does not tell what anybody read.
 * - A page comes from the network if that answers in time with a page of ours, else from the pack; files whose name is their content, and pictures, from the pack.
 *   The API is not for it: it does not even look at such a request.
 * - What it takes in has to be, byte for byte, what the build made: a login page or half a file is never kept.
 * - A new build's worker fetches its packs beside the old ones (only what has changed) and waits. The old one serves from the old packs until its last page is
 *   closed; then the new one takes over and erases them. Nothing is taken from under an open quiz.
 */
import { hashOf, isOurPage } from './ours.ts'
import { cacheName, type KeepAnswer, type KeepMessage, type PackFile, type Packs, readCacheName, WHOLE } from './pack.ts'

/** What of a worker's scope is used here; the DOM's types know only the page's. */
interface WorkerScope {
  /** Set by the build, in the file's first line. */
  readonly PACKS: Packs
  readonly registration: ServiceWorkerRegistration
  readonly clients: { claim(): Promise<void> }
  addEventListener(name: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(name: 'message', listener: (event: Lasting & MessageEvent<KeepMessage>) => void): void
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

const worker = self as unknown as WorkerScope

/** How long a page may take before the kept one is shown. One bar of signal often means a network that accepts and never answers. */
const PATIENCE_MS = 2500

/** How long one file may take while a pack is fetched, and how many are fetched at once: few, for a weak network. */
const FILE_MS = 60_000
const AT_ONCE = 4

const { build, files, shelves } = worker.PACKS
/** The paths of all packs. */
const known = new Set(Object.values(files).flatMap((pack) => pack.map(([path]) => path)))
/** What is being kept at this moment, by pack. */
const underWay = new Map<string, Promise<void>>()

/** Packs that are kept, by whichever build. (To look into a cache by opening it would make one of that name, even where it was just erased.) */
async function keptPacks(): Promise<Set<string>> {
  const whole = new Set<string>()
  for (const name of await caches.keys()) {
    const pack = readCacheName(name)?.pack
    if (pack && (await caches.match(WHOLE, { cacheName: name }))) whole.add(pack)
  }
  return whole
}

/** A copy of the file that is already on the phone, from whichever pack and build, if it is the same to the byte. */
async function copyOf([path, hash]: PackFile): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    const copy = readCacheName(name) && (await caches.match(path, { cacheName: name }))
    if (copy && (await hashOf(await copy.clone().arrayBuffer())) === hash) return copy
  }
  return undefined
}

/** The file from the network. Throws where what comes is not, to the byte, what the build made. */
async function fetched([path, hash]: PackFile): Promise<Response> {
  const abort = new AbortController()
  const limit = setTimeout(() => abort.abort(), FILE_MS)
  try {
    const answer = await fetch(path, { cache: 'no-cache', redirect: 'error', credentials: 'omit', signal: abort.signal })
    const copy = answer.clone()
    if (answer.status !== 200 || (await hashOf(await answer.arrayBuffer())) !== hash)
      throw new Error(`${path} is not what the build made`)
    return copy
  } finally {
    clearTimeout(limit)
  }
}

/**
 * Keeps a pack whole or not at all. The cache is opened first: if everything is erased meanwhile, what still arrives goes into a cache that has no name any
 * more, and with it.
 */
function keep(pack: string, tell?: (share: number) => void): Promise<void> {
  const work = underWay.get(pack) ?? fill(pack, tell).finally(() => underWay.delete(pack))
  underWay.set(pack, work)
  return work
}

async function fill(pack: string, tell: (share: number) => void = () => undefined): Promise<void> {
  const wanted = files[pack]
  if (!wanted) throw new Error(`there is no pack ${pack}`)
  const name = cacheName(build, pack)
  const cache = await caches.open(name)
  if (await cache.match(WHOLE)) return
  // Erased by somebody meanwhile: then it is not wanted any more.
  const check = async (): Promise<void> => {
    if (!(await caches.has(name))) throw new Error('not wanted any more')
  }
  try {
    const left = [...wanted]
    let here = 0
    const line = async (): Promise<void> => {
      for (let file = left.shift(); file; file = left.shift()) {
        await check()
        await cache.put(file[0], (await copyOf(file)) ?? (await fetched(file)))
        tell(++here / wanted.length)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, line))
    await check()
    await cache.put(WHOLE, new Response(''))
  } catch (reason) {
    await caches.delete(name)
    throw reason
  }
}

/** Somebody who saves data is not sent a new copy that she did not ask for; the one that she has stays, and the network's pages still come first. */
const savesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

worker.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const packs = await keptPacks()
      if (packs.size > 0 && !packs.has('kiosk') && savesData()) throw new Error('data is being saved: another time')
      for (const pack of packs) if (files[pack]) await keep(pack)
    })(),
  )
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (readCacheName(name) && readCacheName(name)?.build !== build) await caches.delete(name)
      // After the first tap the open pages are served as well. A later build comes here only when none of the old one's is open.
      await worker.clients.claim()
    })(),
  )
})

worker.addEventListener('message', (event) => {
  const port = event.ports[0]
  const tell = (answer: KeepAnswer): void => port?.postMessage(answer)
  event.waitUntil(
    keep(event.data.keep, tell).then(
      () => tell('kept'),
      (reason: unknown) => tell((reason as Error | undefined)?.name === 'QuotaExceededError' ? 'no-room' : 'failed'),
    ),
  )
})

/** The file as it is kept by this build. */
async function kept(path: string): Promise<Response | undefined> {
  for (const pack of Object.keys(files)) {
    const copy = await caches.match(path, { cacheName: cacheName(build, pack) })
    if (copy) return copy
  }
  return undefined
}

/** The network's answer if it is a page of ours, and nothing if it is anything else, late, or none. */
async function networksPage(answer: Promise<Response>): Promise<Response | undefined> {
  const inTime = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined))
  const ours = (async () => {
    const response = await answer
    const copy = response.clone()
    return isOurPage(response, await response.text()) ? copy : undefined
  })().catch(() => undefined)
  return Promise.race([ours, inTime])
}

async function answerPage(request: Request, path: string): Promise<Response> {
  const copy = await kept(path)
  const answer = fetch(request)
  if (copy) return (await networksPage(answer)) ?? copy
  try {
    // Not kept: whatever the network says, a portal's login page too, so that one can log in.
    return await answer
  } catch (reason) {
    if (request.mode !== 'navigate') throw reason
    if (await kept(`${path}/`)) return Response.redirect(`${path}/`)
    // The page that lists what is kept, which sees from its address that another one was wanted.
    const shelf = await keptShelf(path)
    if (shelf) return shelf
    throw reason
  }
}

/** The page that lists what is kept, in the language of the page that was asked for if that is kept. */
async function keptShelf(path: string): Promise<Response | undefined> {
  const nearest = Object.values(shelves).sort((a, b) => alike(b, path) - alike(a, path))
  for (const shelf of nearest) {
    const copy = await kept(shelf)
    if (copy) return copy
  }
  return undefined
}

/** Whether two pages stand under the same first folder, as those of a language do; Spanish has none of its own. */
const alike = (shelf: string, path: string): number => (shelf.split('/', 2)[1] === path.split('/', 2)[1] ? 1 : 0)

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return
  const isPage = request.mode === 'navigate' || (known.has(pathname) && /(\/|\.html)$/.test(pathname))
  if (isPage) event.respondWith(answerPage(request, pathname))
  else if (known.has(pathname)) event.respondWith(kept(pathname).then((copy) => copy ?? fetch(request)))
})
