/**
 * People at a round table: what each of them answers is written down before she is in the room, by the words on her screen, and from these plans a test counts
 * what has to come out. Read from the content's files, by no code of the product.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { parse } from 'yaml'
import type spanishStaff from '../../content/ui/es/staff-table.json'
import type spanish from '../../content/ui/es/table.json'
import { type Language, type WrittenConcept, words } from './content.ts'

const content = join(import.meta.dirname, '..', '..', 'content')
const read = (file: string) => parse(readFileSync(join(content, file), 'utf8'))

export const tableConcepts: readonly (WrittenConcept & { readonly name: Record<Language, string> })[] =
  read('instruments/prosecutors.yaml').concepts
export const tableWords: Record<Language, typeof spanish> = { es: read('ui/es/table.json'), en: read('ui/en/table.json') }
export const staffWords: Record<Language, typeof spanishStaff> = {
  es: read('ui/es/staff-table.json'),
  en: read('ui/en/staff-table.json'),
}

/** One person's codes: before, after, and "before this page". */
export interface Plan {
  readonly before: Record<string, string>
  readonly after: Record<string, string>
  readonly recalled: Record<string, string>
}

/** Which codes are right, said anew: the first of a choice; the upper two steps, or the lower two where disagreeing is right. */
export const isRight = ({ answer, right }: WrittenConcept, code: string): boolean =>
  answer === 'choice' ? code === '0' : (right === 'disagree' ? ['1', '2'] : ['3', '4']).includes(code)

/** Person number `at`: right or wrong by a rhythm of her own, so that no room answers alike; the after is a little better than the before. */
export function planOf(at: number): Plan {
  const codes = (shift: number, share: number) =>
    Object.fromEntries(
      tableConcepts.map((concept, place) => {
        const turn = (at * 7 + place * 5 + shift) % 12
        return [concept.id, turn < share ? rightCode(concept, at) : wrongCode(concept, turn)]
      }),
    )
  const before = codes(0, 5)
  const after = codes(3, 7)
  return { before, after, recalled: Object.fromEntries(tableConcepts.map(({ id }) => [id, before[id] ?? '1'])) }
}

const rightCode = ({ answer, right }: WrittenConcept, at: number): string =>
  answer === 'choice' ? '0' : right === 'disagree' ? (['1', '2'][at % 2] ?? '1') : (['3', '4'][at % 2] ?? '3')
const wrongCode = ({ answer, right }: WrittenConcept, turn: number): string =>
  turn % 5 === 0
    ? 'k'
    : answer === 'choice'
      ? (['1', '2'][turn % 2] ?? '1')
      : right === 'disagree'
        ? (['3', '4'][turn % 2] ?? '3')
        : (['1', '2'][turn % 2] ?? '1')

/** The text of an option as the page writes it. */
function optionText(concept: WrittenConcept, form: 'A' | 'B', code: string, language: Language): string {
  if (code === 'k') return words[language].dontKnow ?? ''
  if (concept.answer === 'choice') return concept.items[form].options?.[Number(code)]?.[language] ?? ''
  return (words[language][concept.answer] as unknown as readonly string[])[Number(code) - 1] ?? ''
}

/** Question on screen → option to choose. Every form of every concept: which one she meets is drawn on her phone. */
const choicesOf = (codes: Record<string, string>, language: Language): Record<string, string> =>
  Object.fromEntries(
    tableConcepts.flatMap((concept) =>
      (['A', 'B'] as const).map((form) => [
        concept.items[form].question[language],
        optionText(concept, form, codes[concept.id] ?? 'k', language),
      ]),
    ),
  )

export interface Person {
  readonly context: BrowserContext
  page: Page
  readonly language: Language
  readonly plan: Plan
  /** Which form she met before, once she has. */
  order: 'AB' | 'BA' | 'unknown'
}

/** Answers questions until a screen has none. Clicks what is on the page and reads what it says, within the page: fast, and the page's own doing. */
async function answerAll(
  { page }: Person,
  choices: Record<string, string>,
  recalled: Record<string, string>,
  lead: string,
): Promise<string[]> {
  return page.evaluate(
    async ({ choices, recalled, lead }) => {
      const asked: string[] = []
      const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      for (let screens = 0; screens < 40; screens++) {
        const form = document.querySelector<HTMLFormElement>('.quiz form')
        if (!form) return asked
        const legend = form.querySelector('legend')?.textContent ?? ''
        const question = legend === lead ? (form.querySelector('#hint')?.textContent ?? '') : legend
        if (form.querySelector('input[type=radio]')) {
          const wanted = (legend === lead ? recalled : choices)[question]
          const label = [...form.querySelectorAll('label')].find((each) => each.textContent?.trim() === wanted)
          if (!label) throw new Error(`no option "${wanted}" for "${question}"`)
          label.click()
          asked.push(question)
        }
        await drawn()
        form.querySelector<HTMLButtonElement>('button[type=submit]')?.click()
        for (let tries = 0; tries < 100 && document.querySelector('.quiz form legend')?.textContent === legend; tries++)
          await drawn()
      }
      throw new Error('the questions do not end')
    },
    { choices, recalled, lead },
  )
}

/** Opens the room by its code. */
export async function enter(person: Person, address: string): Promise<void> {
  await person.page.goto(address)
  await person.page.locator('#start button:visible, .quiz h1:visible, .quiz form:visible').first().waitFor()
}

/** Answers up to the question whether the phone may keep the answers. */
export async function answerBefore(person: Person): Promise<void> {
  const { page, language, plan } = person
  await page.locator('[data-start]').click()
  await page.locator('.quiz form').waitFor()
  const asked = await answerAll(person, choicesOf(plan.before, language), {}, '')
  const first = tableConcepts.find((concept) => concept.items.A.question[language] === asked[0])
  person.order = first ? 'AB' : 'BA'
}

export async function keep({ page, language }: Person, agrees: boolean): Promise<void> {
  await page.getByRole('button', { name: tableWords[language][agrees ? 'keepYes' : 'keepNot'] }).click()
}

export async function answerAfter(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: tableWords[person.language].pauseOn }).click()
  await goOnAfter(person)
}

/** From the first question after the pause. */
export async function goOnAfter(person: Person): Promise<void> {
  const { page, language, plan } = person
  await page.locator('.quiz form').waitFor()
  await answerAll(
    person,
    choicesOf(plan.after, language),
    choicesOf(plan.recalled, language),
    tableWords[language].prosecutors.thenLead,
  )
}

/** What the room has to come to, counted person by person. */
export function countPairs(people: readonly Person[]): Record<string, number> {
  const counts: Record<string, number> = {}
  const add = (key: string) => {
    counts[key] = (counts[key] ?? 0) + 1
  }
  for (const { order, plan } of people) {
    add(`n:${order}:endline`)
    for (const { id } of tableConcepts) add(`p:${order}:${id}:${plan.before[id]}>${plan.after[id]}`)
  }
  return counts
}
