/**
 * A weak network between a browser and a server: a TCP proxy with the delay, the rate and the losses of a mobile link.
 *
 * A connection costs `rttMs` before its first byte (its handshake), and as much again where `tls` is set (TLS 1.3). Data is cut into packets of 1,460
 * bytes; all connections share the rate in each direction; a packet arrives half a round trip after it was sent. A lost packet comes again one time-out
 * (a round trip and 200 ms) later, and what follows it on its connection waits, as TCP has it. Slow start is left out: that favours large pages.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface LinkTraits {
  /** Round trip, ms. */
  readonly rttMs: number
  /** Bit/s down; up gets the same. */
  readonly bitsPerSecond: number
  /** Share of packets lost, 0 to below 1. */
  readonly loss: number
  /** The link carries nothing from `from` for `forMs`, counted from its first byte; ms. */
  readonly stall?: { readonly from: number; readonly forMs: number }
  readonly tls?: boolean
}

export interface Link {
  readonly address: string
  /** Bytes that came down. */
  readonly bytes: () => number
  close(): Promise<void>
}

const PACKET = 1460
const TIMEOUT_MS = 200

/** A seeded generator (mulberry32), 0 to below 1: the same losses in each run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export async function openLink(server: string, traits: LinkTraits, seed: number): Promise<Link> {
  const target = new URL(server)
  const throwDice = dice(seed)
  const sockets = new Set<Socket>()
  let first: number | undefined
  let bytes = 0
  /** When the link is free again in each direction, ms. */
  const free = { down: 0, up: 0 }

  const stalled = (at: number) => {
    const { stall } = traits
    if (!stall || first === undefined) return at
    const begins = first + stall.from
    return at >= begins && at < begins + stall.forMs ? begins + stall.forMs : at
  }

  /** Hands packets on when they would have come. */
  function carry(from: Socket, to: Socket, way: 'down' | 'up', opensAt: number): void {
    let lastArrival = opensAt
    from.on('data', (data) => {
      for (let start = 0; start < data.length; start += PACKET) {
        const packet = data.subarray(start, start + PACKET)
        const now = performance.now()
        first ??= now
        const sent = stalled(Math.max(now, free[way], way === 'up' ? opensAt : 0)) + (packet.length * 8000) / traits.bitsPerSecond
        free[way] = sent
        let arrival = sent + traits.rttMs / 2
        while (throwDice() < traits.loss) arrival += traits.rttMs + TIMEOUT_MS
        lastArrival = Math.max(lastArrival, arrival)
        if (way === 'down') bytes += packet.length
        setTimeout(() => to.writable && to.write(packet), lastArrival - now)
      }
    })
    from.on('end', () => setTimeout(() => to.end(), Math.max(0, lastArrival - performance.now() + 1)))
    from.on('error', () => to.destroy())
    from.on('close', () => setTimeout(() => to.destroy(), Math.max(0, lastArrival - performance.now() + 50)))
  }

  const proxy = createServer((phone) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [phone, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
    }
    const opensAt = performance.now() + traits.rttMs * (traits.tls ? 2 : 1)
    carry(phone, upstream, 'up', opensAt)
    carry(upstream, phone, 'down', opensAt)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    bytes: () => bytes,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => proxy.close(() => resolve()))
    },
  }
}
