/**
 * Compressed twins of text files, made once at build time: the collector and many static hosts send `page.html.br` in place of
 * `page.html` to a browser that takes it. Brotli's highest quality is far too slow for answering requests, and free here.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TEXT = /\.(html|css|js|json|svg|xml|txt)$/
const TWIN = /\.(html|css|js|json|svg|xml|txt)\.(br|gz)$/

/** Below this the headers of an answer outweigh what compression saves. */
const SMALLEST_BYTES = 512

/**
 * How brotli may write distances, as postfix bits and direct codes (RFC 7932, section 4). Which of them is best for a file, only trying tells: the smallest is
 * kept, and is half a per cent smaller than the first.
 */
const DISTANCES = [
  [0, 0],
  [0, 3],
  [0, 6],
  [1, 2],
]

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** @param {string} file @returns {Promise<number>} how many twins were written */
export async function writeTwinsOf(file) {
  const bytes = readFileSync(file)
  if (bytes.length < SMALLEST_BYTES) return 0
  const [zipped, ...packed] = await Promise.all([
    zip(bytes, { level: 9 }),
    ...DISTANCES.map(([postfix, direct]) =>
      brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
          [constants.BROTLI_PARAM_NDIRECT]: direct,
        },
      }),
    ),
  ])
  const [smallest] = packed.sort((a, b) => a.length - b.length)
  const worthwhile = [
    { name: `${file}.br`, twin: smallest },
    { name: `${file}.gz`, twin: zipped },
  ].filter(({ twin }) => twin.length < bytes.length)
  await Promise.all(worthwhile.map(({ name, twin }) => writeFile(name, twin)))
  return worthwhile.length
}

/** Writes the twins of a folder's text files, after removing old ones. @param {string} folder */
export async function writeTwins(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  for (const name of names.filter((name) => TWIN.test(name))) rmSync(name)
  const counts = await Promise.all(names.filter((name) => TEXT.test(name)).map(writeTwinsOf))
  return counts.reduce((sum, count) => sum + count, 0)
}
