/**
 * A respondent: goes through the kiosk's real screens by clicks within the page, chooses by her own dice, and says what she is about to click before she
 * does. From what she said, and from `content/`, a test works out what has to have been counted; none of the product's code takes part.
 */
import type { Page } from '@playwright/test'
import { concepts, itemOf, type Language, shortPick, words } from '../browser/content.ts'
import { type Counters, countersOf, leafOf } from '../browser/expected.ts'
import type { Age, Notes } from '../browser/visitor.ts'

/** One click that sends a screen on. */
export interface Step {
  readonly heading: string
  readonly hint: string
  readonly label: string
  /** The text of the option chosen; empty where none is asked for. */
  readonly chosen: string
  readonly boxes: readonly string[]
}

export interface Plan {
  readonly seed: number
  readonly language: Language
  readonly path: 'full' | 'short'
  readonly age: Age
  /** Leaves after so many screens; `never` comes to the result. */
  readonly leavesAfter: number | 'never'
}

const AGES: readonly Age[] = ['under-14', '14-17', '18+', 'unsaid']

/** Of 20: one under 14, two from 14 to 17, one who does not say; one in eight takes the long way, one in ten leaves, two in five speak English. */
export function planOf(dice: () => number): Plan {
  const roll = Math.floor(dice() * 20)
  return {
    seed: Math.floor(dice() * 2 ** 31),
    language: dice() < 0.6 ? 'es' : 'en',
    path: dice() < 0.125 ? 'full' : 'short',
    age: roll === 0 ? 'under-14' : roll < 3 ? '14-17' : roll === 3 ? 'unsaid' : '18+',
    leavesAfter: dice() < 0.1 ? 1 + Math.floor(dice() * 9) : 'never',
  }
}

/** The binding's name: told of each click before it is made. */
export const SAYS = 'kioskSays'

/** Goes through one visit. Gives how long (ms) the record took from the last click to the word that it was counted. */
export function respond(page: Page, plan: Plan): Promise<number> {
  const own = words[plan.language]
  return page.evaluate(walk, {
    ...plan,
    ageIndex: AGES.indexOf(plan.age),
    storyLead: own.storyLead ?? '',
    storyDone: own.storyDone ?? '',
    says: SAYS,
  })
}

/** Runs in the page. */
async function walk(plan: Plan & { ageIndex: number; storyLead: string; storyDone: string; says: string }): Promise<number> {
  const say = (window as unknown as Record<string, (step: object) => Promise<void>>)[plan.says] as (step: object) => Promise<void>
  let state = plan.seed >>> 0
  const dice = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state >>> 8) % 65536) / 65536
  }
  const one = <T extends Element = HTMLElement>(selector: string) => document.querySelector<T>(selector)
  // A message and no timer: those that follow each other are kept waiting by the browser, and 5,000 people would take an hour more.
  const { port1, port2 } = new MessageChannel()
  const pause = () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve()
      port2.postMessage(0)
    })
  const until = async (isTrue: () => unknown) => {
    for (const since = performance.now(); performance.now() - since < 60_000; await pause()) if (isTrue()) return
    throw new Error(`the kiosk stands still: ${document.querySelector('.kiosk')?.textContent?.slice(0, 200)}`)
  }
  // A port that stays open keeps what waits at it, and the heap is to tell of the kiosk alone.
  const over = (took: number) => {
    port1.close()
    return took
  }
  const heading = () => one('.quiz :is(h1, legend)')?.textContent ?? ''
  const none = { heading: '', hint: '', label: '', chosen: '', boxes: [] }

  await until(() => one('.rest'))
  await say({ ...none, heading: 'language' })
  one(`.languages-first [lang=${plan.language}]`)?.click()
  await until(() => !one('.visit')?.hidden)
  one(`[data-start=${plan.path}]`)?.click()
  await until(() => one('input[name=age]'))
  one<HTMLInputElement>(`input[name=age][value="${plan.ageIndex}"]`)?.click()
  await pause()
  one('.quiz button[type=submit]')?.click()
  if (plan.age === 'under-14') {
    await until(() => one('#young')?.hidden === false)
    one('#young .button')?.click()
    await until(() => one('.rest'))
    return over(0)
  }
  await until(() => !one('input[name=age]'))
  for (let screens = 1; ; screens++) {
    if (screens === plan.leavesAfter) {
      one('.finish button')?.click()
      await until(() => one('.rest'))
      return over(0)
    }
    const before = one('.quiz')?.textContent
    let chosen = ''
    const boxes: string[] = []
    const radios = [...document.querySelectorAll<HTMLInputElement>('.quiz input[type=radio]')]
    if (radios.length > 0) {
      const radio = radios[Math.floor(dice() * radios.length)] as HTMLInputElement
      chosen = radio.closest('label')?.textContent?.trim() ?? ''
      radio.click()
    }
    for (const box of document.querySelectorAll<HTMLInputElement>('.quiz input[type=checkbox]:not([value=none])'))
      if (dice() > 0.7) {
        box.click()
        boxes.push(box.value)
        await pause()
      }
    await pause()
    const step = {
      heading: heading(),
      hint: one('#hint')?.textContent ?? '',
      label: one('.step')?.textContent?.trim() ?? '',
      chosen,
      boxes,
    }
    // What comes before is in order: to wait for the answer is needed only where the click hands something in.
    const said = say(step)
    const [, position, last] = /(\d+)\/(\d+)$/.exec(step.label) ?? []
    if (screens === 1 || position === last) await said
    const started = performance.now()
    one('.quiz .button')?.click()
    await until(() => one('.quiz')?.textContent !== before || one('[data-delivery]'))
    const delivery = () => one('[data-delivery]')?.dataset.delivery
    if (!delivery()) continue
    await until(() => delivery() !== 'sending')
    const took = performance.now() - started
    if (delivery() !== 'delivered') throw new Error(`the kiosk did not count: ${delivery()}`)
    one('.quiz > .button-quiet')?.click()
    await until(() => one('.rest'))
    return over(took)
  }
}

