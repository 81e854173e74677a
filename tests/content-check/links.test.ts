import { expect, test } from 'vitest'
import { brokenLinks } from './links.ts'

const pages = new Map([
  [
    '/',
    '<a href="/ayuda/#phone">a</a><a href="/nada/">b</a><a href="#aqui">c</a><a href="tel:123">d</a><a href="https://x.org/y/">e</a>',
  ],
  [
    '/ayuda/',
    '<h2 id="phone">x</h2><a href="#phone">a</a><a href="/ayuda/#fax">b</a><link href="/a.css"><img src="/no.png"><a href="../">c</a>',
  ],
])

test('a link that leads nowhere is told with its page: to a page, to an anchor, to a file', () => {
  expect(brokenLinks(pages, (path) => path === '/a.css').map(({ page, link }) => `${page} ${link}`)).toEqual([
    '/ /nada/',
    '/ #aqui',
    '/ayuda/ /ayuda/#fax',
    '/ayuda/ /no.png',
  ])
})
