/** As much of opentype.js 2 as is used: it brings no types. */
declare module 'opentype.js/dist/opentype.mjs' {
  export interface Font {
    charToGlyphIndex(letter: string): number
    getAdvanceWidth(text: string, size: number): number
    getPath(text: string, x: number, y: number, size: number): { toPathData(decimals: number): string }
  }
  export function parse(bytes: ArrayBuffer): Font
}
