/**
 * The script of the page "Check an offer". The page works without it; with it the ticks are heard, and the plan and the page can be passed on.
 *
 * Nothing is stored or sent, and what was ticked or written is forgotten as soon as the page is left, by the exit or any other way: a browser that keeps the
 * whole page for its Back button keeps it empty.
 */
import { clearStatus, copy, send, type Words } from './pass-on.ts'
import { planInWords } from './plan.ts'
import { announceTicks } from './signs.ts'

const [signs, plan, pass] = ['.signs', '.plan form', '.pass'].map((selector) => document.querySelector<HTMLElement>(selector))
const statusOf = (part: Element): Element => part.querySelector('[role=status]') ?? document.createElement('p')
const wordsOf = ({ dataset }: HTMLElement): Words => ({
  copied: dataset.copied ?? '',
  byhand: dataset.byhand ?? '',
  text: dataset.text ?? '',
})

function onClick(act: string, run: () => void): void {
  const button = document.querySelector<HTMLElement>(`[data-act=${act}]`)
  if (!button) return
  button.hidden = false
  button.addEventListener('click', run)
}

if (signs) announceTicks(signs, statusOf(signs))

if (plan) {
  const status = statusOf(plan)
  const passOn = (by: (text: string) => Promise<void>) => {
    clearStatus(status)
    const lines = [...plan.querySelectorAll('textarea')].map((field) => ({
      label: field.labels[0]?.firstChild?.textContent?.trim() ?? '',
      written: field.value,
    }))
    const text = planInWords(document.querySelector('#plan')?.textContent ?? '', lines, plan.dataset.closing ?? '')
    if (text === undefined) status.textContent = plan.dataset.empty ?? ''
    else void by(text)
  }
  // Where the phone cannot share, sending would be copying under another name.
  if ('share' in navigator) onClick('send', () => passOn((text) => send({ text }, status, wordsOf(plan))))
  onClick('copy', () => passOn((text) => copy(text, status, wordsOf(plan))))
  plan.addEventListener('reset', () => clearStatus(status))
}

if (pass) {
  const page = { text: pass.dataset.share ?? '', url: location.origin + location.pathname }
  onClick('share', () => void send(page, statusOf(pass), wordsOf(pass)))
  onClick('print', () => print())
}

addEventListener('pagehide', () => {
  for (const form of document.forms) form.reset()
})
