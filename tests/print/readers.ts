/** The tools that look at what was printed: poppler draws the PDF as a picture, zbar and jsQR read the codes in it. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { chromiumPath } from '../../src/collector/press/chromium.ts'
import type { Form } from '../../src/print/form.ts'
import { type Picture, part, type Square } from './camera.ts'

/** What is missing here to print and to read; empty where everything is there. */
export function missingTools(): string[] {
  const isThere = (name: string) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
  const programs = ['pdftoppm', 'pdffonts', 'pdfinfo', 'zbarimg'].filter((name) => !isThere(name))
  try {
    chromiumPath(process.env)
    return programs
  } catch {
    return ['chromium', ...programs]
  }
}

const DPI = 100

/** The first page of a PDF at 100 dots an inch, in grey. */
export function pictureOf(pdf: string): Picture {
  const pgm = execFileSync('pdftoppm', ['-gray', '-r', String(DPI), '-f', '1', '-l', '1', pdf], { maxBuffer: 1 << 26 })
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 64).toString('latin1')) ?? []
  return { width: Number(width), height: Number(height), grey: new Uint8Array(pgm.subarray(head.length)) }
}

/** The pieces of a sheet, cut out, row by row. */
export function piecesOf(sheet: Picture, { width, height, piece, columns, rows }: Form): Picture[] {
  const left = (width - columns * piece.width) / 2
  const top = (height - rows * piece.height) / 2
  const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * DPI)
  return Array.from({ length: columns * rows }, (_, at) =>
    part(sheet, {
      left: pixels(left + (at % columns) * piece.width),
      top: pixels(top + Math.floor(at / columns) * piece.height),
      width: pixels(piece.width),
      height: pixels(piece.height),
    }),
  )
}

/** What zbar reads, code by code. */
export function readByZbar(picture: Picture): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'seen-'))
  try {
    const file = join(folder, 'picture.pgm')
    writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${picture.width} ${picture.height}\n255\n`), picture.grey]))
    const { stdout } = spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], { encoding: 'utf8' })
    return stdout.split('\n').filter(Boolean)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What jsQR reads, and where; it reads one code of a picture. */
export function readByJsQr({ width, height, grey }: Picture): { address: string; square: Square } | undefined {
  const pixels = new Uint8ClampedArray(grey.length * 4)
  for (const [at, value] of grey.entries()) pixels.set([value, value, value, 255], at * 4)
  const found = jsQR(pixels, width, height)
  if (!found) return undefined
  const { topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner } = found.location
  const corners = [topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner]
  const [left, top] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))]
  return { address: found.data, square: { left, top, side: Math.max(...corners.map(({ x }) => x)) - left } }
}
