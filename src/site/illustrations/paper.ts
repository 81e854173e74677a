/**
 * Cut paper: the colours of the sheets, and the few ways of cutting one. Every function returns SVG text in whole units, since a
 * picture's digits are most of its bytes.
 */

/** What changes with the reader's theme. Skin and clothes keep their colours; the room goes dark, and white paper is dimmed. */
export interface Ink {
  readonly paper: string
  readonly night: string
  readonly gold: string
  readonly coral: string
  readonly teal: string
  readonly sea: string
  readonly plum: string
  readonly brick: string
  readonly leaf: string
  /** Dark cloth, which has to be told from the night. */
  readonly navy: string
  /** What is heard, drawn on a wall. */
  readonly sound: string
  /** Grounds: the wall of a room, what stands far off on it, and the floor. */
  readonly sun: string
  readonly sunFar: string
  readonly water: string
  readonly waterFar: string
  readonly rose: string
  readonly roseFar: string
  readonly lilac: string
  readonly lilacFar: string
  readonly floor: string
}

export const DAY: Ink = {
  paper: '#fffaf0',
  night: '#221a42',
  gold: '#f5b12e',
  coral: '#ff8f78',
  teal: '#0f6b6a',
  sea: '#8fe3d6',
  plum: '#6d3f86',
  brick: '#b5402a',
  leaf: '#2f8f6b',
  navy: '#2b2157',
  sound: '#b5402a',
  sun: '#ffd989',
  sunFar: '#fbc45c',
  water: '#b9ece4',
  waterFar: '#93d8cf',
  rose: '#ffc4b4',
  roseFar: '#fba992',
  lilac: '#d7caf0',
  lilacFar: '#bba8e0',
  floor: '#221a42',
}

export const NIGHT: Ink = {
  ...DAY,
  paper: '#f3e8d6',
  night: '#150f2b',
  gold: '#eba624',
  coral: '#f28570',
  sea: '#83d2c6',
  navy: '#3b2f78',
  sound: '#f28570',
  sun: '#4f3d78',
  sunFar: '#6a5496',
  water: '#175a63',
  waterFar: '#23747b',
  rose: '#6b3a5f',
  roseFar: '#8a4d72',
  lilac: '#40346f',
  lilacFar: '#574990',
  floor: '#100b22',
}

/** A sheet cut along a path. */
export const cut = (fill: string, d: string): string => `<path fill="${fill}" d="${d}"/>`

export const disc = (fill: string, x: number, y: number, r: number): string =>
  `<circle fill="${fill}" cx="${x}" cy="${y}" r="${r}"/>`

/** A strip of paper laid along a path; a stroke of no length is a dot as wide as the strip. */
export const strip = (stroke: string, width: number, d: string): string =>
  `<path stroke="${stroke}" stroke-width="${width}" d="${d}"/>`

export const box = (fill: string, x: number, y: number, width: number, height: number): string =>
  cut(fill, `M${x} ${y}h${width}v${height}h${-width}z`)

interface Placing {
  readonly turn?: number
  readonly size?: number
  /** Mirrored, so that who looks to the right looks to the left. */
  readonly flip?: boolean
}

export function at(x: number, y: number, content: string, { turn, size = 1, flip }: Placing = {}): string {
  const scale = flip ? `scale(${-size} ${size})` : size === 1 ? '' : `scale(${size})`
  return `<g transform="translate(${x} ${y})${turn ? `rotate(${turn})` : ''}${scale}">${content}</g>`
}

/** A piece that lies on the others and throws a shadow. */
export const lift = (content: string): string => `<g filter="url(#l)">${content}</g>`

/** A row of triangles hanging from a line (`height` below 0: standing on it). */
export const teeth = (fill: string, x: number, y: number, count: number, width: number, height: number): string =>
  cut(fill, `M${x} ${y}${`l${width / 2} ${height} ${width / 2} ${-height}`.repeat(count)}z`)

/** A row of rhombs that touch. */
export const rhombs = (fill: string, x: number, y: number, count: number, width: number, height: number): string =>
  cut(
    fill,
    `M${x} ${y}${`l${width / 2} ${-height / 2} ${width / 2} ${height / 2}-${width / 2} ${height / 2}-${width / 2} ${-height / 2}m${width} 0`.repeat(count)}`,
  )

/** A row of stepped crosses, as woven into bags. */
export const crosses = (fill: string, x: number, y: number, count: number, unit: number): string =>
  cut(
    fill,
    `M${x} ${y}${`m${unit} 0h${unit}v${unit}h${unit}v${unit}h${-unit}v${unit}h${-unit}v${-unit}h${-unit}v${-unit}h${unit}zm${unit * 3} 0`.repeat(count)}`,
  )
