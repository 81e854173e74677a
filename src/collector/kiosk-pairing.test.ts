import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { specimenCatalogue } from '../../tests/specimen.ts'
import type { Venue } from '../protocol/catalogue.ts'
import { pairingName, parsePairing } from '../protocol/pairing-code.ts'
import { judgeSignature, newSerial, pairingCode } from './kiosk-pairing.ts'

const venueKey = Buffer.alloc(32, 1)
const { venues } = specimenCatalogue
const venue = venues[0] as Venue
const digest = 'ab'.repeat(32)
const signed = (code: string) => {
  const pairing = parsePairing(code)
  if (!pairing) throw new Error(`${code} is no pairing code`)
  return { pairing: pairingName(pairing), digest, signature: createHmac('sha256', pairing.key).update(digest).digest('hex') }
}

describe('a pairing code', () => {
  test('is read however it was typed', () => {
    const code = pairingCode(venueKey, venue, newSerial())
    expect(parsePairing(` ${code.toUpperCase().replace('.', ' . ')}\n`)).toEqual(parsePairing(code))
    expect(parsePairing(code)?.venue).toBe(venue.id)
  })

  test('has another key for another serial, venue, epoch or collector', () => {
    const codes = [
      pairingCode(venueKey, venue, '000001'),
      pairingCode(venueKey, venue, '000002'),
      pairingCode(venueKey, venues[1] as Venue, '000001'),
      pairingCode(venueKey, { ...venue, epoch: venue.epoch + 1 }, '000001'),
      pairingCode(Buffer.alloc(32, 2), venue, '000001'),
    ]
    expect(new Set(codes.map((code) => parsePairing(code)?.key)).size).toBe(codes.length)
  })

  test.each(['', 'x', 'terminal-norte.1.000001', 'terminal-norte.0.000001.00000000000000000000000000'])('"%s" is none', (text) => {
    expect(parsePairing(text)).toBeUndefined()
  })
})

describe('a signature', () => {
  const good = signed(pairingCode(venueKey, venue, '000001'))

  test('by the kiosk’s key over this digest is genuine, and nothing else is', () => {
    expect(judgeSignature(venueKey, venues, good)).toBe('genuine')
    const forgeries = [
      { ...good, digest: 'ac'.repeat(32) },
      { ...good, signature: good.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) },
      { ...good, signature: '' },
      { ...good, signature: 'unsigned' },
      { ...good, pairing: good.pairing.replace('000001', '000002') },
      { ...good, pairing: 'unpaired' },
      signed(pairingCode(Buffer.alloc(32, 2), venue, '000001')),
    ]
    for (const forgery of forgeries) expect(judgeSignature(venueKey, venues, forgery)).toBe('forged')
  })

  test('of a kiosk whose venue has raised its epoch is worn out', () => {
    const raised = venues.map((each) => ({ ...each, epoch: each.epoch + 1 }))
    expect(judgeSignature(venueKey, raised, good)).toBe('worn out')
  })
})
