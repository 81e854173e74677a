import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FORMS, formOf, LEAST_CODE, LEAST_MODULE, TEXTS, TONGUES, usualForms } from './form.ts'
import { type PieceText, type PrintedWords, parsePrintedWords, type Role, WORDS_FORMAT } from './printed-words.ts'
import { addressOf, type Sheet, sheetHtml, shortAddress } from './sheet.ts'

const both = (word: string) => ({ es: `${word} es`, en: `${word} en` })
const text: PieceText = {
  tale: both('tale'),
  ask: both('ask'),
  text: both('text'),
  points: [both('point')],
  calls: [{ shown: { es: '123', en: '123' }, use: both('use') }],
  checked: both('checked'),
}
const role: Role = { title: 'role', signs: ['sign'], do: ['act'], dont: ['never'], calls: text.calls, checked: text.checked }
const labels = {
  scan: 'scan',
  type: 'type',
  code: 'code',
  alt: 'leads to {address}',
  specimen: 'specimen',
  fold: 'fold',
  signs: 'signs',
  do: 'do',
  dont: 'dont',
  foot: 'foot',
}
const words: PrintedWords = {
  format: WORDS_FORMAT,
  name: { es: 'Eso es cuento', en: 'Not Real' },
  landing: { es: '/q/', en: '/en/q/' },
  rooms: { prosecutors: { es: '/mesa/', en: '/en/table/' } },
  texts: Object.fromEntries(TEXTS.map((id) => [id, text])) as PrintedWords['texts'],
  roles: { terminal: { es: role, en: role } },
  labels: { es: labels, en: labels },
}
const code = 'terminal-bogota.1.9f2k7c3m1x0q'
const sheet = (more: Partial<Sheet> = {}): Sheet => ({
  form: 'poster-a4',
  tongue: 'es',
  venue: { name: both('venue'), kind: 'terminal', code },
  address: `https://example.org/q/#${code}`,
  isSpecimen: false,
  ...more,
})
const pieces = (html: string) => html.match(/<article class="piece"[^>]*>/g) ?? []

describe('a sheet', () => {
  test.each(FORMS.flatMap((form) => TONGUES.map((tongue) => [form, tongue] as const)))(
    '%s in %s has its pieces, each with its code, address and venue',
    (form, tongue) => {
      const html = sheetHtml(words, sheet({ form, tongue }))
      const { columns, rows } = formOf(form)
      const count = columns * rows
      expect(pieces(html)).toHaveLength(count)
      for (const part of ['class="p-qr"', '<b>example.org<wbr>/q</b>', code])
        expect(html.split(part)).toHaveLength(count + 1 + (part === code ? count : 0))
      // Heard once, or once in each language where a piece speaks one alone.
      const heard = pieces(html).filter((piece) => !piece.includes('aria-hidden')).length
      expect(heard).toBe(tongue === 'both' && (form === 'staff-card' || form === 'table-card') ? 2 : 1)
      for (const language of ['es', 'en'] as const)
        expect(html.includes(`lang="${language}"`)).toBe(tongue === 'both' || tongue === language)
      expect(html).not.toContain('p-specimen')
      expect(html).not.toMatch(/ style=|<script|<style/)
    },
  )

  test('says on each piece that it is a specimen', () => {
    const html = sheetHtml(words, sheet({ form: 'sticker', isSpecimen: true, venue: { name: both('venue'), kind: 'terminal' } }))
    expect(html.match(/p-specimen/g)).toHaveLength(6)
  })

  test('says once what is the same in both languages', () => {
    const same = { ...text, calls: [{ shown: { es: '1', en: '1' }, use: { es: 'same', en: 'same' } }] }
    const html = sheetHtml({ ...words, texts: { ...words.texts, poster: same } }, sheet({ tongue: 'both' }))
    expect(html.match(/same/g)).toHaveLength(1)
  })

  test('shows any name as text', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const html = sheetHtml(words, sheet({ venue: { name: { es: `${name}<img src=x>"'&`, en: '' }, kind: 'terminal', code } }))
        expect(html).not.toContain('<img')
      }),
    )
  })

  test('of a place of no known kind takes the first guide, and one without guides is refused', () => {
    const strange = sheet({ form: 'staff-card', venue: { name: both('venue'), kind: 'boat', code } })
    expect(sheetHtml(words, strange)).toContain('role')
    expect(() => sheetHtml({ ...words, roles: {} }, strange)).toThrow('no guide for a venue of the kind boat')
  })

  test('refuses an address whose modules would be too small for its form', () => {
    const address = `https://${'x'.repeat(60)}.example.org/q/#${code}`
    expect(() => sheetHtml(words, sheet({ form: 'pocket-card', address }))).toThrow(/too long for the code of pocket-card/)
    expect(sheetHtml(words, sheet({ form: 'poster-a3', address }))).toContain('p-qr')
  })
})

describe('a form', () => {
  test.each(FORMS)('%s fits its paper, marks included, and no code on it is too small', (id) => {
    const { width, height, piece, columns, rows, finish, code: side } = formOf(id)
    const room = finish === 'cut' ? 7 : 0
    expect(columns * piece.width + 2 * room).toBeLessThanOrEqual(width)
    expect(rows * piece.height + 2 * room).toBeLessThanOrEqual(height)
    expect(side).toBeGreaterThanOrEqual(LEAST_CODE)
    expect(side).toBeLessThan(Math.min(piece.width, piece.height))
  })

  test('has modules large enough for the longest code that there can be', () => {
    expect(LEAST_CODE / 61).toBeGreaterThan(LEAST_MODULE)
  })

  test('is usual for every kind of place', () => {
    for (const kind of ['airport', 'terminal', 'flight', 'round-table', 'online', 'unheard-of'])
      expect(usualForms(kind).length).toBeGreaterThan(0)
  })
})

describe('an address', () => {
  test('is the landing page of the first language with the code behind it', () => {
    expect(addressOf(words, 'https://example.org', 'both', 'travellers', code)).toBe(`https://example.org/q/#${code}`)
    expect(addressOf(words, 'https://example.org', 'en', 'travellers', code)).toBe(`https://example.org/en/q/#${code}`)
    expect(addressOf(words, 'https://example.org', 'en', 'travellers', undefined)).toBe('https://example.org/en/q/')
  })

  test('is the page of the audience where that is asked an instrument of its own', () => {
    expect(addressOf(words, 'https://example.org', 'es', 'prosecutors', code)).toBe(`https://example.org/mesa/#${code}`)
    expect(addressOf(words, 'https://example.org', 'en', 'prosecutors', code)).toBe(`https://example.org/en/table/#${code}`)
  })

  test('is short in words', () => {
    expect(shortAddress(`https://example.org/q/#${code}`)).toBe('example.org/q')
    expect(shortAddress('http://127.0.0.1:4321/en/q/')).toBe('127.0.0.1:4321/en/q')
  })
})

describe('the words of the site', () => {
  test('are taken as a build wrote them', () => {
    expect(parsePrintedWords(JSON.parse(JSON.stringify(words)))).toEqual(words)
  })

  test.each([null, 'x', {}, { format: 'other' }])('are not %j', (value) => {
    expect(() => parsePrintedWords(value)).toThrow('print: format is not')
  })

  test('are there for every form', () => {
    expect(() => parsePrintedWords({ ...words, texts: {} })).toThrow('the words of poster are missing')
  })
})
