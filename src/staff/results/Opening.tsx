/** Two ways to figures: the collector with a token, or files. */
import { useStore } from '@nanostores/preact'
import { isRefused, refusedInWords } from '../refused.ts'
import { TokenForm, Trouble } from '../TokenForm.tsx'
import type { Speech } from '../words/words.ts'
import { $catalogue, $collector, openCollector } from './evidence.ts'
import { Files } from './Files.tsx'

export function Opening(speech: Speech) {
  const { words } = speech
  return (
    <div class="ways-in">
      <section class="way-in card stack" aria-labelledby="by-token">
        <h2 id="by-token">{words.byToken}</h2>
        <CollectorForm {...speech} />
      </section>
      <section class="way-in card stack" aria-labelledby="by-files">
        <h2 id="by-files">{words.byFiles}</h2>
        <Files {...speech} />
      </section>
    </div>
  )
}

export function CollectorForm({ words }: Speech) {
  const collector = useStore($collector)
  const { kind } = collector
  const isCatalogueMissing = useStore($catalogue) === 'unreadable'
  const missing = kind === 'missing' ? words[isCatalogueMissing ? 'noCatalogue' : kind] : ''
  return (
    <TokenForm words={words} open={words.open} kind={kind} take={openCollector}>
      <p role="status">{kind === 'opening' ? words.opening : ''}</p>
      <Trouble text={isRefused(collector) ? refusedInWords(words, collector) : missing} />
    </TokenForm>
  )
}
