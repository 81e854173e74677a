import { globSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { DAY, NIGHT } from './paper.ts'
import { detail, whole } from './scene.ts'
import { SCENES } from './scenes.ts'

const content = new URL('../../../content/', import.meta.url).pathname
const named = (folder: string, field: string): string[] =>
  globSync(`${folder}/es/*.mdx`, { cwd: content }).map(
    (path) => new RegExp(`^${field}: (.+)$`, 'm').exec(readFileSync(content + path, 'utf8'))?.[1] ?? path,
  )
const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${content}ui/${language}/pictures.json`, 'utf8'))
const shapes = (svg: string): string => svg.replace(/#[0-9a-f]{6}/g, '#')

test('every story and every guide has its picture', () => {
  const stories = named('stories', 'story')
  const guides = named('guides', 'guide')
  expect(stories.length).toBeGreaterThanOrEqual(8)
  expect(Object.keys(SCENES)).toEqual(expect.arrayContaining([...stories, ...guides]))
})

test.each(['es', 'en'])('what each picture shows is said in %s', (language) => {
  expect(Object.keys(words(language)).sort()).toEqual(Object.keys(SCENES).sort())
})

describe.each(Object.entries(SCENES))('%s', (_, scene) => {
  const files = [whole(scene, DAY), whole(scene, NIGHT), detail(scene, DAY), detail(scene, NIGHT)]

  test('is drawn with numbers alone, and brings no style, script, text or address of its own', () => {
    for (const svg of files) {
      expect(svg).not.toMatch(/NaN|undefined|null|Infinity/)
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/style|script|<text|href|http|data:/)
    }
  })

  test('closes what it opens', () => {
    for (const svg of files) {
      const open: string[] = []
      for (const [, slash, tag, end] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
        if (slash) expect(open.pop()).toBe(tag)
        else if (!end) open.push(tag ?? '')
      }
      expect(open).toEqual([])
    }
  })

  test('costs at most 3 KB whole and 1.2 KB as a detail', () => {
    const [day, night, part, nightPart] = files.map((svg) => brotliCompressSync(svg).length)
    expect(Math.max(day ?? 0, night ?? 0)).toBeLessThanOrEqual(3000)
    expect(Math.max(part ?? 0, nightPart ?? 0)).toBeLessThanOrEqual(1200)
  })

  test('has the same shapes by night, in other papers', () => {
    expect(shapes(files[1] ?? '')).toBe(shapes(files[0] ?? ''))
    expect(files[1]).not.toBe(files[0])
  })
})
