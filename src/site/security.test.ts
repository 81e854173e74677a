import { expect, test } from 'vitest'
import { securityText } from './security.ts'

const built = new Date('2026-11-25T10:20:30.400Z')

test('security.txt gives contact, end of validity under a year after the build, languages and its own address, a line each', () => {
  expect(securityText('mailto:a@b.example', new URL('https://c.example/x'), built)).toBe(
    'Contact: mailto:a@b.example\nExpires: 2027-11-20T10:20:30Z\nPreferred-Languages: es, en\nCanonical: https://c.example/.well-known/security.txt\n',
  )
})
