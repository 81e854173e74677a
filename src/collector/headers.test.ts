import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SECURITY_HEADERS } from './headers.ts'

/** The lines under `/*` of the file that static hosts read. */
function headersOfStaticHosts(): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'public', '_headers'), 'utf8')
  const [, rest = ''] = text.split(/^\/\*\n/m)
  const lines = rest.split(/\n(?! )/)[0]?.split('\n') ?? []
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.trim().split(': ')
      return [name.toLowerCase(), value.join(': ')]
    }),
  )
}

test('the collector sends the headers that public/_headers gives to static hosts, each and no other', () => {
  expect(SECURITY_HEADERS).toEqual(headersOfStaticHosts())
})

test('the policy lets nothing be fetched from, framed by or sent to another origin', () => {
  const policy = SECURITY_HEADERS['content-security-policy'] ?? ''
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  expect(policy).not.toMatch(/https?:|\*|unsafe/)
})
