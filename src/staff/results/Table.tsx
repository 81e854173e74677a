/** A table that scrolls sideways by itself on a small screen, with the keyboard too. */
import type { ComponentChildren } from 'preact'

interface TableProps {
  readonly caption: string
  readonly heads: readonly string[]
  /** A row's key, its heading and its cells. */
  readonly rows: readonly { readonly key: string; readonly head: ComponentChildren; readonly cells: readonly ComponentChildren[] }[]
}

export function Table({ caption, heads, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard (WCAG 2.1.1)
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
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
                <td key={heads[column + 1]} class="figure">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
