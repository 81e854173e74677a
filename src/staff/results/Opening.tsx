/** Two ways to figures: the collector with a token, or files. */
import { useStore } from '@nanostores/preact'
import { isRefused, refusedInWords } from '../refused.ts'
import type { Speech } from '../words/words.ts'
import { $catalogue, $collector, openCollector } from './evidence.ts'
import { Files } from './Files.tsx'

export function Opening(speech: Speech) {
  const { words } = speech
  return (
    <div class="ways-in">
      <section class="way-in card stack" aria-labelledby="by-token">
        <h2 id="by-token">{words.byToken}</h2>
        <TokenForm {...speech} />
      </section>
      <section class="way-in card stack" aria-labelledby="by-files">
        <h2 id="by-files">{words.byFiles}</h2>
        <Files {...speech} />
      </section>
    </div>
  )
}

export function TokenForm({ words }: Speech) {
  const collector = useStore($collector)
  const { kind } = collector
  const isCatalogueMissing = useStore($catalogue) === 'unreadable'
  const missing = kind === 'missing' ? words[isCatalogueMissing ? 'noCatalogue' : kind] : ''
  const trouble = isRefused(collector) ? refusedInWords(words, collector) : missing
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void openCollector(String(new FormData(event.currentTarget).get('token')))
      }}
    >
      <label class="field">
        {words.token}
        <input
          type="password"
          name="token"
          autocomplete="off"
          required
          spellcheck={false}
          aria-describedby="token-hint token-trouble"
          aria-invalid={kind === 'unauthorised' ? true : undefined}
        />
      </label>
      <p class="quiet" id="token-hint">
        {words.tokenHint}
      </p>
      <button type="submit" class="button" disabled={kind === 'opening'}>
        {words.open}
      </button>
      <p role="status">{kind === 'opening' ? words.opening : ''}</p>
      <div role="alert" id="token-trouble">
        {trouble && <p class="notice">{trouble}</p>}
      </div>
    </form>
  )
}
