/** The page for choosing places: the rule, a file, how many, and what the rule makes of it. */
import { useMemo, useState } from 'preact/hooks'
import { EXAMPLE_CHOSEN } from '../../monitoring/example.ts'
import { readPlaces } from '../../monitoring/places.ts'
import { ColumnList, InventedNotice, Limits, OpenFile } from '../cases/Around.tsx'
import { CasePage, type CasePageProps } from '../cases/CasePage.tsx'
import { FileInput } from '../cases/FileInput.tsx'
import { Mistakes } from '../cases/Mistakes.tsx'
import { exampleOf, type Opened } from '../cases/opened.ts'
import type { CaseSpeech } from '../cases/told.ts'
import { Choosing } from './Choosing.tsx'

/** As many as the round tables of 2017 had cities. */
const FIRST_WANTED = 8

export function Places(props: CasePageProps) {
  const [opened, setOpened] = useState<Opened>()
  const [wanted, setWanted] = useState(String(FIRST_WANTED))
  const open = (next: Opened, first: number) => {
    setOpened(next)
    setWanted(String(first))
  }
  return (
    <CasePage {...props} page="places">
      {(speech) => (
        <>
          <section class="stack" aria-labelledby="rule-title">
            <h2 id="rule-title">{speech.told.places.rule}</h2>
            {speech.told.places.ruleText.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </section>
          <section class="stack" aria-labelledby="file-title">
            <h2 id="file-title">{speech.told.input.title}</h2>
            <p>{speech.told.here}</p>
            <FileInput
              id="places"
              hint={speech.told.input.drop}
              accept=".csv,.tsv,.txt,text/csv"
              canPaste
              onOpened={(next) => open(next, FIRST_WANTED)}
              onExample={() => open(exampleOf('places', speech), EXAMPLE_CHOSEN)}
              {...speech}
            />
            <ColumnList columns={Object.values(speech.told.places.columns)} kind="places" {...speech} />
          </section>
          {opened && <Read opened={opened} wanted={wanted} onWanted={setWanted} onClose={() => setOpened(undefined)} {...speech} />}
          <Limits title={speech.told.places.limits} limits={speech.told.places.limitList} />
        </>
      )}
    </CasePage>
  )
}

interface ReadProps extends CaseSpeech {
  readonly opened: Opened
  readonly wanted: string
  readonly onWanted: (wanted: string) => void
  readonly onClose: () => void
}

function Read({ opened, wanted, onWanted, onClose, ...speech }: ReadProps) {
  const read = useMemo(() => readPlaces(opened.text), [opened.text])
  if (read.kind === 'refused') return <Mistakes mistakes={read.mistakes} {...speech} />
  const rows = read.places.reduce((sum, { periods }) => sum + periods.length, 0)
  return (
    <>
      <OpenFile opened={opened} rows={rows} onClose={onClose} {...speech} />
      {opened.isInvented && <InventedNotice isExample={opened.isExample === true} {...speech} />}
      <Choosing opened={opened} places={read.places} wanted={wanted} onWanted={onWanted} {...speech} />
    </>
  )
}
