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

test('an address on the origin that the pages name as theirs is a link like any other; another site’s is not ours to judge', () => {
  const spelled = new Map([
    [
      '/',
      '<link rel="canonical" href="https://cuento.example/"><link rel="alternate" href="https://cuento.example/en/"><a href="https://x.org/no/">a</a>' +
        '<meta property="og:image" content="https://cuento.example/card.png"><img srcset="/one.png 1x, /two.png 2x">' +
        '<script type="application/json">{"url":"/lost/","words":"a / b"}</script>',
    ],
  ])
  expect(brokenLinks(spelled, (path) => path === '/one.png').map(({ link }) => link)).toEqual([
    'https://cuento.example/en/',
    'https://cuento.example/card.png',
    '/two.png',
    '/lost/',
  ])
})

test('style sheets, maps of the site, feeds and manifests lead to what is there', () => {
  const files = new Map([
    ['/a/1.css', '.a{background:url(/bands/no.svg)}.b{background:url("/bands/yes.svg")}.c{background:url(data:image/svg+xml,x)}'],
    ['/sitemap.xml', '<urlset><url><loc>/ayuda/</loc></url><url><loc>/none/</loc></url></urlset>'],
    ['/feed.xml', '<item><link>/gone/</link></item><enclosure url="/bands/yes.svg"/>'],
    ['/site.webmanifest', '{"start_url":"/","icons":[{"src":"/icon.png"}]}'],
  ])
  expect(
    brokenLinks(pages, (path) => ['/a.css', '/bands/yes.svg'].includes(path), files).map(({ page, link }) => `${page} ${link}`),
  ).toEqual(
    expect.arrayContaining(['/a/1.css /bands/no.svg', '/sitemap.xml /none/', '/feed.xml /gone/', '/site.webmanifest /icon.png']),
  )
  expect(brokenLinks(new Map(), (path) => path === '/bands/yes.svg', files)).toHaveLength(6)
})
