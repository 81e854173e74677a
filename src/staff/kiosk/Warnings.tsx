/** What keeps answers from being counted, or did: on the screen at rest, in both languages, for whoever works nearby. */
import { filled } from '../words/words.ts'
import type { Failure } from './device.ts'
import { KIOSK_LANGUAGES, type KioskData, type KioskLanguage } from './kiosk-data.ts'
import type { Trouble } from './tally.ts'

interface WarningsProps {
  readonly data: KioskData
  readonly failure: Failure | undefined
  readonly troubles: readonly Trouble[]
  /** The tablet's date, where the wave is not open on it. */
  readonly closedOn: string | undefined
  /** One language where one person reads them. */
  readonly languages?: readonly KioskLanguage[]
}

export function Warnings({ data, failure, troubles, closedOn, languages = KIOSK_LANGUAGES }: WarningsProps) {
  const said = languages.map((language) => {
    const words = data.languages[language].words.trouble
    const all = [
      ...(failure ? [words[failure]] : []),
      ...(closedOn ? [filled(words.closed, { day: closedOn })] : []),
      ...troubles.map(({ kind, name }) => filled(words[kind], { name })),
    ]
    return { language, all: [...new Set(all)] }
  })
  return (
    <div role="alert" class="stack">
      {said.flatMap(({ language, all }) =>
        all.map((text) => (
          <p key={language + text} lang={language} class="notice">
            {text}
          </p>
        )),
      )}
    </div>
  )
}
