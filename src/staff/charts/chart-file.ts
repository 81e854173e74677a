/**
 * A chart as a file of its own: SVG with its title, its source and its colours written out, in the light theme; PNG drawn from that at twice the size.
 *
 * The PNG needs no way around the page's policy: `img-src` allows `data:`, an SVG that brings everything along loads from such an address, and a
 * canvas that it was drawn on may be read again.
 */
import { type ComponentChild, h, render, type VNode } from 'preact'
import { type Drawing, SIZE } from './Canvas.tsx'
import { EDGE, FILE_WIDTH, Frame } from './Frame.tsx'
import { PAPER } from './ink.ts'
import { linesOf } from './lines.ts'

/** Pixels of the PNG to a unit. */
const SCALE = 2

export interface ChartFile {
  readonly title: string
  /** Wave, who, how many, when, and what the intervals are. */
  readonly source: string
  readonly draw: (drawing: Drawing) => VNode
}

/** The whole file's text. */
export function svgFile({ title, source, draw }: ChartFile): string {
  const inner = FILE_WIDTH - 2 * EDGE
  const chart = drawn(draw({ width: inner, ink: PAPER }))
  const [, , , chartHeight = 0] = (chart.getAttribute('viewBox') ?? '').split(' ').map(Number)
  const titleLines = linesOf(title, inner, SIZE.figure)
  const sourceLines = linesOf(source, inner, SIZE.small)
  const chartTop = EDGE + titleLines.length * 28 + 10
  const sourceTop = chartTop + chartHeight + 30
  const height = Math.ceil(sourceTop + sourceLines.length * 17 + EDGE - 12)
  const frame = drawn(h(Frame, { height, titleLines, sourceLines, sourceTop }))
  for (const [name, value] of [
    ['x', EDGE],
    ['y', chartTop],
    ['width', inner],
    ['height', chartHeight],
  ] as const)
    chart.setAttribute(name, String(value))
  frame.append(chart)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(frame)}\n`
}

function drawn(node: ComponentChild): Element {
  const place = document.createElement('div')
  render(node, place)
  const [svg] = place.children
  if (!svg) throw new TypeError('chart-file: the chart drew nothing')
  svg.remove()
  return svg
}

/** Rejects where the browser cannot draw it. */
export async function pngFile(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * SCALE
  canvas.height = image.naturalHeight * SCALE
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('chart-file: the canvas gave no image'))), 'image/png')
  })
}
