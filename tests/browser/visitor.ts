/**
 * A visitor: goes through the questions in a real browser as a person would, chooses by her own dice, and writes down what she chose, read from the
 * screen. From these notes a test computes what has to have been counted.
 */
import { expect, type Page } from '@playwright/test'
import { itemOf, type Language, words } from './content.ts'

export type Age = 'under-14' | '14-17' | '18+' | 'unsaid'

export interface Notes {
  readonly path: 'full' | 'short'
  readonly age: Age
  /** Read from the questions met: which form came at which occasion. */
  order: 'AB' | 'BA'
  arm: 'questions-first' | 'content-first'
  /** Option numbers in the order of the content files, `k` for "I don't know"; by concept. */
  readonly baseline: Record<string, string>
  readonly endline: Record<string, string>
  readonly recalled: Record<string, string>
  readonly barriers: string[]
}

export interface Visitor {
  readonly page: Page
  readonly language: Language
  /** A number from 0 to below 1. */
  readonly dice: () => number
}

const AGES: readonly Age[] = ['under-14', '14-17', '18+', 'unsaid']

/** Opens the landing page of a printed code and goes on to the questions. */
export async function scan({ page, language }: Visitor, address: string, code: string): Promise<void> {
  await page.goto(`${address}${language === 'es' ? '/q/' : '/en/q/'}${code && `#${code}`}`)
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('')
  await page
    .locator(`main a.button[href="${language === 'es' ? '/preguntas/' : '/en/questions/'}"]`)
    .first()
    .click()
  await page.waitForURL(/preguntas|questions/)
}

/** Chooses a path and an age, and answers up to the result (or up to `until`, where given). */
export async function answer(visitor: Visitor, path: 'full' | 'short', age: Age, until?: 'story'): Promise<Notes> {
  const { page } = visitor
  const notes: Notes = { path, age, order: 'AB', arm: 'content-first', baseline: {}, endline: {}, recalled: {}, barriers: [] }
  await page.locator(`[data-start=${path}]`).click()
  await page.locator(`input[name=age][value="${AGES.indexOf(age)}"]`).check()
  await next(visitor)
  if (age !== 'under-14') await goOn(visitor, notes, until)
  return notes
}

/** Answers from wherever the visit is. */
export async function goOn(visitor: Visitor, notes: Notes, until?: 'story'): Promise<void> {
  const { page, language } = visitor
  for (let screens = 0; screens < 60; screens++) {
    const heading = page.locator('.quiz h1, .quiz legend')
    const text = (await heading.textContent()) ?? ''
    if (text === words[language].resultTitle) return
    const before = await page.locator('.quiz form, .quiz').first().textContent()
    if (text === words[language].storyLead) {
      if (until === 'story') return
      await page.getByRole('button', { name: words[language].storyDone ?? '' }).click()
    } else if (text === words[language].barriersQuestion) await nameBarriers(visitor, notes)
    else await answerQuestion(visitor, notes, text)
    await expect(page.locator('.quiz form, .quiz').first()).not.toHaveText(before ?? '')
  }
  throw new Error('the questions do not end')
}

async function answerQuestion(visitor: Visitor, notes: Notes, question: string): Promise<void> {
  const { page, language, dice } = visitor
  // "Before this page" asks of the question just answered, which stands below as a hint.
  const isRecalled = question === words[language].thenLead
  const { concept, form } = itemOf(isRecalled ? ((await page.locator('#hint').textContent()) ?? '') : question, language)
  const step = (await page.locator('.step').textContent()) ?? ''
  const isBefore = step.trim().startsWith(words[language].before ?? '')
  const labels = page.locator('.quiz label')
  const label = labels.nth(Math.floor(dice() * (await labels.count())))
  const chosen = (await label.textContent())?.trim() ?? ''
  await label.click()

  if (isBefore) notes.arm = 'questions-first'
  notes.order = (form === 'A') === isBefore ? 'AB' : 'BA'
  notes[isRecalled ? 'recalled' : isBefore ? 'baseline' : 'endline'][concept.id] = codeOf(chosen, language, concept, form)
  await next(visitor)
}

/** The number of an option, by its text in the content files. */
function codeOf(chosen: string, language: Language, concept: ReturnType<typeof itemOf>['concept'], form: 'A' | 'B'): string {
  if (chosen === words[language].dontKnow) return 'k'
  const steps = words[language][concept.answer] as unknown as readonly string[] | undefined
  const index =
    concept.answer === 'choice'
      ? (concept.items[form].options ?? []).findIndex((option) => option[language] === chosen)
      : (steps ?? []).indexOf(chosen) + 1
  if (index < 0) throw new Error(`"${chosen}" is no option of ${concept.id}`)
  return String(index)
}

async function nameBarriers(visitor: Visitor, notes: Notes): Promise<void> {
  const { page, dice } = visitor
  const boxes = page.locator('.quiz input[type=checkbox]:not([value=none])')
  for (let box = 0; box < (await boxes.count()); box++) {
    if (dice() < 0.7) continue
    await boxes.nth(box).check()
    notes.barriers.push((await boxes.nth(box).getAttribute('value')) ?? '')
  }
  await next(visitor)
}

async function next({ page, language }: Visitor): Promise<void> {
  await page.getByRole('button', { name: words[language].next ?? '', exact: true }).click()
}

/** Waits until the result page says what became of the record. */
export async function delivered({ page }: Visitor, as = 'delivered'): Promise<void> {
  await expect(page.locator('[data-delivery]')).toHaveAttribute('data-delivery', as, { timeout: 30_000 })
}
