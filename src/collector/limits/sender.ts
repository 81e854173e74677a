/**
 * Whose write it is: the address that a connection comes from, or the one that a proxy of ours hands on. `X-Forwarded-For` is believed from the right, as far as
 * those who wrote it are trusted: what stands left of the first who is not, anybody can have made up.
 */
import { BlockList, isIP, isIPv6 } from 'node:net'

/** Which addresses are proxies of ours. */
export type TrustedProxies = (address: string) => boolean

/** Node gives a port that listens on both families IPv4 addresses in IPv6 dress. */
const plain = (address: string): string => (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address)

/** Takes `10.0.0.0/8, 192.0.2.7, fd00::/8`. @throws Error, in a sentence that names the part that is no address */
export function trustedProxies(text: string): TrustedProxies {
  const list = new BlockList()
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue
    const [address = '', bits, ...more] = part.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    const most = family === 'ipv6' ? 128 : 32
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (isIP(address) === 0 || address.includes('%') || more.length > 0 || !(prefix <= most))
      throw new Error(
        `TRUSTED_PROXIES holds "${part}", which is no address; set it to addresses and networks like 10.0.0.0/8, 192.0.2.7, or leave it out where no proxy stands before the collector.`,
      )
    list.addSubnet(address, prefix, family)
  }
  const known = new Map<string, boolean>()
  return (address) => {
    const found = known.get(address)
    if (found !== undefined) return found
    const kind = isIP(address)
    const isTrusted = kind !== 0 && list.check(address, kind === 6 ? 'ipv6' : 'ipv4')
    // Proxies are few. Whoever is none is not kept: no list of visitors grows here.
    if (isTrusted && known.size < 100) known.set(address, true)
    return isTrusted
  }
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.')

/**
 * The sender's address, or undefined where there is none to hold anything against: this machine itself, and a proxy that hands no address on.
 * @param peer where the connection comes from
 * @param forwarded the value of `X-Forwarded-For`
 */
export function senderOf(peer: string | undefined, forwarded: string | undefined, isTrusted: TrustedProxies): string | undefined {
  const from = plain(peer ?? '')
  if (!isTrusted(from)) return from === '' || isLoopback(from) ? undefined : from
  const hops = forwarded === undefined ? [] : forwarded.split(',')
  for (let at = hops.length - 1; at >= 0; at--) {
    const hop = bare((hops[at] as string).trim())
    if (!isTrusted(hop)) return hop
  }
  return undefined
}

/** Without the port that some proxies add: `192.0.2.7:5000`, `[2001:db8::1]:5000`. */
function bare(hop: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(hop) ?? []
  return plain(bracketed ?? dotted ?? hop)
}
