import { expect, test } from 'vitest'
import { readBody } from './marks.ts'

const told = (body: string) => readBody(body, 0).faults.map(({ line, what }) => `${line} ${what}`)

test('marks that fit together have no fault', () => {
  const { faults, marks, links } = readBody('<Turn ask="¿Sí?">\n\n<Sign>\n\nUno [dos](/ayuda/).\n\n</Sign>\n\n</Turn>\n', 10)
  expect(faults).toEqual([])
  expect(marks.map(({ name, line, attributes }) => ({ name, line, attributes }))).toEqual([
    { name: 'Turn', line: 11, attributes: { ask: '¿Sí?' } },
    { name: 'Sign', line: 13, attributes: {} },
  ])
  expect(links).toEqual([{ url: '/ayuda/', line: 15 }])
})

test('a mark that is never closed is told where it is opened, alone and inside another', () => {
  expect(told('Uno.\n\n<Turn ask="a">\n\nDos.\n')).toEqual(['3 <Turn> is opened here and never closed'])
  expect(told('<Turn ask="a">\n\n<Sign>\n\nUno.\n\n</Turn>\n')).toEqual(['3 <Sign> is opened here and never closed'])
})

test('a mark that is closed under another name is told where it is closed', () => {
  expect(told('<Turn ask="a">\n\n<Sign>\n\nUno.\n\n</Sing>\n\n</Turn>\n')).toEqual(['7 </Sing> closes what was opened as <Sign>'])
})

test('several faults of one text are all told', () => {
  expect(told('<Chat from="Ana>Hola</Chat>\n\n<Sign>\n\nUno.\n\n{dos\n')).toEqual([
    expect.stringMatching(/^1 a < that begins no mark, or a mark with a quote missing/),
    '3 <Sign> is opened here and never closed',
    '7 a { is opened here and never closed',
  ])
})

test('a note as HTML has it is told how to be written', () => {
  expect(told('Uno.\n\n<!-- nota -->\n')).toEqual(['3 a note in a page is written {/* so */}'])
})

test('paragraphs are headings, texts and what stands in a mark, without sources', () => {
  const { paragraphs } = readBody('## Uno\n\n- Dos.\n\n<Chat from="Ana">Tres.</Chat>\n\n<Sources>\n\n- Cuatro.\n\n</Sources>\n', 0)
  expect(paragraphs).toEqual([
    { text: 'Uno', line: 1 },
    { text: 'Dos.', line: 3 },
    { text: 'Tres.', line: 5 },
  ])
})
