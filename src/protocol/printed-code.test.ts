import { describe, expect, test } from 'vitest'
import { leadsNowhere, parsePrintedCodes, printedAddress, printedCodes, readAddress } from './printed-code.ts'

const code = 'terminal-bogota.2.9f2k7c3m1x0q'
const codes = new Map([['terminal-bogota', code]])

describe('a file of codes', () => {
  test('is read as it was written', () => {
    expect(parsePrintedCodes(JSON.parse(JSON.stringify(printedCodes([code]))))).toEqual(codes)
  })

  test.each([
    [null, 'format is not'],
    [{ format: 'other' }, 'format is not'],
    [{ ...printedCodes([]), codes: 'x' }, 'the list of codes is missing'],
    [printedCodes(['x']), '"x" is no venue'],
    [{ ...printedCodes([]), codes: [1] }, '1 is no venue'],
    [printedCodes([code, code]), 'terminal-bogota stands twice'],
  ])('%j is refused with its reason', (value, reason) => {
    expect(() => parsePrintedCodes(value)).toThrow(reason)
  })
})

describe('a printed address', () => {
  test('is that of the landing page with the code behind the hash', () => {
    expect(printedAddress('https://example.org', '/en/q/', code)).toBe(`https://example.org/en/q/#${code}`)
    expect(() => printedAddress('example', '/q/', code)).toThrow('"example" is no address')
  })

  test.each(['https://esoescuento.example/q/', 'http://127.0.0.1:4321/', 'http://localhost:1/', 'http://[::1]/'])(
    '%s leads nowhere',
    (address) => {
      expect(leadsNowhere(address)).toBe(true)
    },
  )

  test.each(['https://example.org/', 'https://127.example.org/', 'https://notlocalhost/'])('%s leads somewhere', (address) => {
    expect(leadsNowhere(address)).toBe(false)
  })
})

describe('what a camera shows', () => {
  const site = { origin: 'https://esoescuento.org', landings: ['/q/', '/en/q/'], codes }
  test.each([
    [`https://esoescuento.org/q/#${code}`, { kind: 'ours', venue: 'terminal-bogota' }],
    [` esoescuento.org/en/q/#${code} `, { kind: 'ours', venue: 'terminal-bogota' }],
    ['https://esoescuento.org/q/#terminal-bogota.1.9f2k7c3m1x0q', { kind: 'worn-out', venue: 'terminal-bogota' }],
    ['https://esoescuento.org/q/#terminal-bogota.2.000000000000', { kind: 'worn-out', venue: 'terminal-bogota' }],
    ['https://esoescuento.org/q/#nowhere.1.9f2k7c3m1x0q', { kind: 'unknown-venue', venue: 'nowhere' }],
    ['https://esoescuento.org/q/', { kind: 'no-code' }],
    [`https://esoescuento.org/q/?u=1#${code}`, { kind: 'another-page' }],
    ['https://esoescuento.org/ayuda/', { kind: 'another-page' }],
    [`https://esoescuento.org.evil.example/q/#${code}`, { kind: 'another-site', host: 'esoescuento.org.evil.example' }],
    [`https://esoescuento.org@evil.example/q/#${code}`, { kind: 'another-site', host: 'evil.example' }],
    [`http://esoescuento.org/q/#${code}`, { kind: 'another-site', host: 'esoescuento.org' }],
    [`https://esoescuento.org:8443/q/#${code}`, { kind: 'another-site', host: 'esoescuento.org:8443' }],
    ['https://es0escuento.org/q/', { kind: 'another-site', host: 'es0escuento.org' }],
    ['javascript:alert(1)', { kind: 'another-site', host: 'javascript:' }],
    ['', { kind: 'no-address' }],
    ['https://', { kind: 'no-address' }],
  ])('%s is told for what it is', (text, told) => {
    expect(readAddress(text, site)).toEqual(told)
  })
})
