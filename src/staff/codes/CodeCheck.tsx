/** Whether an address that a camera shows is one of ours. It is read, and never opened. */
import { useStore } from '@nanostores/preact'
import { useEffect, useState } from 'preact/hooks'
import { type ReadAddress, readAddress } from '../../protocol/printed-code.ts'
import { CodesSource } from '../print/CodesSource.tsx'
import { $codes } from '../print/codes.ts'
import { $catalogue, readCatalogue } from '../print/site-words.ts'
import type { CodesPageWords, PrintPageWords } from '../print/words.ts'
import { filled } from '../words/words.ts'

export interface CodeCheckProps {
  readonly words: CodesPageWords['check']
  readonly codesWords: PrintPageWords['codes']
  readonly unread: string
  /** Paths of the landing page. */
  readonly landings: readonly string[]
}

export function CodeCheck({ words, codesWords, unread, landings }: CodeCheckProps) {
  const catalogue = useStore($catalogue)
  const codes = useStore($codes)
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => void readCatalogue(), [])
  if (catalogue === 'unreadable')
    return (
      <p class="notice" role="alert">
        {unread}
      </p>
    )
  if (catalogue === 'unread') return null
  // Without the codes a venue's name can be looked up, and whether its code is today's cannot.
  const known = codes.kind === 'here' ? codes.codes : new Map(catalogue.venues.map(({ id }) => [id, '']))
  const read = asked === '' ? undefined : readAddress(asked, { origin: catalogue.origin, landings, codes: known })
  return (
    <div class="stack">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(text)
        }}
      >
        <label class="field">
          {words.field}
          <input
            name="address"
            inputMode="url"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            required
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value)
              setAsked('')
            }}
          />
        </label>
        <button type="submit" class="button">
          {words.button}
        </button>
        <div role="status">
          {read && (
            <p class="notice" data-told={read.kind}>
              {told(read, words, codes.kind === 'here')}
            </p>
          )}
        </div>
      </form>
      <CodesSource words={codesWords} isPart />
    </div>
  )
}

function told(read: ReadAddress, { told: say }: CodesPageWords['check'], hasCodes: boolean): string {
  const values = { venue: 'venue' in read ? read.venue : '', host: 'host' in read ? read.host : '' }
  return filled(say[read.kind === 'worn-out' && !hasCodes ? 'unverified' : read.kind], values)
}
