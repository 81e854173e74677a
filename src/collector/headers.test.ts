import { expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY, cacheFor, policyFor, SEARCH_POLICY, SECURITY_HEADERS } from './headers.ts'

test('the policy lets nothing be fetched from, framed by or sent to another origin', () => {
  const policy = SECURITY_HEADERS['content-security-policy'] ?? ''
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  expect(policy).not.toMatch(/https?:|\*|unsafe/)
})

test('the search pages alone may compile WebAssembly, and in nothing else does their policy differ', () => {
  for (const url of ['/buscar/', '/en/search/', '/buscar/?x=1', '/en/search/index.html']) expect(policyFor(url)).toBe(SEARCH_POLICY)
  for (const url of ['/', '/cuentos/', '/buscar', '/cuentos/?/buscar/', '/pagefind/pagefind.js', '/en/searches/'])
    expect(policyFor(url)).toBe(CONTENT_SECURITY_POLICY)
  expect(SEARCH_POLICY.replace(" 'wasm-unsafe-eval'", '')).toBe(CONTENT_SECURITY_POLICY)
  expect(SEARCH_POLICY).not.toMatch(/https?:|\*|'unsafe/)
})

test('hashed files are kept for good, the questions nowhere, and everything else is asked for anew', () => {
  expect(cacheFor('/a/x.js')).toContain('immutable')
  for (const url of ['/preguntas/', '/en/questions/?x']) expect(cacheFor(url)).toBe('no-store')
  for (const url of ['/', '/ayuda/', '/favicon.svg', '/preguntas-x/']) expect(cacheFor(url)).toBe('no-cache')
})
