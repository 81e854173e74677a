/** Two ways to the venues' codes: the collector with a token, or a file. */
import { useStore } from '@nanostores/preact'
import { isRefused, refusedInWords } from '../refused.ts'
import { TokenForm, Trouble } from '../TokenForm.tsx'
import { filled } from '../words/words.ts'
import { $codes, fetchCodes, readCodesFile } from './codes.ts'
import { $catalogue } from './site-words.ts'
import type { PrintPageWords } from './words.ts'

/** @param isPart whether it stands under a heading of its page's */
export function CodesSource({ words, isPart = false }: { words: PrintPageWords['codes']; isPart?: boolean }) {
  const Heading = isPart ? 'h3' : 'h2'
  const Way = isPart ? 'h4' : 'h3'
  const codes = useStore($codes)
  const catalogue = useStore($catalogue)
  const venues = typeof catalogue === 'string' ? [] : catalogue.venues
  const lacking = codes.kind === 'here' ? venues.filter(({ id }) => !codes.codes.has(id)).length : 0
  const noFile = codes.kind === 'bad-file' ? filled(words.badFile, { about: codes.about }) : ''
  const trouble = isRefused(codes) ? refusedInWords(words, codes) : codes.kind === 'missing' ? words.missing : noFile
  return (
    <section class="stack off-paper" aria-labelledby="codes-source">
      <Heading id="codes-source">{words.heading}</Heading>
      <p>{words.text}</p>
      {codes.kind === 'here' ? null : (
        <div class="ways-in">
          <div class="way-in card stack">
            <Way>{words.byToken}</Way>
            <TokenForm words={words} open={words.open} kind={codes.kind} trouble="codes-trouble" take={fetchCodes} />
          </div>
          <div class="way-in card stack">
            <Way>{words.byFile}</Way>
            <label class="field">
              {words.file}
              <input
                type="file"
                accept=".json,application/json"
                aria-describedby="file-hint codes-trouble"
                onChange={(event) => {
                  const [file] = event.currentTarget.files ?? []
                  if (file) void readCodesFile(file)
                  // The same file can be chosen once more after it was mended.
                  event.currentTarget.value = ''
                }}
              />
            </label>
            <p class="quiet" id="file-hint">
              {words.fileHint}
            </p>
          </div>
        </div>
      )}
      <p role="status">
        {codes.kind === 'opening' && words.opening}
        {codes.kind === 'here' && filled(words.here, { n: codes.codes.size })}{' '}
        {lacking > 0 && filled(words.lacking, { n: lacking })}
      </p>
      <Trouble id="codes-trouble" text={trouble} />
    </section>
  )
}
