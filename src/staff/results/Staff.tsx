/** The staff page: its parts, and the language that it speaks. Parts that need figures show how to open them until there are some. */
import { useStore } from '@nanostores/preact'
import { useEffect, useState } from 'preact/hooks'
import { Odd } from '../odd/Odd.tsx'
import { Planning } from '../plan/Planning.tsx'
import { Quality } from '../quality/Quality.tsx'
import { LANGUAGES, type Language, type Words } from '../words/words.ts'
import { $announcement } from './announce.ts'
import { $report } from './evidence.ts'
import { MethodNote } from './MethodNote.tsx'
import { Opening } from './Opening.tsx'
import { Sources } from './Sources.tsx'
import { WaveReport } from './WaveReport.tsx'

export interface StaffProps {
  readonly words: Readonly<Record<Language, Words>>
  /** Path of the method page. */
  readonly method: Readonly<Record<Language, string>>
  /** The page's own language, until another is chosen. */
  readonly first: Language
}

/** As they stand in the address, after `#`: a part can be gone back from. */
const PARTS = ['report', 'odd', 'quality', 'plan', 'method'] as const
type Part = (typeof PARTS)[number]

export function Staff({ words: both, method, first }: StaffProps) {
  const [language, setLanguage] = useState(first)
  const part = usePart()
  const report = useStore($report)
  usePaper()
  const words = both[language]
  const speech = { language, words }
  return (
    <div lang={language} class="staff airy">
      <h1>{words.title}</h1>
      <p class="lead screen-only">{words.intro}</p>
      <div class="staff-bar screen-only">
        <nav class="parts" aria-label={words.partsLabel}>
          <ul>
            {PARTS.map((each) => (
              <li key={each}>
                <a href={`#${each}`} aria-current={each === part ? 'page' : undefined}>
                  {words.parts[each]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <fieldset class="languages">
          <legend class="visually-hidden">{words.languageLabel}</legend>
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
      {part === 'plan' && <Planning {...speech} />}
      {part === 'method' && <MethodNote {...speech} path={method[language]} />}
      {(part === 'report' || part === 'odd' || part === 'quality') &&
        (report ? (
          <>
            <Sources report={report} {...speech} />
            {part === 'report' && <WaveReport report={report} {...speech} />}
            {part === 'odd' && <Odd report={report} {...speech} />}
            {part === 'quality' && <Quality report={report} {...speech} />}
          </>
        ) : (
          <Opening {...speech} />
        ))}
    </div>
  )
}

/** On paper every table is open. Style sheets alone do that in some browsers; the others are told before they print, and afterwards all is as it was. */
function usePaper(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = []
    const open = () => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('#staff details:not([open])')]
      for (const details of opened) details.open = true
    }
    const close = () => {
      for (const details of opened) details.open = false
    }
    addEventListener('beforeprint', open)
    addEventListener('afterprint', close)
    return () => {
      removeEventListener('beforeprint', open)
      removeEventListener('afterprint', close)
    }
  }, [])
}

/** The part that the address names; anything else in it, the place of a step, is within the report. */
const partInAddress = (): Part => PARTS.find((part) => location.hash === `#${part}`) ?? 'report'

function usePart(): Part {
  const [part, setPart] = useState(partInAddress)
  useEffect(() => {
    const change = () => setPart(partInAddress())
    addEventListener('hashchange', change)
    return () => removeEventListener('hashchange', change)
  }, [])
  return part
}
