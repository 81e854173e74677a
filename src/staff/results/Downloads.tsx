/** The report as files for other tools. */
import { useStore } from '@nanostores/preact'
import { useState } from 'preact/hooks'
import { type ExportFormat, exportFiles } from '../../report/export.ts'
import { ownerOf } from '../../report/formats/iati.ts'
import type { Report } from '../../report/report.ts'
import { save } from '../save.ts'
import { filled, type Speech } from '../words/words.ts'
import { announce } from './announce.ts'
import { $catalogue, $merged } from './evidence.ts'

/** In the order in which they are asked for most. Snapshots are files for this page and not for other tools; the command line writes them. */
const FORMATS = ['xlsx', 'csv', 'datapackage', 'json', 'iati', 'notes'] as const satisfies readonly ExportFormat[]

export function Downloads({ report, words }: Speech & { readonly report: Report }) {
  const catalogue = useStore($catalogue)
  const { snapshots } = useStore($merged)
  const [isBusy, setBusy] = useState(false)
  if (typeof catalogue === 'string') return null
  const download = async (format: ExportFormat) => {
    setBusy(true)
    try {
      const files = await exportFiles(report, snapshots, { origin: catalogue.origin, owner: ownerOf(catalogue), formats: [format] })
      for (const { name, data, type } of files) save(name, data as BlobPart, type)
      announce(filled(words.saved, { name: files.map(({ name }) => name).join(', ') }))
    } catch {
      announce(words.notSaved)
    } finally {
      setBusy(false)
    }
  }
  return (
    <ul class="downloads">
      {FORMATS.map((format) => (
        <li key={format}>
          <button type="button" class="button-quiet" disabled={isBusy} onClick={() => void download(format)}>
            {words.formats[format].name}
          </button>
          <small class="quiet">{words.formats[format].what}</small>
        </li>
      ))}
    </ul>
  )
}