/** What one click hands in, in the order in which it is counted. */
export type Event = 'scan' | 'start' | 'baseline' | 'endline'

/** What she has handed in by the clicks that she named, in order; the last of them may not have come to pass. */
export function handedIn({ path, age, language }: Plan, steps: readonly Step[], venue: string): { event: Event; adds: Counters }[] {
  const wave = '2026-2'
  if (steps.length === 0) return []
  const found: { event: Event; adds: Counters }[] = [
    { event: 'scan', adds: { [`${wave}/core-short@1/${venue}`]: { 'f:scan': 1 } } },
  ]
  const asked = steps.slice(1)
  if (age === 'under-14' || asked.length === 0) return found
  const { notes, hasBaseline, hasEndline } = notesOf(path, age, language, asked)
  const person = { notes, venue }
  const leaf = leafOf(wave, { ...person, hasEndline })
  found.push({ event: 'start', adds: { [leaf]: { 'f:start': 1 } } })
  const without = countersOf(wave, [{ ...person, hasEndline: false }])
  if (hasBaseline) found.push({ event: 'baseline', adds: without })
  if (hasEndline) {
    const whole = countersOf(wave, [{ ...person, hasEndline: true }])
    const adds = Object.fromEntries(Object.entries(whole[leaf] ?? {}).filter(([key]) => without[leaf]?.[key] === undefined))
    found.push({ event: 'endline', adds: { [leaf]: { ...adds, 'f:finish': 1 } } })
  }
  return found
}

function notesOf(path: Plan['path'], age: Age, language: Language, steps: readonly Step[]) {
  const own = words[language]
  const isBefore = ({ label }: Step) => label.startsWith(own.before ?? '')
  const arm = steps.some(isBefore) ? ('questions-first' as const) : ('content-first' as const)
  const notes: Notes = { path, age, order: 'AB', arm, baseline: {}, endline: {}, recalled: {}, barriers: [] }
  let hasBaseline = false
  let hasStory = false
  let hasBarriers = false
  for (const step of steps) {
    if (step.heading === own.storyLead) hasStory = true
    else if (step.heading === own.barriersQuestion) {
      hasBarriers = true
      notes.barriers.push(...step.boxes)
      hasBaseline = arm === 'questions-first'
    } else {
      const isRecalled = step.heading === own.thenLead
      const { concept, form } = itemOf(isRecalled ? step.hint : step.heading, language)
      notes.order = (form === 'A') === isBefore(step) ? 'AB' : 'BA'
      const part = isRecalled ? notes.recalled : isBefore(step) ? notes.baseline : notes.endline
      part[concept.id] = codeOf(step.chosen, concept, form, language)
    }
  }
  const asked = path === 'full' ? concepts : concepts.filter(({ id }) => shortPick.includes(id))
  const isAnswered = Object.keys(notes.endline).length === asked.length
  const isRecalled = Object.keys(notes.recalled).length === asked.filter(({ thenTest }) => thenTest).length
  const hasEndline = hasStory && hasBarriers && isAnswered && isRecalled
  return { notes, hasBaseline, hasEndline }
}

function codeOf(chosen: string, concept: (typeof concepts)[number], form: 'A' | 'B', language: Language): string {
  if (chosen === words[language].dontKnow) return 'k'
  const steps = words[language][concept.answer] as unknown as readonly string[] | undefined
  const index =
    concept.answer === 'choice'
      ? (concept.items[form].options ?? []).findIndex((option) => option[language] === chosen)
      : (steps ?? []).indexOf(chosen) + 1
  if (index < 0) throw new Error(`"${chosen}" is no option of ${concept.id}`)
  return String(index)
}
