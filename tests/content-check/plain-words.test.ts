import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { issueInWords, jsonFaultInWords, yamlFaultInWords } from './plain-words.ts'

function json(text: string) {
  try {
    JSON.parse(text)
  } catch (reason) {
    const { line, what } = jsonFaultInWords(text, reason)
    return `${line} ${what}`
  }
  throw new Error('that is JSON')
}

test('a slip in a file of words is told on the line where it is mended', () => {
  expect(json('{\n  "a": "x"\n  "b": "y"\n}')).toBe('2 a comma is missing at the end of this line')
  expect(json('{\n  "a": "x",\n  "b": "y",\n}')).toBe('3 this line ends with a comma, and nothing follows')
  expect(json('{\n  "a": "x,\n  "b": "y"\n}')).toBe('2 a quote is opened here and not closed on the same line')
  expect(json('{\n  "a": "x "z" w",\n  "b": "y"\n}')).toBe('2 a quote inside the text: write \\" for it, or use “ ” or « »')
  expect(json('{\n  "a": “x”\n}')).toMatch(/^2 is not written as the other lines/)
  expect(json('{\n  "a": "x",\n  b: "y"\n}')).toMatch(/^3 is not written as the other lines/)
  expect(json('{\n  "a": "x"\n')).toMatch(/^2 the file breaks off/)
})

const yaml = (text: string) => {
  const [error] = parseDocument(text).errors
  return error && yamlFaultInWords(error.code, error.message, text.split('\n').at(-1) ?? '')
}

test('a slip in a YAML file is told without a word of its grammar', () => {
  const slips = [
    'a: "x',
    'a: x: y',
    'a:\n   b: 1\n  c: 2',
    '\ta: 1',
    'a: 1\na: 2',
    '- a: 1\n b: 2',
    'a: @x',
    "a: 'it's'",
    'a: 1\nfoo\nb: 2',
    'a: "\\d"',
    'a:1\nb: 2',
  ]
  for (const slip of slips) {
    expect(yaml(slip), slip).toBeTruthy()
    expect(yaml(slip), slip).not.toMatch(/scalar|implicit|sequence|indicator|mapping|flow|node|token/i)
  }
  expect(yaml('a: 1\na: 2')).toBe('this field stands twice: a')
})

test('what a schema complains of is told with what stands there, and what should', () => {
  const issue = { path: [], message: 'Invalid input: expected number, received string', code: 'invalid_type', expected: 'number' }
  expect(issueInWords(issue, undefined)).toBe('is missing')
  expect(issueInWords(issue, '2')).toBe('is “2”, and has to be a number, without quotes')
  expect(issueInWords({ ...issue, code: 'invalid_value', values: ['a', 'b', 'c'] }, 'd')).toBe('is “d”; it has to be a, b or c')
  const few = { path: [], message: 'Too small: expected array to have >=3 items', code: 'too_small', origin: 'array', minimum: 3 }
  expect(issueInWords(few, ['a'])).toBe('has 1; 3 is the least')
  expect(issueInWords({ ...few, message: 'Too small: expected string to have >=1 characters', origin: 'string' }, '')).toBe(
    'is empty',
  )
})
