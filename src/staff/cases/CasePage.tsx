/** What the two pages about cases have around them: title, and the language, which changes in place so that the file stays. */
import { useStore } from '@nanostores/preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { $announcement } from '../results/announce.ts'
import { LANGUAGES, type Language, type Words } from '../words/words.ts'
import type { CaseSpeech, CaseWords } from './told.ts'

export interface CasePageProps {
  readonly words: Readonly<Record<Language, Words>>
  readonly told: Readonly<Record<Language, CaseWords>>
  readonly first: Language
}

interface Inside extends CasePageProps {
  readonly page: 'places' | 'cases'
  readonly children: (speech: CaseSpeech) => ComponentChildren
}

export function CasePage({ words, told: both, first, page, children }: Inside) {
  const [language, setLanguage] = useState(first)
  const told = both[language]
  return (
    <div lang={language} class="staff airy">
      <h1>{told[page].title}</h1>
      <p class="lead">{told[page].lead}</p>
      <div class="staff-bar screen-only">
        <fieldset class="languages">
          <legend class="visually-hidden">{words[language].languageLabel}</legend>
          {LANGUAGES.map((each) => (
            <button type="button" key={each} lang={each} aria-pressed={each === language} onClick={() => setLanguage(each)}>
              {{ es: 'Español', en: 'English' }[each]}
            </button>
          ))}
        </fieldset>
      </div>
      <p role="status" class="visually-hidden">
        {useStore($announcement)}
      </p>
      {children({ language, words: words[language], told })}
    </div>
  )
}
