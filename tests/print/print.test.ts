/**
 * Printed matter as a passer-by's phone meets it: a sample of sheets, drawn as PDF, made a picture, spoilt, and read. `npm run test:print` does the same with
 * every venue, form and language. Skipped where a browser, poppler or zbar is missing; the run says so.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PrintJob } from '../../src/collector/press/press.ts'
import { FORMS, formOf } from '../../src/print/form.ts'
import { covered, framed } from './camera.ts'
import { missingTools, pictureOf, piecesOf, readByJsQr, readByZbar } from './readers.ts'
import { jobs, longestVenue, print, unread } from './sheets.ts'

const missing = missingTools()
if (missing.length > 0) console.warn(`printed matter is not tested here: ${missing.join(', ')} missing`)

describe.skipIf(missing.length > 0)('a sheet for the venue with the longest code and name', () => {
  let folder: string
  /** In English, whose address is the longest. */
  const list = jobs([longestVenue('terminal')], FORMS, ['en'])
  const twoTongued = jobs([longestVenue('round-table')], ['poster-a4', 'seat-card', 'staff-card'], ['both'])
  const fileOf = ({ name }: PrintJob) => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'printed-'))
    await print([...list, ...twoTongued], folder)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(list.map((job) => [job.sheet.form, job] as const))(
    '%s is read as printed, askew, blurred, pale, and partly covered',
    (_, job) => {
      expect(unread(fileOf(job), job)).toEqual([])
    },
    60_000,
  )

  test('is written whole, a file each and no half ones', () => {
    expect(readdirSync(folder).sort()).toEqual([...list, ...twoTongued].map(({ name }) => name).sort())
  })

  test.each([...list, ...twoTongued].map((job) => [job.name, job] as const))(
    '%s is tagged, has its letters in it, and is one page of its paper',
    (_, job) => {
      const information = execFileSync('pdfinfo', [fileOf(job)], { encoding: 'utf8' })
      expect(information).toMatch(/^Tagged: +yes$/m)
      expect(information).toMatch(/^Pages: +1$/m)
      const [, width, height] = /^Page size: +([\d.]+) x ([\d.]+) pts/m.exec(information) ?? []
      const { width: across, height: down } = formOf(job.sheet.form)
      expect(Math.abs((Number(width) / 72) * 25.4 - across)).toBeLessThan(0.5)
      expect(Math.abs((Number(height) / 72) * 25.4 - down)).toBeLessThan(0.5)
      const fonts = execFileSync('pdffonts', [fileOf(job)], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .slice(2)
      expect(fonts.length).toBeGreaterThan(1)
      for (const font of fonts) expect(font).toMatch(/Alegreya.* yes yes yes /)
      expect(readFileSync(fileOf(job), 'latin1')).toContain(`/Lang (${job.sheet.tongue === 'en' ? 'en' : 'es'})`)
    },
  )

  test('tells its first piece to a screen reader, heading first, and the code as what it leads to', () => {
    const [job] = list.filter(({ sheet }) => sheet.form === 'pocket-card')
    if (!job) throw new Error('no pocket card was printed')
    const { stdout } = spawnSync('pdfinfo', ['-enc', 'UTF-8', '-struct-text', fileOf(job)], { encoding: 'utf8' })
    expect(stdout.match(/What if it’s\s*just\s*a\s*tale\?/g)).toHaveLength(1)
    expect(stdout).toMatch(/H1/)
    expect(stdout).toMatch(/Figure/)
    expect(readFileSync(fileOf(job), 'latin1')).toContain('/Alt ')
  })

  test('is not read with its middle and half of it gone: these readers can fail', () => {
    const [job] = list
    if (!job) throw new Error('nothing was printed')
    const [piece] = piecesOf(pictureOf(fileOf(job)), formOf(job.sheet.form))
    const seen = piece && readByJsQr(piece)
    if (!seen) throw new Error('not read as printed')
    const { picture, square } = framed(piece, seen.square, 0.35)
    const spoilt = covered(picture, square, 0.5, [0.5, 0.5])
    expect([readByJsQr(spoilt)?.address, readByZbar(spoilt)[0]]).toEqual([undefined, undefined])
  })
})

describe.skipIf(missing.length > 0)('a sheet that cannot be printed', () => {
  test('stops the run by its name and leaves nothing half-written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'printed-'))
    try {
      const [job] = jobs([longestVenue('terminal')], ['pocket-card'], ['es'])
      if (!job) throw new Error('no job')
      const name = { es: 'Lugar '.repeat(200), en: 'Place '.repeat(200) }
      const wordy: PrintJob = { ...job, sheet: { ...job.sheet, venue: { ...job.sheet.venue, name } } }
      await expect(print([wordy], folder)).rejects.toThrow(`${job.name}: its words do not fit on the piece`)
      expect(readdirSync(folder)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 60_000)
})
