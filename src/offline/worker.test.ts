/** The worker in a browser of our own making: caches, network and clock are the test's. What only a real browser shows is in tests/browser/offline.spec.ts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hashOf } from './ours.ts'
import { cacheName, type KeepAnswer, type Packs, readCacheName, WHOLE } from './pack.ts'

const ORIGIN = 'https://site.example'
const page = (words: string) => `<!doctype html><meta name="theme-color" content="#221a42"><p>${words}`
const LOGIN = '<!doctype html><title>Wi-Fi</title><form>room number</form>'

type Network = (path: string) => Promise<Response>

class FakeCache {
  readonly entries = new Map<string, Response>()
  match = async (path: string) => this.entries.get(path)?.clone()
  put = async (path: string, response: Response) => void this.entries.set(path, response)
}

class FakeCaches {
  readonly all = new Map<string, FakeCache>()
  keys = async () => [...this.all.keys()]
  has = async (name: string) => this.all.has(name)
  delete = async (name: string) => this.all.delete(name)
  match = async (path: string, { cacheName: name }: { cacheName: string }) => this.all.get(name)?.match(path)
  open = async (name: string) => {
    const cache = this.all.get(name) ?? new FakeCache()
    this.all.set(name, cache)
    return cache
  }
}

/** An answer as the network gives it. */
function answer(body: string, { status = 200, type = 'basic', contentType = 'text/html', redirected = false } = {}): Response {
  const response = new Response(body, { status, headers: { 'content-type': contentType } })
  return Object.defineProperties(response, { type: { value: type }, redirected: { value: redirected } })
}

const site: Record<string, string> = {
  '/ayuda/': page('numbers'),
  '/viaje/': page('what is kept'),
  '/a/x.css': 'p{}',
  '/cuentos/uno/leaf.html': '<link rel="stylesheet"><article id="story">',
}

async function packsOf(build: string, files = site): Promise<Packs> {
  const listed = await Promise.all(
    Object.entries(files).map(async ([path, text]) => [path, await hashOf(new TextEncoder().encode(text))] as const),
  )
  return { build, files: { es: listed, kiosk: listed.slice(0, 1) }, shelves: { es: '/viaje/' } }
}

let caches: FakeCaches
let network: ReturnType<typeof vi.fn<Network>>
const fromSite: Network = async (path) => answer(site[path] ?? 'no', site[path] ? {} : { status: 404 })

/** Starts a build's worker; what it is told comes back as functions. */
async function start(packs: Packs, saveData = false) {
  const listeners = new Map<string, (event: unknown) => void>()
  vi.stubGlobal('caches', caches)
  vi.stubGlobal('location', { origin: ORIGIN })
  vi.stubGlobal('navigator', { connection: { saveData } })
  vi.stubGlobal('fetch', (request: string | { url: string }) =>
    network(typeof request === 'string' ? request : new URL(request.url).pathname),
  )
  vi.stubGlobal('self', {
    PACKS: packs,
    clients: { claim: async () => undefined },
    addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
  })
  vi.resetModules()
  await import('./worker.ts')
  const last = async (name: string, more = {}) => {
    let work: Promise<unknown> = Promise.resolve()
    listeners.get(name)?.({
      ...more,
      waitUntil: (given: Promise<unknown>) => {
        work = given
      },
    })
    await work
  }
  return {
    install: () => last('install'),
    activate: () => last('activate'),
    async keep(pack: string): Promise<KeepAnswer[]> {
      const said: KeepAnswer[] = []
      await last('message', { data: { keep: pack }, ports: [{ postMessage: (text: KeepAnswer) => said.push(text) }] })
      return said
    },
    /** The answer to a request, or undefined where the worker leaves it to the browser. */
    get(path: string, { mode = 'navigate', method = 'GET', origin = ORIGIN } = {}): Promise<Response> | undefined {
      let given: Promise<Response> | undefined
      const request = { url: origin + path, mode, method }
      listeners.get('fetch')?.({
        request,
        respondWith: (response: Promise<Response>) => {
          given = response
        },
      })
      return given
    },
  }
}

const textOf = async (response: Promise<Response> | undefined): Promise<string | undefined> => (await response)?.text()
const names = () => caches.keys()

