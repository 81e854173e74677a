import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, startChromium } from './chromium.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromium-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A program that is no browser. */
function program(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

describe('a browser', () => {
  test('is the one that is named, else the first on the path', () => {
    const chromium = program('chromium', 'exit 0')
    expect(chromiumPath({ PATH: `/nowhere:${folder}` })).toBe(chromium)
    const named = program('mine', 'exit 0')
    expect(chromiumPath({ PATH: folder, CHROME_PATH: named })).toBe(named)
  })

  test('that is not there is told, with what to install', () => {
    expect(() => chromiumPath({ PATH: '/nowhere' })).toThrow(/there is none here. Install one/)
    expect(() => chromiumPath({ PATH: folder, CHROME_PATH: '/nowhere/chrome' })).toThrow('CHROME_PATH names /nowhere/chrome')
  })

  test('that does not start is told, with its last words', async () => {
    await expect(startChromium(program('broken', 'echo "no display" >&2; exit 3'))).rejects.toThrow(
      /the browser ended \(code 3\): no display|does not listen/,
    )
    await expect(startChromium(join(folder, 'absent'))).rejects.toThrow(/does not start|does not listen/)
  })
})
