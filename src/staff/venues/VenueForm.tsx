/** The form for a new venue: the checks of the command line, and the line that goes into `content/venues.yaml`. */
import { useStore } from '@nanostores/preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { VENUE_KINDS, type Venue } from '../../protocol/catalogue.ts'
import {
  AUDIENCES,
  type DraftField,
  draftOfAircraft,
  isLikeness,
  mistakesIn,
  type VenueDraft,
  type VenueMistake,
  venueOfDraft,
  venueRow,
} from '../../protocol/new-venue.ts'
import { copy } from '../copy.ts'
import { $catalogue, readCatalogue } from '../print/site-words.ts'
import type { VenuesPageWords } from '../print/words.ts'
import { filled } from '../words/words.ts'

const EMPTY: VenueDraft = { id: '', nameEs: '', nameEn: '', kind: '', city: '', audience: '' }

type Judged = { readonly kind: 'unjudged' } | { readonly kind: 'judged'; readonly mistakes: readonly VenueMistake[] }

export function VenueForm({ words }: { words: VenuesPageWords }) {
  const catalogue = useStore($catalogue)
  const [draft, setDraft] = useState(EMPTY)
  const [accepts, setAccepts] = useState(false)
  const [judged, setJudged] = useState<Judged>({ kind: 'unjudged' })
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => void readCatalogue(), [])
  // What was said of it is no longer true of what stands in the fields.
  const change = (more: Partial<VenueDraft>) => {
    setDraft((before) => ({ ...before, ...more }))
    setJudged({ kind: 'unjudged' })
  }
  const { add } = words
  if (catalogue === 'unreadable')
    return (
      <p class="notice" role="alert">
        {add.unread}
      </p>
    )
  const known: readonly Venue[] = catalogue === 'unread' ? [] : catalogue.venues
  const mistakes = judged.kind === 'judged' ? judged.mistakes.filter((mistake) => !(accepts && isLikeness(mistake))) : undefined
  const offersAcceptance = judged.kind === 'judged' && judged.mistakes.some(isLikeness)
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setJudged({ kind: 'judged', mistakes: mistakesIn(draft, known) })
        queueMicrotask(() => outcome.current?.focus())
      }}
    >
      <div class="field">
        <label for="venue-registration">{add.aircraft}</label>
        <input
          id="venue-registration"
          name="registration"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="registration-hint"
          onInput={(event) => change(event.currentTarget.value.trim() === '' ? EMPTY : draftOfAircraft(event.currentTarget.value))}
        />
        <small id="registration-hint">{add.aircraftHint}</small>
      </div>
      <div class="choosers">
        <Field name="id" {...{ words, draft, mistakes, change }} />
        <Field name="nameEs" {...{ words, draft, mistakes, change }} />
        <Field name="nameEn" {...{ words, draft, mistakes, change }} />
        <Choice name="kind" options={VENUE_KINDS} labels={add.kinds} {...{ words, draft, mistakes, change }} />
        <Field name="city" list={citiesOf(known)} {...{ words, draft, mistakes, change }} />
        <Choice name="audience" options={AUDIENCES} labels={add.audiences} {...{ words, draft, mistakes, change }} />
      </div>
      {offersAcceptance && (
        <label class="choice">
          <input type="checkbox" checked={accepts} onChange={(event) => setAccepts(event.currentTarget.checked)} /> {add.accept}
        </label>
      )}
      <button type="submit" class="button">
        {add.check}
      </button>
      <div ref={outcome} tabIndex={-1} role="status" class="stack">
        {mistakes && mistakes.length > 0 && <p class="wrong">{filled(add.wrong, { n: mistakes.length })}</p>}
        {mistakes && mistakes.length === 0 && <Row words={words} venue={venueOfDraft(draft)} />}
      </div>
    </form>
  )
}

const citiesOf = (venues: readonly Venue[]): readonly string[] => [...new Set(venues.map(({ city }) => city))].sort()

interface FieldProps {
  readonly name: DraftField
  readonly words: VenuesPageWords
  readonly draft: VenueDraft
  readonly mistakes: readonly VenueMistake[] | undefined
  readonly change: (more: Partial<VenueDraft>) => void
}

/** What is wrong with one field, in words. */
function Mistakes({ name, words, mistakes }: Pick<FieldProps, 'name' | 'words' | 'mistakes'>) {
  const own = mistakes?.filter(({ field }) => field === name) ?? []
  return (
    <span class="wrong" id={`${name}-wrong`}>
      {own.map(({ reason, about }) => filled(words.mistakes[reason], { about })).join(' ')}
    </span>
  )
}

const isWrong = ({ name, mistakes }: Pick<FieldProps, 'name' | 'mistakes'>): true | undefined =>
  mistakes?.some(({ field }) => field === name) ? true : undefined

function Field({ list, ...props }: FieldProps & { readonly list?: readonly string[] }) {
  const { name, words, draft, change } = props
  const hint = name === 'id' || name === 'city' ? words.add.hints[name] : undefined
  return (
    <div class="field">
      <label for={`venue-${name}`}>{words.add.fields[name]}</label>
      <input
        id={`venue-${name}`}
        name={name}
        value={draft[name]}
        autocomplete="off"
        spellcheck={false}
        list={list && `${name}-list`}
        aria-describedby={`${name}-hint ${name}-wrong`}
        aria-invalid={isWrong(props)}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
      {list && (
        <datalist id={`${name}-list`}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <small id={`${name}-hint`}>{hint}</small>
      <Mistakes {...props} />
    </div>
  )
}

function Choice<T extends string>({
  options,
  labels,
  ...props
}: FieldProps & { readonly options: readonly T[]; readonly labels: Readonly<Record<T, string>> }) {
  const { name, words, draft, change } = props
  return (
    <div class="field">
      <label for={`venue-${name}`}>{words.add.fields[name]}</label>
      <select
        id={`venue-${name}`}
        name={name}
        value={draft[name]}
        aria-describedby={`${name}-wrong`}
        aria-invalid={isWrong(props)}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      >
        <option value="">{words.add.choose}</option>
        {options.map((each) => (
          <option key={each} value={each}>
            {labels[each]}
          </option>
        ))}
      </select>
      <Mistakes {...props} />
    </div>
  )
}

function Row({ words, venue }: { words: VenuesPageWords; venue: Venue }) {
  const [said, say] = useState('')
  const row = venueRow(venue)
  return (
    <>
      <p>{words.add.right}</p>
      <label class="field">
        {words.add.row}
        <textarea readOnly rows={4} value={row} />
      </label>
      <p class="actions">
        <button type="button" class="button" onClick={async () => say((await copy(row)) ? words.add.copied : words.add.notCopied)}>
          {words.add.copy}
        </button>
        <span role="status">{said}</span>
      </p>
      <p>{words.add.next}</p>
    </>
  )
}
