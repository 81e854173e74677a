import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = new URL('../../', import.meta.url).pathname
const read = (path: string): string => readFileSync(`${source}${path}`, 'utf8')
const order = read('site/styles/layers.css').trim()
const base = read('site/layouts/Base.astro')

/** Every sheet that a page may load beside Base's: Astro links those first, so each has to fix the order of layers itself. */
const sheets = [
  ...globSync('**/*.css', { cwd: source }).map((path) => ({ path, sheet: read(path) })),
  ...globSync('**/*.astro', { cwd: source }).map((path) => ({
    path,
    sheet: /<style>([\s\S]*?)<\/style>/.exec(read(path))?.[1] ?? '',
  })),
].filter(({ path, sheet }) => sheet.includes('@layer') && !base.includes(`../styles/${path.replace('site/styles/', '')}'`))

test.each(sheets)('$path begins with the order of layers', ({ sheet }) => {
  const rules = sheet.replace(/\/\*[\s\S]*?\*\//g, '').trim()
  expect(rules.startsWith(order) || /^@import\s+["'][^"']*layers\.css["'];/.test(rules)).toBe(true)
})

test('Base loads the order of layers before any other sheet', () => {
  expect(/import '([^']+\.css)'/.exec(base)?.[1]).toBe('../styles/layers.css')
})
