/** Sentences ready to paste, each with a button that copies it. */
import type { Indicator } from '../../report/icat/indicator.ts'
import { copy } from '../copy.ts'
import { unbroken } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { announce } from './announce.ts'

export function Sentence({ name, text, words }: Speech & { readonly name: string; readonly text: string }) {
  return (
    <p class="sentence">
      <span class="sentence-text">{unbroken(text)}</span>
      <button
        type="button"
        class="button-quiet screen-only"
        aria-label={filled(words.copyNamed, { name })}
        onClick={() => void copy(text).then((isCopied) => announce(isCopied ? filled(words.copied, { name }) : words.notCopied))}
      >
        {words.copy}
      </button>
    </p>
  )
}

export function Sentences({ indicators, ...speech }: Speech & { readonly indicators: readonly Indicator[] }) {
  const { language, words } = speech
  if (indicators.length === 0) return null
  return (
    <details class="sentences">
      <summary>{filled(words.sentences, { n: indicators.length })}</summary>
      {indicators.map(({ id, name, sentence }) => (
        <Sentence key={id} name={name[language]} text={sentence[language]} {...speech} />
      ))}
    </details>
  )
}
