import { expect, test } from 'vitest'
import { LIMIT_DEFAULTS, limitsFrom } from './settings.ts'

test('left out, the limits are on and nobody is trusted', () => {
  const { perMinute, burst, perHour } = LIMIT_DEFAULTS
  expect(limitsFrom({})).toEqual({ network: { perMinute, burst }, perHour, trusted: '' })
})

test('each can be set, and turned off by a word or by nought', () => {
  expect(
    limitsFrom({ NETWORK_PER_MINUTE: '30', NETWORK_BURST: '90', PLACE_PER_HOUR: '50', TRUSTED_PROXIES: '10.0.0.0/8' }),
  ).toEqual({
    network: { perMinute: 30, burst: 90 },
    perHour: 50,
    trusted: '10.0.0.0/8',
  })
  for (const off of ['off', '0']) {
    expect(limitsFrom({ NETWORK_PER_MINUTE: off })).toMatchObject({ network: 'off', perHour: LIMIT_DEFAULTS.perHour })
    expect(limitsFrom({ NETWORK_BURST: off })).toMatchObject({ network: 'off' })
    expect(limitsFrom({ PLACE_PER_HOUR: off })).toMatchObject({ perHour: 'off' })
  }
})

test('what is no number of messages is refused, and says what to set', () => {
  for (const name of ['NETWORK_PER_MINUTE', 'NETWORK_BURST', 'PLACE_PER_HOUR'])
    for (const bad of ['', '-1', '1.5', 'many', '1e3', '9999999999'])
      expect(() => limitsFrom({ [name]: bad })).toThrow(`${name} is "${bad}"; set it to a whole number of messages, to off,`)
  expect(() => limitsFrom({ TRUSTED_PROXIES: 'proxy' })).toThrow('TRUSTED_PROXIES holds "proxy"')
})
