/** What came over a limit, as staff see it and decide about it. */
import { expect, type Page, test } from '@playwright/test'
import english from '../../content/ui/en/staff.json' with { type: 'json' }
import spanish from '../../content/ui/es/staff.json' with { type: 'json' }
import { BY_DEFAULT, violations } from './axe.ts'
import { type Served, serve } from './served.ts'

const WORDS = { es: spanish, en: english }
const CONCEPTS = ['advance-is-debt', 'verify-by-own-channel', 'would-tell']
const hex = (number: number) => number.toString(16).padStart(32, '0')

let served: Served
test.beforeEach(async () => {
  served = await serve(undefined, undefined, { TRUSTED_PROXIES: '127.0.0.1', PLACE_PER_HOUR: '24' })
})
test.afterEach(() => served.close())

/** `count` visitors who answer before and after at a venue, each from a network of her own. */
async function visitors(count: number, first: number, venue: string): Promise<void> {
  for (let person = first; person < first + count; person++) {
    const answers = (shift: number) =>
      Object.fromEntries(CONCEPTS.map((id, at) => [id, ['0', '1', '2', 'k'][(person * 7 + at * 3 + shift) % 4]]))
    const common = { v: 1, wave: '2026-2', instrument: 'core-short@1', arm: 'questions-first', age: '18+', venue }
    const order = person % 2 ? 'AB' : 'BA'
    const post = async (record: object) => {
      const answer = await fetch(`${served.address}/api/records`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `186.${person >> 8}.${person & 255}.7` },
        body: JSON.stringify({ ...common, order, ...record }),
      })
      expect(answer.status, await answer.clone().text()).toBe(204)
      return Number(answer.headers.get('batch'))
    }
    const before = answers(1)
    const batch = await post({ id: hex(person * 2 + 1), occasion: 'baseline', answers: before, barriers: ['need-work'] })
    await post({ id: hex(person * 2 + 2), occasion: 'endline', answers: answers(2), before, batch })
  }
}

const codeOf = async (venue: string) => (await served.staff('codes', '--venue', venue)).split('#')[1]?.trim() ?? ''

async function open(page: Page, language: 'es' | 'en'): Promise<void> {
  await page.goto(served.address + (language === 'es' ? '/equipo/' : '/en/staff/'))
  await page.locator('input[name=token]').fill((await served.staff('token')).split('\n')[0] ?? '')
  await page.locator('form .button').click()
}

for (const language of ['es', 'en'] as const)
  test(`an hour that a place does not bear waits on the staff page, and is counted or dropped by hand (${language})`, async ({
    page,
  }) => {
    const told = WORDS[language].quarantine
    await page.setViewportSize({ width: 320, height: 640 })
    await visitors(24, 100, await codeOf('terminal-bogota'))
    await visitors(16, 500, await codeOf('el-dorado'))
    await open(page, language)
    const block = page.locator('section', { has: page.locator('#quarantine') })
    await expect(block.getByRole('heading', { level: 3 })).toHaveCount(2)
    await expect(block).toContainText(told.people.replace('{n}', told.more.replace('{n}', '10')))
    await expect(block).toContainText(told.people.replace('{n}', told.few))
    expect(await violations(page, BY_DEFAULT, '#staff')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(await served.staff('quarantine')).toMatch(
      /^[0-9a-f]{10} {2}el-dorado .*fewer than 10 people.*\n[0-9a-f]{10} {2}terminal-bogota .*10 people or a few more/,
    )

    // By keyboard: the first is El Dorado's.
    await block.getByRole('button', { name: told.drop, exact: false }).first().focus()
    await page.keyboard.press('Enter')
    await expect(block.getByText(told.sure)).toBeVisible()
    await expect(block.getByRole('button', { name: told.keep })).toBeFocused()
    await block.getByRole('button', { name: told.really }).press('Enter')
    await expect(block.getByRole('heading', { level: 3 })).toHaveCount(1)
    await expect(page.locator('#quarantine')).toBeFocused()
    await expect(block.locator('.notice')).toContainText('El Dorado')
    await block.getByRole('button', { name: told.accept }).press('Enter')
    await expect(block.getByRole('heading', { level: 3 })).toHaveCount(0)
    await expect(block.locator('.notice')).toContainText('Bogotá')
    expect(await served.staff('quarantine')).toContain('Nothing is in quarantine.')

    await page.getByRole('button', { name: WORDS[language].release }).click()
    await expect(page.locator('.sources > [role=status]')).toContainText('24')
    await page.reload()
    await open(page, language)
    await expect(page.getByRole('button', { name: WORDS[language].release })).toBeVisible()
    await expect(page.locator('#quarantine')).toHaveCount(0)
  })

test('the command line takes an hour in, and drops one only when it is told twice', async () => {
  await visitors(16, 100, await codeOf('el-dorado'))
  await visitors(16, 200, await codeOf('online'))
  const list = await served.staff('quarantine')
  const [first = '', second = ''] = list.split('\n').map((line) => line.split(' ')[0] ?? '')
  await expect(served.staff('quarantine', 'drop', first)).rejects.toThrow(/add --yes/)
  expect(await served.staff('quarantine')).toBe(list)
  expect(await served.staff('quarantine', 'drop', first, '--yes')).toMatch(
    /^\d{4}-\d{2}-\d{2} dropped: el-dorado, core-short@1, .* h UTC, fewer than 10 people\.\n$/,
  )
  expect(await served.staff('quarantine', 'accept', second)).toContain('accepted: online')
  await expect(served.staff('quarantine', 'accept', second)).rejects.toThrow(/waits in quarantine/)
  expect(await served.staff('snapshot')).toMatch(/el-dorado .*released, 12 people\nonline .*released, 16 people/)
})