beforeEach(() => {
  caches = new FakeCaches()
  network = vi.fn(fromSite)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a pack', () => {
  test('is kept whole, to the byte, and says how far it is', async () => {
    const worker = await start(await packsOf('one'))
    expect(await worker.keep('es')).toEqual([0.25, 0.5, 0.75, 1, 'kept'])
    const cache = caches.all.get(cacheName('one', 'es'))
    expect([...(cache?.entries.keys() ?? [])].sort()).toEqual([...Object.keys(site), WHOLE].sort())
    for (const [path, text] of Object.entries(site)) expect(await (await cache?.match(path))?.text()).toBe(text)
  })

  const wrong: [string, Network][] = [
    ['a login page with status 200', async () => answer(LOGIN)],
    ['511', async () => answer(LOGIN, { status: 511 })],
    ['half a file', async (path) => answer((site[path] ?? '').slice(0, 9))],
    ['a page of another build', async () => answer(page('of another day'))],
    ['a failing network', async () => Promise.reject(new TypeError('no network'))],
  ]
  test.each(wrong)('of which one file comes as %s is not kept, and leaves nothing', async (_, spoilt) => {
    const worker = await start(await packsOf('one'))
    network.mockImplementation((path) => (path === '/viaje/' ? spoilt(path) : fromSite(path)))
    expect((await worker.keep('es')).at(-1)).toBe('failed')
    expect(await names()).toEqual([])
  })

  test('for which there is no room says so, and leaves nothing', async () => {
    const worker = await start(await packsOf('one'))
    vi.spyOn(caches, 'open').mockImplementation(async (name) => {
      const cache = new FakeCache()
      caches.all.set(name, cache)
      cache.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
      return cache
    })
    expect((await worker.keep('es')).at(-1)).toBe('no-room')
    expect(await names()).toEqual([])
  })

  test('that is erased while it comes does not come back', async () => {
    const worker = await start(await packsOf('one'))
    network.mockImplementation(async (path) => {
      for (const name of await names()) await caches.delete(name)
      return fromSite(path)
    })
    expect((await worker.keep('es')).at(-1)).toBe('failed')
    expect(await names()).toEqual([])
  })

  test('that nobody knows is refused', async () => {
    const worker = await start(await packsOf('one'))
    expect(await worker.keep('fr')).toEqual(['failed'])
    expect(await names()).toEqual([])
  })
})

describe('a new build', () => {
  const next = { ...site, '/ayuda/': page('new numbers') }

  test('installs nothing where nothing was kept', async () => {
    await (await start(await packsOf('one'))).install()
    expect(network).not.toHaveBeenCalled()
    expect(await names()).toEqual([])
  })

  test('fetches only what has changed, beside the old packs, which go when it takes over', async () => {
    const old = await start(await packsOf('one'))
    await old.keep('es')
    network = vi.fn(async (path) => answer(next[path as keyof typeof next] ?? 'no'))
    const worker = await start(await packsOf('two', next))
    await worker.install()
    expect(network.mock.calls).toEqual([['/ayuda/']])
    expect(await names()).toEqual([cacheName('one', 'es'), cacheName('two', 'es')])
    network.mockRejectedValue(new TypeError('no network'))
    expect(await textOf(old.get('/ayuda/'))).toBe(site['/ayuda/'])
    await worker.activate()
    expect(await names()).toEqual([cacheName('two', 'es')])
    expect(await textOf(worker.get('/ayuda/'))).toBe(next['/ayuda/'])
  })

  test('that cannot be fetched whole changes nothing', async () => {
    await (await start(await packsOf('one'))).keep('es')
    network = vi.fn(async () => answer(LOGIN))
    await expect((await start(await packsOf('two', next))).install()).rejects.toThrow(/not what the build made/)
    expect(await names()).toEqual([cacheName('one', 'es')])
  })

  test('waits where data is being saved, but on a kiosk', async () => {
    await (await start(await packsOf('one'))).keep('es')
    network = vi.fn(fromSite)
    await expect((await start(await packsOf('two', next), true)).install()).rejects.toThrow(/another time/)
    expect(network).not.toHaveBeenCalled()
    await (await start(await packsOf('one'))).keep('kiosk')
    await (await start(await packsOf('two'), true)).install()
    expect((await names()).map((name) => readCacheName(name)?.build)).toEqual(['one', 'one', 'two', 'two'])
  })

  test('leaves caches alone that are not its own', async () => {
    await caches.open('somebody else')
    await (await start(await packsOf('one'))).activate()
    expect(await names()).toEqual(['somebody else'])
  })
})

