/**
 * Leaving at once: cover the page, erase what the site keeps on the phone, go to an everyday page in place of this one.
 *
 * The link works without this script. With it, Back does not return here, Shift three times does the same as a tap (not Escape, which stops loading
 * pages and closes much else), and nothing waits for the network: erasing is synchronous and comes before leaving. What it cannot do (history,
 * downloads, other tabs) the privacy page says. Conduct after GOV.UK's "exit this page": presses within 5 s, dots as a cue, counted aloud.
 */
import { OUTBOX_DAYS } from '../protocol/acknowledgement.ts'

const PRESSES = 3
const PAUSE_MS = 5000

const link = document.querySelector<HTMLAnchorElement>('#exit')
const dots = link?.querySelector('[data-exit-dots]')
const status = document.querySelector('[data-exit-status]')

let presses = 0
let timer = 0
let isShiftAlone = false

function showPresses(count: number): void {
  presses = count
  if (dots) dots.textContent = '•'.repeat(count)
  if (status) status.textContent = count > 0 && count < PRESSES ? `Shift ${count}/${PRESSES}` : ''
}

function leave(): void {
  document.documentElement.hidden = true
  for (const storage of ['sessionStorage', 'localStorage'] as const) {
    try {
      window[storage].clear()
    } catch {
      // A phone that refuses storage has nothing to erase.
    }
  }
  location.replace(link?.href ?? 'about:blank')
}

link?.addEventListener('click', (event) => {
  event.preventDefault()
  leave()
})

addEventListener('keydown', (event) => {
  isShiftAlone = event.key === 'Shift' && !event.repeat
  if (event.key !== 'Shift') showPresses(0)
})

addEventListener('keyup', (event) => {
  if (event.key !== 'Shift' || !isShiftAlone) return
  clearTimeout(timer)
  showPresses(presses + 1)
  if (presses === PRESSES) leave()
  timer = window.setTimeout(() => showPresses(0), PAUSE_MS)
})

// What has waited too long to be delivered is dropped on whichever page is opened first; its name carries the time (quiz/outbox).
try {
  for (const name of Object.keys(localStorage)) {
    const [kind, since = ''] = name.split('.')
    const age = Date.now() - Number.parseInt(since, 36)
    if (kind === 'o' && !(age >= 0 && age < OUTBOX_DAYS * 86_400_000)) localStorage.removeItem(name)
  }
} catch {
  // A phone that refuses storage keeps nothing too long.
}

// A page that the browser kept whole may come back covered.
addEventListener('pageshow', () => {
  document.documentElement.hidden = false
})
