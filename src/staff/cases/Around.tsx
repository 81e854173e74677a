/** What stands around an opened file: its name, that it is invented where it is, what its columns are, what its figures do not show. */
import { announce } from '../results/announce.ts'
import { save } from '../save.ts'
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { exampleOf, type Opened } from './opened.ts'
import type { CaseSpeech } from './told.ts'

export function OpenFile({
  opened,
  rows,
  onClose,
  told,
  language,
}: CaseSpeech & { readonly opened: Opened; readonly rows: number; readonly onClose: () => void }) {
  return (
    <div class="open-file">
      <p role="status">{filled(told.input.open, { name: opened.name, rows: count(rows, language) })}</p>
      <button type="button" class="button-quiet screen-only" onClick={onClose}>
        {told.input.close}
      </button>
    </div>
  )
}

export function InventedNotice({ isExample, told }: CaseSpeech & { readonly isExample: boolean }) {
  return (
    <div class="invented">
      <p>
        <b>{told.example.notice}</b>
      </p>
      {isExample && <p>{told.example.still}</p>}
    </div>
  )
}

interface ColumnsProps extends CaseSpeech {
  readonly columns: readonly string[]
  readonly kind: 'places' | 'series'
}

export function ColumnList({ columns, kind, ...speech }: ColumnsProps) {
  const { told, words } = speech
  return (
    <details>
      <summary>{told.input.columns}</summary>
      <ul class="columns">
        {columns.map((column) => (
          <li key={column}>{column}</li>
        ))}
      </ul>
      <p class="quiet">{told.input.columnsNote}</p>
      <p>
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            const name = `${told.example.place.toLowerCase()}-${kind}.csv`
            save(name, exampleOf(kind, speech).text, 'text/csv')
            announce(filled(words.saved, { name }))
          }}
        >
          {told.input.template}
        </button>
      </p>
    </details>
  )
}

export function Limits({ title, limits }: { readonly title: string; readonly limits: readonly string[] }) {
  return (
    <section class="basis stack" aria-labelledby="limits-title">
      <h2 id="limits-title">{title}</h2>
      <ul class="limits">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </section>
  )
}
