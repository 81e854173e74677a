/** A QR code as one SVG path: sharp at every size, and a few kilobytes of text. */
import encodeQR from 'qr'

/** Quiet zone, in modules: what ISO/IEC 18004 asks for. */
export const QUIET = 4

export interface QrCode {
  /** Modules along a side, quiet zone included. */
  readonly side: number
  /** Dark modules as the `d` of a path, in modules, a run of them a rectangle. */
  readonly path: string
}

/**
 * The size of code that is printed only where the next one would be too fine: version 7, 45 modules. It is the smallest with an alignment pattern in its very middle. Where something covers the
 * middle, a reader takes what is there for that pattern and misjudges the modules round about, half a module and more beyond the cover: with 15 % covered, up
 * to 13 codewords of one block are then lost, and 13 are all that a block of version 7 can do without. Version 8 loses 10 of its 13, version 6 has no
 * pattern there.
 */
const UNSURE = 7
/** Modules finer than this, in millimetres, cost more than the pattern in the middle: blurred, askew, pale and covered all at once they are not read. */
const FINE = 1
const sideOf = (version: number): number => 17 + 4 * version

/**
 * The code of an address at level H: three tenths of it may be lost to a sticker, a fold or a scratch. Throws where the address is longer than a code can be.
 * @param width in millimetres, quiet zone included, that the code is printed at
 */
export function qrCode(address: string, width: number): QrCode {
  const smallest = encodeQR(address, 'raw', { ecc: 'high', border: QUIET })
  const isUnsure = smallest.length === sideOf(UNSURE) + 2 * QUIET
  const isRoomy = width / (sideOf(UNSURE + 1) + 2 * QUIET) >= FINE
  const modules = isUnsure && isRoomy ? encodeQR(address, 'raw', { ecc: 'high', border: QUIET, version: UNSURE + 1 }) : smallest
  const runs = modules.flatMap((row, y) => runsIn(row).map(([from, to]) => `M${from} ${y}h${to - from}v1h${from - to}z`))
  return { side: modules.length, path: runs.join('') }
}

function runsIn(row: readonly boolean[]): [number, number][] {
  const starts = row.flatMap((isDark, at) => (isDark && !row[at - 1] ? [at] : []))
  return starts.map((from) => {
    const end = row.indexOf(false, from)
    return [from, end === -1 ? row.length : end]
  })
}
