/** Actions and barriers that nothing uses: no question points to them, no list offers them. */
export interface Instruments {
  readonly barriers: readonly string[]
  readonly concepts: readonly {
    readonly id: string
    readonly scale: string
    readonly pointsTo: { readonly action?: string; readonly barrier?: string }
  }[]
}

export interface Orphans {
  readonly actions: readonly string[]
  readonly barriers: readonly string[]
}

export function orphansOf(actions: readonly string[], barriers: readonly string[], instruments: readonly Instruments[]): Orphans {
  const concepts = instruments.flatMap((instrument) => instrument.concepts)
  const acted = new Set(concepts.flatMap(({ pointsTo }) => pointsTo.action ?? []))
  const hindering = new Set([
    ...instruments.flatMap((instrument) => instrument.barriers),
    ...concepts.flatMap(({ pointsTo }) => pointsTo.barrier ?? []),
  ])
  return { actions: actions.filter((id) => !acted.has(id)), barriers: barriers.filter((id) => !hindering.has(id)) }
}
