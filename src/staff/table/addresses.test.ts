import { expect, test } from 'vitest'
import { isLoopback, reachable } from './addresses.ts'

test('an address that leads a phone to itself is none', () => {
  for (const name of ['localhost', '127.0.0.1', '127.3.2.1', '[::1]']) expect(isLoopback(name)).toBe(true)
  for (const name of ['192.168.1.20', 'mesa.example', '10.0.0.127']) expect(isLoopback(name)).toBe(false)
  expect(reachable('http://127.0.0.1:4321', [])).toEqual([])
})

test('the address by which the page itself was opened comes first, and each stands once', () => {
  expect(reachable('http://localhost:4321', ['http://192.168.1.20:4321', 'http://10.0.0.7:4321'])).toEqual([
    'http://192.168.1.20:4321',
    'http://10.0.0.7:4321',
  ])
  expect(reachable('http://10.0.0.7:4321', ['http://192.168.1.20:4321', 'http://10.0.0.7:4321'])).toEqual([
    'http://10.0.0.7:4321',
    'http://192.168.1.20:4321',
  ])
  expect(reachable('https://site.example', [])).toEqual(['https://site.example'])
})
