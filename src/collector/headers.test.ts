import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY, policyFor, SEARCH_POLICY, SECURITY_HEADERS } from './headers.ts'

/** The lines under a pattern of the file that static hosts read. */
function headersOfStaticHosts(pattern: string): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'public', '_headers'), 'utf8').replace(/^/, '\n')
  const [, rest = ''] = text.split(`\n${pattern}\n`)
  const lines = rest.split(/\n(?! )/)[0]?.split('\n') ?? []
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.trim().split(': ')
      return [name.toLowerCase(), value.join(': ')]
    }),
  )
}

test('the collector sends the headers that public/_headers gives to static hosts, each and no other', () => {
  expect(SECURITY_HEADERS).toEqual(headersOfStaticHosts('/*'))
})

test('the policy lets nothing be fetched from, framed by or sent to another origin', () => {
  const policy = SECURITY_HEADERS['content-security-policy'] ?? ''
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  expect(policy).not.toMatch(/https?:|\*|unsafe/)
})

test('the search pages alone may compile WebAssembly, and in nothing else does their policy differ', () => {
  for (const url of ['/buscar/', '/en/search/', '/buscar/?x=1', '/en/search/index.html']) expect(policyFor(url)).toBe(SEARCH_POLICY)
  for (const url of ['/', '/cuentos/', '/buscar', '/buscar/x', '/cuentos/?/buscar/', '/pagefind/pagefind.js', '/en/search/../'])
    expect(policyFor(url)).toBe(CONTENT_SECURITY_POLICY)
  expect(SEARCH_POLICY.replace(" 'wasm-unsafe-eval'", '')).toBe(CONTENT_SECURITY_POLICY)
  expect(SEARCH_POLICY).not.toMatch(/https?:|\*|'unsafe/)
})

test('static hosts are told the same of the search pages, the wider policy taken away first, and of no other page', () => {
  for (const pattern of ['/buscar/*', '/en/search/*'])
    expect(headersOfStaticHosts(pattern)).toEqual({ '! content-security-policy': '', 'content-security-policy': SEARCH_POLICY })
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'public', '_headers'), 'utf8')
  expect(text.match(/wasm-unsafe-eval/g)).toHaveLength(2)
})
