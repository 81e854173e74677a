/**
 * The theory of change as data: what has to hold between desired actions, pathways and questions. The build and `content:check` refuse the same things, each with
 * the place, since both ask here.
 */

/** How well something is known that a link takes for granted: an indicator of this campaign measures it, a published study did, or nobody. */
export const GRADES = ['tested-here', 'tested-elsewhere', 'assumed'] as const

export interface Theory {
  readonly actions: readonly string[]
  readonly pathways: readonly {
    readonly id: string
    readonly actions: readonly string[]
    readonly links: readonly { readonly rests: readonly { readonly indicator?: string | undefined }[] }[]
  }[]
  /** Indicators behind which a question stands: `concept:would-verify`, `scale:intention`. */
  readonly measured: ReadonlySet<string>
}

export interface Gap {
  readonly file: 'content/actions.yaml' | 'content/pathways.yaml'
  /** The entry's id. */
  readonly id: string
  /** The field inside of it. */
  readonly path: readonly (string | number)[]
  readonly what: string
}

/** What the theory lacks; nothing where it is whole. */
export function gapsOf({ actions, pathways, measured }: Theory): Gap[] {
  const begun = new Set(pathways.flatMap((pathway) => pathway.actions))
  return [
    ...actions
      .filter((id) => !begun.has(id))
      .map((id): Gap => ({ file: 'content/actions.yaml', id, path: ['id'], what: 'no pathway says where this action leads' })),
    ...pathways.flatMap(({ id, actions: own, links }) => {
      const gap = (path: Gap['path'], what: string): Gap => ({ file: 'content/pathways.yaml', id, path, what })
      const unknown = own.flatMap((action, at) =>
        actions.includes(action) ? [] : [gap(['actions', at], `there is no action ${action}`)],
      )
      const named = links.flatMap(({ rests }, link) =>
        rests.flatMap(({ indicator }, at) =>
          indicator === undefined ? [] : [{ indicator, path: ['links', link, 'rests', at, 'indicator'] }],
        ),
      )
      const unmeasured = named
        .filter(({ indicator }) => !measured.has(indicator))
        .map(({ indicator, path }) => gap(path, `${indicator}: no question measures this`))
      // People are asked to do something, and nobody would ever know whether they mean to.
      const unseen = own.length > 0 && named.length === 0 ? [gap(['links'], 'no indicator measures any link of this pathway')] : []
      return [...unknown, ...unmeasured, ...unseen]
    }),
  ]
}
