import { isIPv4, isIPv6 } from 'node:net'

/** The eight 16-bit groups of an IPv6 address in any of its spellings, without a zone. */
function groupsOf(address: string): number[] {
  const [plain = ''] = address.split('%', 1)
  // The last 32 bits may be written as IPv4.
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain)
  const text = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : plain
  const [head = '', tail] = text.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  return tail === undefined ? before : [...before, ...new Array(8 - before.length - after.length).fill(0), ...after]
}

/**
 * The network that an address is of: its /24 in IPv4, its /48 in IPv6, which is about what one household, hotel or terminal has. An IPv4 address in IPv6
 * dress is the IPv4 address. What is no address is a network of its own, `unknown`: it has to share one bucket with its like.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address.split('.').slice(0, 3).join('.')
  if (!isIPv6(address)) return 'unknown'
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return `${high >> 8}.${high & 255}.${low >> 8}`
  return groups
    .slice(0, 3)
    .map((group) => group.toString(16))
    .join(':')
}
