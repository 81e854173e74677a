import fc from 'fast-check'
import { expect, test } from 'vitest'
import { senderOf, trustedProxies } from './sender.ts'

const nobody = trustedProxies('')
const ours = trustedProxies('127.0.0.1, 10.0.0.0/8,2001:db8:1::/48')

test('without a trusted proxy the sender is whoever is connected, whatever the header says', () => {
  expect(senderOf('186.29.4.77', undefined, nobody)).toBe('186.29.4.77')
  expect(senderOf('186.29.4.77', '10.0.0.1, 8.8.8.8', nobody)).toBe('186.29.4.77')
  expect(senderOf('186.29.4.77', '8.8.8.8', ours)).toBe('186.29.4.77')
})

test('this machine itself is nobody to be limited, in any of its addresses', () => {
  for (const peer of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])
    expect(senderOf(peer, '8.8.8.8', nobody)).toBeUndefined()
  expect(senderOf(undefined, undefined, nobody)).toBeUndefined()
})

test('behind trusted proxies the sender is the first from the right who is none of them', () => {
  expect(senderOf('127.0.0.1', '186.29.4.77', ours)).toBe('186.29.4.77')
  expect(senderOf('::ffff:127.0.0.1', '186.29.4.77', ours)).toBe('186.29.4.77')
  expect(senderOf('10.1.2.3', '8.8.8.8, 186.29.4.77, 10.9.9.9', ours)).toBe('186.29.4.77')
  expect(senderOf('2001:db8:1::5', '10.0.0.1,2800:484:1f::1', ours)).toBe('2800:484:1f::1')
  expect(senderOf('10.1.2.3', '1.1.1.1, ::ffff:186.29.4.77', ours)).toBe('186.29.4.77')
  expect(senderOf('10.1.2.3', '186.29.4.77:5001, [2001:db8:1::9]:443', ours)).toBe('186.29.4.77')
})

test('a proxy that hands no address on has no sender', () => {
  for (const header of [undefined, '10.0.0.1', '10.0.0.1, 127.0.0.1']) expect(senderOf('127.0.0.1', header, ours)).toBeUndefined()
})

test('whatever a sender puts into the header, she is who her proxy says she is', () => {
  fc.assert(
    fc.property(fc.string(), fc.ipV4(), (madeUp, own) => {
      fc.pre(!own.startsWith('10.') && own !== '127.0.0.1')
      expect(senderOf('10.0.0.1', `${madeUp}, ${own}`, ours)).toBe(own)
    }),
  )
})

test('what is no address or network is refused in one sentence that names it', () => {
  for (const bad of [
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/x',
    '10.0.0.0/8/8',
    '10.0.0',
    '2001:db8::/129',
    'fe80::1%eth0',
    '10.0.0.0/',
  ])
    expect(() => trustedProxies(`192.0.2.1, ${bad}`), bad).toThrow(`TRUSTED_PROXIES holds "${bad}", which is no address; set it to`)
})
