/**
 * Two shares on one line from 0 to 100 %, with their intervals: before hollow, after filled, so that the picture needs no colour. It repeats the row's
 * numbers, which are read out instead of it. A withheld figure is drawn as a folded corner.
 */
import type { Share } from '../../report/results.ts'
import type { Shown } from '../../report/shown.ts'

const WIDTH = 160
const HEIGHT = 36

const x = (share: number): number => 8 + share * (WIDTH - 16)

export function BeforeAfter({ before, after }: { readonly before: Shown<Share>; readonly after: Shown<Share> }) {
  return (
    <svg class="before-after" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={`M${x(0)} ${HEIGHT / 2}H${x(1)}M${x(0)} 4v${HEIGHT - 8}M${x(0.5)} 14v8M${x(1)} 4v${HEIGHT - 8}`} class="axis" />
      <Mark figure={before} y={11} kind="before" />
      <Mark figure={after} y={25} kind="after" />
    </svg>
  )
}

function Mark({ figure, y, kind }: { readonly figure: Shown<Share>; readonly y: number; readonly kind: 'before' | 'after' }) {
  if (figure.kind === 'withheld') return <path d={`M${WIDTH / 2 - 6} ${y - 6}h12v7l-5 5h-7z`} class="folded" />
  const { share, low, high } = figure.value
  return (
    <g class={kind}>
      <path d={`M${x(low)} ${y}H${x(high)}`} />
      <circle cx={x(share)} cy={y} r="5" />
    </g>
  )
}
