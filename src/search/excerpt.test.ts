import { expect, test } from 'vitest'
import { piecesOf } from './excerpt.ts'

test('an excerpt falls into pieces, marked and not', () => {
  expect(piecesOf('una <mark>beca</mark> lejos')).toEqual([
    { text: 'una ', isMarked: false },
    { text: 'beca', isMarked: true },
    { text: ' lejos', isMarked: false },
  ])
})
test('what looks like markup is text, and entities are read once', () => {
  expect(piecesOf('a &lt;b&gt; &amp;lt; <mark>&quot;c&#39;</mark>')).toEqual([
    { text: 'a <b> &lt; ', isMarked: false },
    { text: '"c\'', isMarked: true },
  ])
})
