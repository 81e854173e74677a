/** The page for case monitoring: a file, whichever of the forms it has, and what can be said of it. */
import { useMemo, useState } from 'preact/hooks'
import { layoutOf, readCaseFile } from '../../monitoring/file.ts'
import { filled } from '../words/words.ts'
import { ColumnList, InventedNotice, Limits, OpenFile } from './Around.tsx'
import { CasePage, type CasePageProps } from './CasePage.tsx'
import { FileInput } from './FileInput.tsx'
import { Mistakes } from './Mistakes.tsx'
import { exampleOf, type Opened } from './opened.ts'
import { PublicView } from './PublicView.tsx'
import { SeriesView } from './SeriesView.tsx'
import type { CaseSpeech } from './told.ts'

/** Where the reader's clock says it is; the file's own day is asked for beside it. */
const today = (): string => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

export function Cases(props: CasePageProps) {
  const [opened, setOpened] = useState<Opened>()
  const [extracted, setExtracted] = useState(today)
  const open = (next: Opened) => {
    setOpened(next)
    // The day of the file before says nothing of this one.
    setExtracted(today())
  }
  return (
    <CasePage {...props} page="cases">
      {(speech) => (
        <>
          <section class="stack" aria-labelledby="file-title">
            <h2 id="file-title">{speech.told.input.title}</h2>
            <p>{speech.told.here}</p>
            <FileInput
              id="cases"
              hint={speech.told.input.dropPublic}
              accept=".csv,.tsv,.txt,.json,text/csv,application/json"
              canPaste
              onOpened={open}
              onExample={() => open(exampleOf('series', speech))}
              {...speech}
            />
            <details>
              <summary>{speech.told.cases.forms}</summary>
              <ul class="limits">
                {speech.told.cases.formList.map((form) => (
                  <li key={form}>{form}</li>
                ))}
              </ul>
            </details>
            <ColumnList columns={Object.values(speech.told.cases.columns)} kind="series" {...speech} />
            <p class="quiet">{speech.told.cases.keep}</p>
          </section>
          {opened && (
            <Read
              key={opened.text}
              opened={opened}
              extracted={extracted}
              onExtracted={setExtracted}
              onClose={() => setOpened(undefined)}
              {...speech}
            />
          )}
          <Limits title={speech.told.cases.limits} limits={speech.told.cases.limitList} />
        </>
      )}
    </CasePage>
  )
}

interface ReadProps extends CaseSpeech {
  readonly opened: Opened
  readonly extracted: string
  readonly onExtracted: (day: string) => void
  readonly onClose: () => void
}

function Read({ opened, extracted, onExtracted, onClose, ...speech }: ReadProps) {
  const { told } = speech
  const layout = useMemo(() => layoutOf(opened.text), [opened.text])
  const read = useMemo(
    () => (layout === undefined ? undefined : readCaseFile(opened.text, layout, extracted)),
    [opened.text, layout, extracted],
  )
  if (!read) return <Unread text={filled(told.input.unknown, { name: opened.name })} />
  if (read.kind === 'refused') return <Mistakes mistakes={read.mistakes} {...speech} />
  if (read.layout === 'places') return <Unread text={filled(told.cases.isPlaces, { name: opened.name })} />
  return (
    <>
      <OpenFile opened={opened} rows={read.rows} onClose={onClose} {...speech} />
      {opened.isInvented && <InventedNotice isExample={opened.isExample === true} {...speech} />}
      {read.layout === 'series' ? (
        <SeriesView opened={opened} counts={read.counts} {...speech} />
      ) : (
        <PublicView opened={opened} file={read.file} extracted={extracted} onExtracted={onExtracted} {...speech} />
      )}
    </>
  )
}

const Unread = ({ text }: { readonly text: string }) => (
  <p class="notice" role="alert">
    {text}
  </p>
)
