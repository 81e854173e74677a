/**
 * Passing a text on: by the phone's own sharing where there is one, else by copying, else by hand.
 *
 * Sharing and the clipboard's interface are for secure contexts only, so over plain http the old way of copying is taken; where that is refused too, the text
 * stands on the page, selected, to be copied by hand.
 */

/** What a section says; the words come with the page. */
export interface Words {
  readonly copied: string
  readonly byhand: string
  /** Names the field that holds the text to be copied by hand. */
  readonly text: string
}

export async function send(data: ShareData, status: Element, words: Words): Promise<void> {
  const text = [data.text, data.url].filter(Boolean).join(' ')
  if (!('share' in navigator)) return copy(text, status, words)
  try {
    await navigator.share(data)
  } catch (reason) {
    // Whoever closes the phone's list has changed her mind, and is not told about an error.
    if (!(reason instanceof DOMException && reason.name === 'AbortError')) await copy(text, status, words)
  }
}

export async function copy(text: string, status: Element, words: Words): Promise<void> {
  clearStatus(status)
  try {
    await navigator.clipboard.writeText(text)
    status.textContent = words.copied
  } catch {
    copyBySelection(text, status, words)
  }
}

function copyBySelection(text: string, status: Element, words: Words): void {
  const focused = document.activeElement
  const field = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, rows: 8, ariaLabel: words.text })
  status.after(field)
  field.select()
  const isCopied = document.execCommand('copy')
  status.textContent = isCopied ? words.copied : words.byhand
  if (!isCopied) return
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
}

/** Empties what was said, and takes away a text that stood there to be copied by hand. */
export function clearStatus(status: Element): void {
  status.textContent = ''
  if (status.nextElementSibling instanceof HTMLTextAreaElement) status.nextElementSibling.remove()
}
