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
 * The code of an address at level H: three tenths of it may be lost to a sticker, a fold or a scratch. Throws where the address is longer than a code can be.
 */
export function qrCode(address: string): QrCode {
  const modules = encodeQR(address, 'raw', { ecc: 'high', border: QUIET })
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
