/** A chart with what belongs to it: its name, what it says in a sentence, its table, and itself as SVG and PNG. */
import type { ComponentChildren, VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { announce } from '../results/announce.ts'
import { save } from '../save.ts'
import type { Speech } from '../words/words.ts'
import type { Drawing } from './Canvas.tsx'
import { pngFile, svgFile } from './chart-file.ts'
import { SCREEN } from './ink.ts'

interface PlateProps extends Speech {
  readonly title: string
  /** What stands under the name: how to read it. */
  readonly caption: string
  /** Start of the file names. */
  readonly file: string
  /** Wave, who, how many, when: the last line of the files. */
  readonly source: string
  readonly draw: (drawing: Drawing) => VNode
  /** The same figures as a table; left out where the table stands beside the chart anyway. */
  readonly table?: ComponentChildren
}

export function Plate({ title, caption, file, source, draw, table, words }: PlateProps) {
  const [place, width] = useWidth()
  const svg = () => svgFile({ title, source, draw })
  const savePng = () =>
    pngFile(svg()).then(
      (blob) => save(`${file}.png`, blob, 'image/png'),
      () => announce(words.chart.noPng),
    )
  return (
    <figure class="plate">
      <figcaption>
        <b>{title}</b>
        <span class="quiet">{caption}</span>
      </figcaption>
      <div ref={place}>{width > 0 && draw({ width, ink: SCREEN })}</div>
      {table && (
        <details>
          <summary>{words.chart.table}</summary>
          {table}
        </details>
      )}
      <p class="plate-files">
        <span class="quiet">{words.chart.save}</span>
        <button
          type="button"
          class="button-quiet"
          aria-label={`SVG: ${title}`}
          onClick={() => save(`${file}.svg`, svg(), 'image/svg+xml')}
        >
          SVG
        </button>
        <button type="button" class="button-quiet" aria-label={`PNG: ${title}`} onClick={() => void savePng()}>
          PNG
        </button>
      </p>
    </figure>
  )
}

/** The width that a chart has, whole pixels, and drawn anew when it changes; never wider than it can be taken in at a glance. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const measure = () => setWidth(Math.max(240, Math.floor(element.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [place, width] as const
}
