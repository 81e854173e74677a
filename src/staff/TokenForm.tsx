/** Asks staff for a token, which goes to the collector and is kept nowhere. */
import type { ComponentChildren } from 'preact'

interface TokenFormProps {
  readonly words: { readonly token: string; readonly tokenHint: string }
  /** On the button. */
  readonly open: string
  /** What the page knows of the collector: `opening` while it is asked, `unauthorised` where it did not take the token. */
  readonly kind: string
  /** Id of the `Trouble` that tells what was wrong. */
  readonly trouble?: string
  readonly take: (token: string) => unknown
  /** What became of it. */
  readonly children?: ComponentChildren
}

const TROUBLE = 'token-trouble'

export function TokenForm({ words, open, kind, trouble = TROUBLE, take, children }: TokenFormProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void take(String(new FormData(event.currentTarget).get('token')))
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
          aria-describedby={`token-hint ${trouble}`}
          aria-invalid={kind === 'unauthorised' ? true : undefined}
        />
      </label>
      <p class="quiet" id="token-hint">
        {words.tokenHint}
      </p>
      <button type="submit" class="button" disabled={kind === 'opening'}>
        {open}
      </button>
      {children}
    </form>
  )
}

/** What was wrong, read out when it comes. @param text empty where nothing is */
export const Trouble = ({ id = TROUBLE, text }: { id?: string; text: string }) => (
  <div role="alert" id={id}>
    {text && <p class="notice">{text}</p>}
  </div>
)
