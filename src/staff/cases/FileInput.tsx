/** One file: chosen, dropped, pasted or invented. It is read here, and nothing of it leaves the page. */
import { useState } from 'preact/hooks'
import { announce } from '../results/announce.ts'
import { filled } from '../words/words.ts'
import { MOST_MEGABYTES, type Opened, openedFile, openedText } from './opened.ts'
import type { CaseSpeech } from './told.ts'

interface FileInputProps extends CaseSpeech {
  /** Tells the fields of one input from those of another on the page. */
  readonly id: string
  readonly hint: string
  readonly accept: string
  readonly canPaste: boolean
  readonly onOpened: (opened: Opened) => void
  /** The invented example, where there is one. */
  readonly onExample?: () => void
}

export function FileInput({ id, hint, accept, canPaste, onOpened, onExample, ...speech }: FileInputProps) {
  const { told } = speech
  const [isOver, setOver] = useState(false)
  const [trouble, setTrouble] = useState('')
  const take = async (files: FileList | null | undefined) => {
    const [file] = files ?? []
    if (!file) return
    const opened = await openedFile(file)
    if (typeof opened !== 'string') {
      setTrouble('')
      return onOpened(opened)
    }
    const text = filled(told.input[opened === 'too-large' ? 'tooLarge' : 'unreadable'], { name: file.name, limit: MOST_MEGABYTES })
    setTrouble(text)
    announce(text)
  }
  return (
    <div class="stack screen-only">
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
          void take(event.dataTransfer?.files)
        }}
      >
        <p class="actions">
          <label class="button">
            {told.input.choose}
            <input
              class="visually-hidden"
              type="file"
              accept={accept}
              aria-describedby={`${id}-hint`}
              onChange={(event) => {
                const field = event.currentTarget
                void take(field.files).then(() => {
                  // So that the same file, mended, can be chosen again.
                  field.value = ''
                })
              }}
            />
          </label>
          {onExample && (
            <button type="button" class="button-quiet" onClick={onExample}>
              {told.example.use}
            </button>
          )}
        </p>
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {canPaste && <Paste id={id} onOpened={onOpened} {...speech} />}
    </div>
  )
}

/** A button and what it opens, and no `details`: on paper those are open, and a form has no business there. */
function Paste({ id, onOpened, told }: Pick<FileInputProps, 'id' | 'onOpened'> & CaseSpeech) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div class="paste stack">
      <p>
        <button
          type="button"
          class="button-quiet"
          aria-expanded={isOpen}
          aria-controls={`${id}-paste`}
          onClick={() => setOpen(!isOpen)}
        >
          {told.input.paste}
        </button>
      </p>
      <form
        id={`${id}-paste`}
        class="stack"
        hidden={!isOpen}
        onSubmit={(event) => {
          event.preventDefault()
          const text = String(new FormData(event.currentTarget).get('table'))
          if (text.trim() !== '') onOpened(openedText(told.input.pasted, text))
        }}
      >
        <label class="field" for={`${id}-table`}>
          {told.input.pasteLabel}
          <textarea id={`${id}-table`} name="table" rows={6} required spellcheck={false} autocomplete="off" />
        </label>
        <button type="submit" class="button">
          {told.input.read}
        </button>
      </form>
    </div>
  )
}
