import { expect, test } from 'vitest'
import { blocksOf, idsOf, linksOf } from './html.ts'

const page = `<head><title>No</title><link rel="icon" href="/favicon.svg"></head><nav><a href="/x/">No</a></nav>
<main id="main"><h1>T&iacute;tulo &amp; m&#225;s</h1><p>Una <b>frase</b> <a href='/ayuda/#phone'>con enlace</a>.<br>Otra.</p>
<svg viewBox="0 0 1 1"><path d="M0 0"/><g><title>No</title></g></svg><ul><li>Uno.</li><li>Dos.</li></ul>
<div class="sources quiet"><ul><li>Autora, 2018.</li></ul></div><p lang="en">Not this.</p><p><a class="button" href="/x/">Not.</a></p><script src="/a/1.js"></script>
<details id=two><summary>¿Más?</summary><p>Sí.</p></details></main><footer><p>No.</p></footer>`

test('what is read is main alone, block by block, without drawings, scripts, sources and other languages', () => {
  expect(blocksOf(page)).toEqual(['T&iacute;tulo & más', 'Una frase con enlace.', 'Otra.', 'Uno.', 'Dos.', '¿Más?', 'Sí.'])
})

test('links are those of the whole page, and anchors every id', () => {
  expect(linksOf(page)).toEqual(['/favicon.svg', '/x/', '/ayuda/#phone', '/x/', '/a/1.js'])
  expect([...idsOf(page)]).toEqual(['main', 'two'])
})
