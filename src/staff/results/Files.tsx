/** Snapshots as files: a plain file field, which is also where files can be dropped, and what became of each. */
import { useStore } from '@nanostores/preact'
import { useState } from 'preact/hooks'
import { COLLECTOR, type FileOutcome } from '../../report/kiosk-files.ts'
import { count } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { $catalogue, $kiosks, $merged, addFiles, removeFile } from './evidence.ts'
import { placeName } from './names.ts'

export function Files(speech: Speech) {
  const { words } = speech
  const [isOver, setOver] = useState(false)
  const { outcomes, gaps } = useStore($merged)
  const catalogue = useStore($catalogue)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the field inside, which the keyboard reaches */}
      <div
        class="drop"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void addFiles(event.dataTransfer?.files ?? [])
        }}
      >
        <label class="button">
          {words.files.choose}
          <input
            class="visually-hidden"
            type="file"
            multiple
            accept=".json,application/json"
            aria-describedby="files-hint"
            onChange={(event) => {
              const field = event.currentTarget
              void addFiles(field.files ?? []).then(() => {
                // So that the same file, mended, can be chosen again.
                field.value = ''
              })
            }}
          />
        </label>
        <p class="quiet" id="files-hint">
          {words.files.hint}
        </p>
      </div>
      {catalogue === 'unreadable' && (
        <p class="notice" role="alert">
          {words.noCatalogue}
        </p>
      )}
      <div role="status">
        {useStore($kiosks).map(({ name, verdict }, index) => (
          <p key={`${index}${name}`} class="notice" data-verdict={verdict}>
            <b>{name}</b> {words.files.signature[verdict]}
          </p>
        ))}
        {outcomes.length > 0 && <p>{summary(outcomes, speech)}</p>}
        {gaps.map(({ leaf, missing }) => (
          <p key={leaf} class="notice">
            {filled(words.files.gap, {
              place: placeName(leaf.split('/')[2] ?? '', catalogue, speech),
              numbers: missing.slice(0, 12).join(', '),
            })}
          </p>
        ))}
      </div>
      {outcomes.length > 0 && (
        <ul class="given">
          {outcomes.map((outcome, index) => (
            <li key={`${index}${outcome.name}`} data-kind={outcome.kind}>
              <span>
                <b>{outcome.name}</b> {outcomeInWords(outcome, speech)}
              </span>
              <button
                type="button"
                class="button-quiet"
                aria-label={`${words.files.remove}: ${outcome.name}`}
                onClick={() => removeFile(index)}
              >
                {words.files.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function summary(outcomes: readonly FileOutcome[], { language, words }: Speech): string {
  const merged = outcomes.filter(({ kind }) => kind === 'merged').length
  return filled(words.files.summary, { merged: count(merged, language), refused: count(outcomes.length - merged, language) })
}

function outcomeInWords(outcome: FileOutcome, speech: Speech): string {
  const { words, language } = speech
  if (outcome.kind === 'refused') {
    const about = outcome.about === COLLECTOR ? words.files.theCollector : outcome.about
    return filled(words.files.refused[outcome.reason], { about })
  }
  const { place, number, week, n } = outcome.snapshot
  return filled(words.files.merged, {
    place: placeName(place, $catalogue.get(), speech),
    number,
    week,
    n: count(n.endline + n.contentFirst + (n.strong ?? 0) + (n.followup ?? 0), language),
  })
}
