import { expect, test } from 'vitest'
import { faultsOfMarkup } from './validity.ts'

const page = (body: string) =>
  `<!DOCTYPE html>\n<html lang="es">\n<head><meta charset="utf-8"><title>Cuento</title></head>\n<body>\n${body}\n</body>\n</html>`
const rules = async (html: string) => (await faultsOfMarkup('/x/', html)).map(({ what }) => /\(([\w/-]+),/.exec(what)?.[1]).sort()

test('a plain page has no fault', async () => {
  expect(await rules(page('<main><h1>Cuento</h1><p>Una frase.</p></main>'))).toEqual([])
})

test.each([
  ['a block inside a paragraph', '<p>a<div>b</div></p>', 'close-order'],
  ['an element that nobody closed', '<div><p>a</p>', 'close-order'],
  ['an id that is there twice', '<p id="a">a</p><p id="a">b</p>', 'no-dup-id'],
  ['a name that points to nothing', '<section aria-labelledby="b"><h2>a</h2></section>', 'no-missing-references'],
  ['a link inside a link', '<a href="/a/">a <a href="/b/">b</a></a>', 'element-permitted-content'],
  ['a picture without a text', '<img src="/a.png">', 'wcag/h37'],
  ['an attribute value that there is not', '<button type="sumbit">a</button>', 'attribute-allowed-values'],
  ['an element that there is not', '<blink>a</blink>', 'deprecated'],
])('%s is told', async (_, body, rule) => {
  expect(await rules(page(body))).toContain(rule)
})

test('a fault is told with its page and line', async () => {
  const [fault] = await faultsOfMarkup('/x/', page('<p>a</p>\n<p id="a">a</p><p id="a">b</p>'))
  expect(fault).toMatchObject({ page: '/x/', line: 6, what: expect.stringContaining('no-dup-id') })
})
