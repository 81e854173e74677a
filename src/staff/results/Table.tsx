/** A table. Where it has too little room, each row becomes a card whose figures carry their column's name, so that nothing scrolls sideways. */
import type { ComponentChildren } from 'preact'

interface TableProps {
  readonly caption: string
  /** Only heard, where what stands above the table says the same. */
  readonly isCaptionHeard?: boolean
  /** The first is of the rows' names. */
  readonly heads: readonly string[]
  /** A row's key, its heading and its cells. */
  readonly rows: readonly { readonly key: string; readonly head: ComponentChildren; readonly cells: readonly ComponentChildren[] }[]
}

export function Table({ caption, isCaptionHeard = false, heads, rows }: TableProps) {
  return (
    <div class="table-room">
      <table>
        <caption class={isCaptionHeard ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, column) => (
                <td key={heads[column + 1]} data-head={heads[column + 1]}>
                  <div>{cell}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
