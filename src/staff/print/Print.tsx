/** Choosing what to print, and the sheet itself as it comes out. */
import { useStore } from '@nanostores/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { FORMS, type FormId, formOf, type Language, TONGUES, type Tongue, usualForms } from '../../print/form.ts'
import type { PrintedWords } from '../../print/printed-words.ts'
import { addressOf, type Sheet, sheetHtml } from '../../print/sheet.ts'
import type { Catalogue, Venue } from '../../protocol/catalogue.ts'
import { leadsNowhere } from '../../protocol/printed-code.ts'
import { filled } from '../words/words.ts'
import { CodesSource } from './CodesSource.tsx'
import { $codes } from './codes.ts'
import { $catalogue, $words, readCatalogue, readWords } from './site-words.ts'
import type { PrintPageWords } from './words.ts'

export interface PrintProps {
  readonly words: PrintPageWords
  readonly language: Language
}

export function Print({ words, language }: PrintProps) {
  const catalogue = useStore($catalogue)
  const printed = useStore($words)
  useEffect(() => {
    void readCatalogue()
    void readWords()
  }, [])
  return (
    <div class="staff airier">
      <div class="stack off-paper">
        <h1>{words.title}</h1>
        <p class="lead">{words.intro}</p>
      </div>
      <CodesSource words={words.codes} />
      {(catalogue === 'unreadable' || printed === 'unreadable') && (
        <p class="notice" role="alert">
          {words.choose.unread}
        </p>
      )}
      {typeof catalogue !== 'string' && typeof printed !== 'string' && (
        <Chooser words={words.choose} {...{ language, catalogue, printed }} />
      )}
    </div>
  )
}

/** A specimen stands for no place. */
const NOWHERE = { name: { es: 'Muestra', en: 'Specimen' }, kind: 'terminal' } as const

interface ChooserProps {
  readonly words: PrintPageWords['choose']
  readonly language: Language
  readonly catalogue: Catalogue
  readonly printed: PrintedWords
}

function Chooser({ words, language, catalogue, printed }: ChooserProps) {
  const codes = useStore($codes)
  const [venueId, setVenue] = useState('')
  const [form, setForm] = useState<FormId | ''>('')
  const [tongue, setTongue] = useState<Tongue>('both')
  const venue = catalogue.venues.find(({ id }) => id === venueId)
  const code = venue && codes.kind === 'here' ? codes.codes.get(venue.id) : undefined
  const address = addressOf(printed, catalogue.origin, tongue, venue?.audience ?? '', code)
  const isNowhere = leadsNowhere(address)
  const sheet: Sheet | undefined =
    form === ''
      ? undefined
      : {
          form,
          tongue,
          venue: { ...(venue ? { name: venue.name, kind: venue.kind } : NOWHERE), code },
          address,
          isSpecimen: code === undefined || isNowhere,
          heading: 3,
        }
  const usual = usualForms(venue?.kind ?? '')
  const option = (id: FormId) => (
    <option key={id} value={id}>
      {words.forms[id]}
    </option>
  )
  return (
    <>
      <section class="stack off-paper" aria-labelledby="choose">
        <h2 id="choose">{words.heading}</h2>
        <div class="choosers">
          <label class="field">
            {words.venue}
            <select value={venueId} onChange={(event) => setVenue(event.currentTarget.value)}>
              <option value="">{words.noVenue}</option>
              {citiesOf(catalogue.venues).map(([city, venues]) => (
                <optgroup key={city} label={city}>
                  {venues.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {`${name[language]} (${id})`}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <label class="field">
            {words.form}
            <select value={form} onChange={(event) => setForm(event.currentTarget.value as FormId | '')}>
              <option value="">{words.noForm}</option>
              {venue ? (
                <>
                  <optgroup label={words.usual}>{usual.map(option)}</optgroup>
                  <optgroup label={words.other}>{FORMS.filter((id) => !usual.includes(id)).map(option)}</optgroup>
                </>
              ) : (
                FORMS.map(option)
              )}
            </select>
          </label>
          <label class="field">
            {words.language}
            <select value={tongue} onChange={(event) => setTongue(event.currentTarget.value as Tongue)}>
              {TONGUES.map((each) => (
                <option key={each} value={each}>
                  {words.languages[each]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {sheet && <PaperNote words={words} form={sheet.form} />}
        {sheet?.isSpecimen && (
          <p class="notice">{code === undefined ? words.specimen : filled(words.nowhere, { origin: new URL(address).host })}</p>
        )}
        {sheet && (
          <p class="actions">
            <button type="button" class="button" onClick={() => print()}>
              {words.print}
            </button>
          </p>
        )}
        <p class="quiet">{words.many}</p>
        <p role="status" class="visually-hidden">
          {sheet && filled(words.shown, { form: words.forms[sheet.form], venue: sheet.venue.name[language] })}
        </p>
      </section>
      {sheet && (
        <section class="preview" aria-labelledby="preview">
          <h2 id="preview" class="off-paper">
            {words.preview}
          </h2>
          <Paper html={sheetHtml(printed, sheet)} form={sheet.form} />
        </section>
      )}
    </>
  )
}

function PaperNote({ words, form }: { words: PrintPageWords['choose']; form: FormId }) {
  const { piece, columns, rows, finish, paper } = formOf(form)
  const size =
    finish === 'cut' ? filled(words.size, { pieces: columns * rows, width: piece.width, height: piece.height }) : words.sizeOne
  return (
    <p>
      {size} {filled(words.paper, { paper: words.papers[paper] })}
    </p>
  )
}

/** Venues by their city, as the select shows them; those of no city last. */
function citiesOf(venues: readonly Venue[]): [string, Venue[]][] {
  const cities = [...new Set(venues.map(({ city }) => city))].sort(
    (a, b) => Number(a === 'none') - Number(b === 'none') || a.localeCompare(b, 'es'),
  )
  return cities.map((city) => [city === 'none' ? '—' : city, venues.filter((venue) => venue.city === city)])
}

const MILLIMETRE = 96 / 25.4

/**
 * Tells the browser what paper the sheet is for. Named pages in a style sheet would do it without a script, if browsers kept to them; a sheet made here is no
 * inline style to the page's policy.
 */
function usePaperSize({ width, height }: { readonly width: number; readonly height: number }): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    const noNote = '{content:none}'
    sheet.replaceSync(`@page{size:${width}mm ${height}mm;margin:0;@bottom-left${noNote}@bottom-right${noNote}}`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    }
  }, [width, height])
}

/** The sheet in its true measure, drawn smaller where the screen is; on paper it is as large as it says. */
function Paper({ html, form }: { html: string; form: FormId }) {
  const room = useRef<HTMLDivElement>(null)
  const { width, height } = formOf(form)
  usePaperSize({ width, height })
  useEffect(() => {
    const element = room.current
    if (!element) return
    const shrink = () => element.style.setProperty('--zoom', String(Math.min(1, element.clientWidth / (width * MILLIMETRE))))
    const seen = new ResizeObserver(shrink)
    seen.observe(element)
    shrink()
    return () => seen.disconnect()
  }, [width])
  return (
    <div class="paper-room" ref={room}>
      {/* The sheet is our own text: `print/sheet` makes it, and escapes whatever stands on it. */}
      <div class="paper" dangerouslySetInnerHTML={{ __html: html }} />
    </div>
  )
}
