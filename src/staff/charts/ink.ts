/**
 * What the charts are drawn in. On the page colours are the theme's own; a file that leaves the page carries them written out, in the light theme,
 * since nobody else knows our names for them.
 */
export interface Ink {
  readonly sheet: string
  readonly text: string
  readonly quiet: string
  /** After. Before is hollow, or hatched where it is an area. */
  readonly after: string
  /** What was lost. */
  readonly lost: string
  /** What is written on those two, which are light in both themes. */
  readonly onColour: string
  readonly face: string
}

export const SCREEN: Ink = {
  sheet: 'var(--sheet)',
  text: 'var(--text)',
  quiet: 'var(--quiet)',
  after: 'var(--marigold)',
  lost: 'var(--coral)',
  onColour: 'var(--on-action)',
  face: 'inherit',
}

/** Contrast on paper: text 15.8, quiet 9.0 (tokens.css). */
export const PAPER: Ink = {
  sheet: '#fffaf0',
  text: '#211a3b',
  quiet: '#4a4166',
  after: '#f5b12e',
  lost: '#ff8f78',
  onColour: '#211a3b',
  face: 'Avenir Next, Segoe UI, Roboto, Noto Sans, Helvetica Neue, Arial, sans-serif',
}