describe('a kept page', () => {
  async function kept() {
    const worker = await start(await packsOf('one'))
    await worker.keep('es')
    return worker
  }

  test('comes from the network where that has a page of ours, and is not kept anew', async () => {
    const worker = await kept()
    network.mockImplementation(async () => answer(page('today’s numbers')))
    expect(await textOf(worker.get('/ayuda/'))).toContain('today’s numbers')
    expect(await (await caches.all.get(cacheName('one', 'es'))?.match('/ayuda/'))?.text()).toBe(site['/ayuda/'])
  })

  const portals: [string, Network][] = [
    ['a login page with status 200', async () => answer(LOGIN)],
    ['a page reached by a redirect', async () => answer(page('x'), { redirected: true })],
    ['a redirect', async () => answer('', { type: 'opaqueredirect' })],
    ['511', async () => answer(LOGIN, { status: 511 })],
    ['a busy gateway', async () => answer(page('x'), { status: 502 })],
    ['JSON', async () => answer('{"ok":true}', { contentType: 'application/json' })],
    ['a failing network', async () => Promise.reject(new TypeError('no network'))],
  ]
  test.each(portals)('is shown in place of %s', async (_, portal) => {
    const worker = await kept()
    network.mockImplementation(portal)
    expect(await textOf(worker.get('/ayuda/'))).toBe(site['/ayuda/'])
    expect(await textOf(worker.get('/cuentos/uno/leaf.html', { mode: 'cors' }))).toBe(site['/cuentos/uno/leaf.html'])
  })

  test('is shown after 2.5 s of a network that does not answer', async () => {
    const worker = await kept()
    network.mockImplementation(() => new Promise(() => undefined))
    vi.useFakeTimers()
    let text: string | undefined
    void textOf(worker.get('/ayuda/')).then((found) => {
      text = found
    })
    await vi.advanceTimersByTimeAsync(2400)
    expect(text).toBeUndefined()
    await vi.advanceTimersByTimeAsync(200)
    expect(text).toBe(site['/ayuda/'])
  })

  test('that is gone from the site is not shown from the copy', async () => {
    const worker = await kept()
    network.mockImplementation(async () => answer(page('no such page'), { status: 404 }))
    expect((await worker.get('/ayuda/'))?.status).toBe(404)
  })

  test('brings its sheets and scripts without a network', async () => {
    const worker = await kept()
    network.mockClear()
    expect(await textOf(worker.get('/a/x.css', { mode: 'no-cors' }))).toBe('p{}')
    expect(network).not.toHaveBeenCalled()
  })
})

describe('what is not kept', () => {
  test('comes as the network has it, a portal’s login page too, so that one can log in', async () => {
    const worker = await start(await packsOf('one'))
    await worker.keep('es')
    network.mockImplementation(async () => answer(LOGIN))
    expect(await textOf(worker.get('/metodo/'))).toBe(LOGIN)
  })

  test('is answered by the list of what is kept where there is no network; an address without its last slash by the page', async () => {
    const worker = await start(await packsOf('one'))
    await worker.keep('es')
    network.mockRejectedValue(new TypeError('no network'))
    expect(await textOf(worker.get('/en/method/'))).toBe(site['/viaje/'])
    vi.spyOn(Response, 'redirect').mockImplementation((to) => answer(`to ${to}`))
    expect(await textOf(worker.get('/ayuda'))).toBe('to /ayuda/')
  })

  test('is left to the browser: the API, whatever is posted, other sites, files of no pack', async () => {
    const worker = await start(await packsOf('one'))
    await worker.keep('es')
    expect(worker.get('/api/health', { mode: 'cors' })).toBeUndefined()
    expect(worker.get('/api/health')).toBeUndefined()
    expect(worker.get('/ayuda/', { method: 'POST' })).toBeUndefined()
    expect(worker.get('/ayuda/', { origin: 'https://other.example' })).toBeUndefined()
    expect(worker.get('/site.json', { mode: 'cors' })).toBeUndefined()
  })
})

test('a cache’s name is read back, and foreign names are nobody’s', () => {
  expect(readCacheName(cacheName('abc', 'kiosk'))).toEqual({ build: 'abc', pack: 'kiosk' })
  for (const name of ['', 'kept', 'kept abc', 'kept abc es more', 'workbox abc es', 'keptabc es'])
    expect(readCacheName(name)).toBeUndefined()
})
