/** What the two pages about cases have around them: title, the way to the other staff pages, and the language, which changes in place so that the file stays. */
import { useStore } from '@nanostores/preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { $announcement } from '../results/announce.ts'
import { LANGUAGES, type Language, type Words } from '../words/words.ts'
import type { CaseSpeech, CaseWords } from './told.ts'

const PAGES = ['staff', 'places', 'cases'] as const

export interface CasePageProps {
  readonly words: Readonly<Record<Language, Words>>
  readonly told: Readonly<Record<Language, CaseWords>>
  readonly paths: Readonly<Record<Language, Readonly<Record<(typeof PAGES)[number], string>>>>
  readonly first: Language
}

interface Inside extends CasePageProps {
  readonly page: 'places' | 'cases'
  readonly children: (speech: CaseSpeech) => ComponentChildren
}

export function CasePage({ words, told: both, paths, first, page, children }: Inside) {
  const [language, setLanguage] = useState(first)
  const told = both[language]
  return (
    <div lang={language} class="staff airy">
      <h1>{told[page].title}</h1>
      <p class="lead">{told[page].lead}</p>
      <div class="staff-bar screen-only">
        <nav class="parts" aria-label={told.pages}>
          <ul>
            {PAGES.map((each) => (
              <li key={each}>
                <a href={paths[language][each]} aria-current={each === page ? 'page' : undefined}>
                  {told.links[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
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
