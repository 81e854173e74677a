import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test('an IPv4 address is of its /24', () => {
  expect(networkOf('186.29.4.77')).toBe(networkOf('186.29.4.1'))
  expect(networkOf('186.29.5.77')).not.toBe(networkOf('186.29.4.77'))
})

test('an IPv6 address is of its /48, however it is spelled', () => {
  expect(networkOf('2800:484:1f:aa::1')).toBe(networkOf('2800:0484:001f:0000:0:0:0:9'))
  expect(networkOf('2800:484:1f::')).toBe(networkOf('2800:484:1f:ffff:ffff:ffff:ffff:ffff'))
  expect(networkOf('2800:484:20::')).not.toBe(networkOf('2800:484:1f::'))
  expect(networkOf('::1')).toBe('0:0:0')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0')
})

test('an IPv4 address in IPv6 dress is the IPv4 address', () => {
  expect(networkOf('::ffff:186.29.4.77')).toBe('186.29.4')
  expect(networkOf('::ffff:ba1d:44d')).toBe('186.29.4')
})

test('what is no address shares one network', () => {
  for (const text of ['', 'unknown', '1.2.3', '::g', '999.1.1.1']) expect(networkOf(text)).toBe('unknown')
})
