/** As much of opentype.js 2 as is used: it brings no types. */
declare module 'opentype.js/dist/opentype.mjs' {
  /** One step of an outline: move, line, quadratic and cubic curve, close. */
  export type Step =
    | { type: 'M' | 'L'; x: number; y: number }
    | { type: 'Q'; x1: number; y1: number; x: number; y: number }
    | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
    | { type: 'Z' }
  export interface Font {
    charToGlyphIndex(letter: string): number
    getAdvanceWidth(text: string, size: number): number
    getPath(text: string, x: number, y: number, size: number): { commands: readonly Step[] }
  }
  export function parse(bytes: ArrayBuffer): Font
}
