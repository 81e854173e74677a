/** The page "Check an offer": works without a script, is heard with one, keeps nothing, and can be passed on and printed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { parse } from 'yaml'
import { diceOf } from './dice.ts'
import { type Served, serve } from './served.ts'
import { answer } from './visitor.ts'

type Language = 'es' | 'en'
type Text = Readonly<Record<Language, string>>
interface Group {
  readonly id: string
  readonly part: 'signs' | 'before'
  readonly entries: readonly { readonly id: string; readonly text: Text; readonly do?: Text; readonly how?: Text }[]
}

const content = join(import.meta.dirname, '..', '..', 'content')
const groups: readonly Group[] = parse(readFileSync(join(content, 'checklist.yaml'), 'utf8'))
const words = (language: Language): Record<string, string> =>
  JSON.parse(readFileSync(join(content, 'ui', language, 'frame.json'), 'utf8'))

const SIGNS = groups.filter(({ part }) => part === 'signs').flatMap((group) => group.entries)
const PATHS = { es: '/revisar/', en: '/en/check/' } as const
const languages = ['es', 'en'] as const

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

const sign = (page: Page, at: number): Locator => page.locator('.signs input').nth(at)
const spoken = (page: Page): Locator => page.locator('.signs [role=status]')
const outcome = (page: Page, name: 'none' | 'one' | 'several'): Locator => page.locator(`.outcome .${name}`)
const fields = (page: Page): Locator => page.locator('.plan textarea:not([readonly])')

/** Which of the three lines is seen. */
async function outcomeSeen(page: Page): Promise<string[]> {
  const names = ['none', 'one', 'several'] as const
  const seen = await Promise.all(names.map((name) => outcome(page, name).isVisible()))
  return names.filter((_, at) => seen[at])
}

const kept = (page: Page) =>
  page.evaluate(async () => ({
    session: sessionStorage.length,
    local: localStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    address: location.search + location.hash,
    state: history.state,
  }))

const NOTHING = { session: 0, local: 0, cookies: '', databases: 0, caches: 0, address: '', state: null }

/** Ticks and texts that are on the page, whatever they are. */
const filledIn = (page: Page) =>
  page.evaluate(() => ({
    ticks: document.querySelectorAll(':checked').length,
    texts: [...document.querySelectorAll('textarea')].map(({ value }) => value).filter(Boolean),
  }))

/** The same site by a name that is no loopback: no secure context, as on a round table's laptop. */
async function openPlain(page: Page, path: string): Promise<void> {
  await page.route('http://site.test/**', async (route) =>
    route.fulfill({ response: await route.fetch({ url: route.request().url().replace('http://site.test', served.address) }) }),
  )
  await page.goto(`http://site.test${path}`)
  expect(await page.evaluate(() => isSecureContext || 'clipboard' in navigator || 'share' in navigator)).toBe(false)
}

/** What the clipboard holds, by pasting it. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    document.body.innerHTML = '<textarea id="paste"></textarea>'
  })
  await page.locator('#paste').press('Control+V')
  return page.locator('#paste').inputValue()
}

for (const language of languages)
  test.describe(`in ${language}`, () => {
    const path = PATHS[language]
    const t = words(language)

    test('by keyboard, a tick brings out what to do, and both that and what the ticks mean together are spoken', async ({
      page,
    }) => {
      await page.goto(served.address + path)
      await expect(spoken(page)).toHaveText('')
      expect(await outcomeSeen(page)).toEqual(['none'])
      await sign(page, 0).focus()
      await page.keyboard.press('Space')
      await expect(page.getByText(SIGNS[0]?.do?.[language] ?? '-').first()).toBeVisible()
      expect(await outcomeSeen(page)).toEqual(['one'])
      await expect(spoken(page)).toHaveText(`${SIGNS[0]?.do?.[language]} ${t['check.one']} ${t['check.one.text']}`)

      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await expect(sign(page, 1)).toBeChecked()
      expect(await outcomeSeen(page)).toEqual(['several'])
      await expect(spoken(page)).toHaveText(`${SIGNS[1]?.do?.[language]} ${t['check.several']} ${t['check.several.text']}`)

      await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await expect(spoken(page)).toHaveText(SIGNS[2]?.do?.[language] ?? '-')

      for (const at of [2, 1]) await sign(page, at).press('Space')
      expect(await outcomeSeen(page)).toEqual(['one'])
      await expect(spoken(page)).toHaveText(`${t['check.one']} ${t['check.one.text']}`)
      await page.getByRole('button', { name: t['check.clear'] ?? '' }).press('Enter')
      expect(await filledIn(page)).toEqual({ ticks: 0, texts: [] })
      await expect(spoken(page)).toHaveText(`${t['check.none']} ${t['check.none.text']}`)
    })

    test('every sign can be ticked on its whole line, names itself, and has its advice', async ({ page }) => {
      await page.goto(served.address + path)
      for (const entry of SIGNS) {
        const box = page.getByRole('checkbox', { name: entry.text[language], exact: true })
        await page.getByText(entry.text[language], { exact: true }).click()
        await expect(box).toBeChecked()
        await expect(page.getByText(entry.do?.[language] ?? '-', { exact: true }).first()).toBeVisible()
      }
      await expect(page.locator('.signs :checked')).toHaveCount(SIGNS.length)
    })

    test('the list before a trip says nothing about the offer', async ({ page }) => {
      await page.goto(served.address + path)
      for (const entry of groups.filter(({ part }) => part === 'before').flatMap((group) => group.entries))
        await page.getByRole('checkbox', { name: `${entry.text[language]} ${entry.how?.[language]}` }).check()
      expect(await outcomeSeen(page)).toEqual(['none'])
      await expect(spoken(page)).toHaveText('')
    })

    test('the plan is copied on plain http: what was written, under its labels, with whom to call', async ({ page }) => {
      await openPlain(page, path)
      await expect(page.locator('[data-act=send]')).toBeHidden()
      await fields(page).nth(0).fill('Lima')
      await fields(page).nth(3).fill('Bus, 3/5')
      await page.locator('[data-act=copy]').click()
      await expect(page.locator('.plan [role=status]')).toHaveText(t['check.plan.copied'] ?? '-')
      await expect(page.locator('[data-act=copy]')).toBeFocused()
      await expect(page.locator('textarea[readonly]')).toHaveCount(0)
      const closing = t['check.plan.closing']?.replace('{emergency}', '123').replace('{line}', '01 8000 52 20 20')
      expect(await pasted(page)).toBe(
        `${t['check.plan']}\n\n${t['check.plan.where']}: Lima\n${t['check.plan.route']}: Bus, 3/5\n\n${closing}`,
      )
    })

    test('where a phone refuses to copy, the text stands there selected, and goes with the plan', async ({ page }) => {
      await page.addInitScript(() => {
        document.execCommand = () => false
      })
      await openPlain(page, path)
      await fields(page).nth(0).fill('Lima')
      await page.locator('[data-act=copy]').click()
      await expect(page.locator('.plan [role=status]')).toHaveText(t['check.byhand'] ?? '-')
      const text = page.getByLabel(t['check.text'] ?? '-')
      await expect(text).toBeFocused()
      const selected = await text.evaluate((field: HTMLTextAreaElement) =>
        field.value.slice(field.selectionStart, field.selectionEnd),
      )
      expect(selected).toContain(`${t['check.plan.where']}: Lima`)
      await page.locator('[data-act=copy]').click()
      await expect(text).toHaveCount(1)
      await page.getByRole('button', { name: t['check.plan.clear'] ?? '' }).click()
      await expect(text).toHaveCount(0)
      expect(await filledIn(page)).toEqual({ ticks: 0, texts: [] })
    })

    test('an empty plan is not sent: the page says what is missing', async ({ page }) => {
      await page.goto(served.address + path)
      await page.locator('[data-act=copy]').click()
      await expect(page.locator('.plan [role=status]')).toHaveText(t['check.plan.empty'] ?? '-')
    })

    test('what is shared is a neutral sentence and this page’s address, and never what was ticked or written', async ({ page }) => {
      await page.addInitScript(() => {
        const shared: ShareData[] = []
        Object.assign(navigator, { share: async (data: ShareData) => void shared.push(data), shared })
      })
      await page.goto(served.address + path)
      await sign(page, 0).check()
      await fields(page).nth(0).fill('Lima')
      await page.locator('[data-act=share]').click()
      const shared = () => page.evaluate(() => (navigator as unknown as { shared: ShareData[] }).shared)
      expect(await shared()).toEqual([{ text: t['check.share.text'], url: served.address + path }])
      expect(t['check.share.text']).not.toMatch(/trata|traffick|v[ií]ctim|explot|exploit/i)
      await page.locator('[data-act=send]').click()
      expect((await shared())[1]?.text).toContain(`${t['check.plan.where']}: Lima`)
      expect((await shared())[1]?.url).toBeUndefined()
    })

    test('sharing over plain http copies the sentence and the address', async ({ page }) => {
      await openPlain(page, path)
      await page.locator('[data-act=share]').click()
      await expect(page.locator('.pass [role=status]')).toHaveText(t['check.share.copied'] ?? '-')
      expect(await pasted(page)).toBe(`${t['check.share.text']} http://site.test${path}`)
    })

    for (const state of ['blank', 'filled in'] as const)
      test(`it prints on one page of A4 and of Letter, in black, ${state}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.goto(served.address + path)
        if (state === 'filled in') {
          for (const box of await page.locator('.ticks input').all()) await box.check()
          for (const field of await fields(page).all()) await field.fill('Lima, Perú, calle 1 # 2-3')
        }
        for (const format of ['A4', 'Letter']) {
          const pdf = (await page.pdf({ format })).toString('latin1')
          expect(pdf.match(/\/Type\s*\/Page\b/g)?.length, format).toBe(1)
        }
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
        for (const entry of SIGNS) await expect(page.getByText(entry.do?.[language] ?? '-', { exact: true }).first()).toBeVisible()
        for (const part of [
          '.one',
          '.several',
          '.plan textarea >> nth=5',
          'main a[href="tel:123"]',
          'main a[href="tel:018000522020"]',
        ])
          await expect(page.locator(part).first()).toBeVisible()
        for (const rest of ['#exit', '.ways', 'footer', '.band', '.pass', '.actions'])
          await expect(page.locator(rest).first()).toBeHidden()
        const inks = await page.evaluate(() => {
          const seen = [...document.querySelectorAll('main *, .home *')].filter((each) => each.checkVisibility())
          const of = (name: 'color' | 'backgroundColor') => [...new Set(seen.map((each) => getComputedStyle(each)[name]))]
          return { text: of('color'), ground: of('backgroundColor').filter((ground) => !/, 0\)$/.test(ground)) }
        })
        expect(inks.text).toEqual(['rgb(0, 0, 0)'])
        expect(inks.ground.filter((ground) => ground !== 'rgb(255, 255, 255)')).toEqual([])
      })

    test.describe('without JavaScript', () => {
      test.use({ javaScriptEnabled: false })

      test('ticks bring out the advice and what they mean together, in one group or in two; the form’s own button clears', async ({
        page,
      }) => {
        await page.goto(served.address + path)
        expect(await outcomeSeen(page)).toEqual(['none'])
        await sign(page, 0).check()
        await expect(page.getByText(SIGNS[0]?.do?.[language] ?? '-', { exact: true }).first()).toBeVisible()
        expect(await outcomeSeen(page)).toEqual(['one'])
        await sign(page, 1).check()
        expect(await outcomeSeen(page)).toEqual(['several'])
        await sign(page, 1).uncheck()
        expect(await outcomeSeen(page)).toEqual(['one'])
        await sign(page, SIGNS.length - 1).check()
        expect(await outcomeSeen(page)).toEqual(['several'])
        await page.getByRole('button', { name: t['check.clear'] ?? '' }).click()
        expect(await outcomeSeen(page)).toEqual(['none'])
      })

      test('the plan is a blank form to write in or print, and no button stands there that does nothing', async ({ page }) => {
        await page.goto(served.address + path)
        await fields(page).first().fill('Lima')
        for (const act of ['send', 'copy', 'share', 'print']) await expect(page.locator(`[data-act=${act}]`)).toBeHidden()
        await page.getByRole('button', { name: t['check.plan.clear'] ?? '' }).click()
        await expect(fields(page).first()).toHaveValue('')
      })
    })

    test('nothing is stored and nothing is sent, and a reload forgets it all', async ({ page }) => {
      await page.goto(served.address + path, { waitUntil: 'networkidle' })
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      for (const box of await page.locator('.ticks input').all()) await box.check()
      for (const field of await fields(page).all()) await field.fill('Lima')
      await page.locator('[data-act=copy]').click()
      await expect(page.locator('.plan [role=status]')).not.toHaveText('')
      await page.waitForTimeout(300)
      expect(requests).toEqual([])
      expect(await kept(page)).toEqual(NOTHING)
      await page.reload({ waitUntil: 'networkidle' })
      expect(await filledIn(page)).toEqual({ ticks: 0, texts: [] })
      expect(await kept(page)).toEqual(NOTHING)
    })
  })

test('leaving the page empties it, so that Back finds nothing, even where a browser keeps the whole page', async ({ page }) => {
  await page.goto(served.address + PATHS.es)
  await sign(page, 0).check()
  await fields(page).first().fill('Lima')
  await page.locator('.next a[href="/ayuda/"]').click()
  await expect(page).toHaveURL(/ayuda/)
  await page.goBack()
  await expect(page.locator('.signs')).toBeVisible()
  expect(await filledIn(page)).toEqual({ ticks: 0, texts: [] })

  await sign(page, 0).check()
  await fields(page).first().fill('Lima')
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
  expect(await filledIn(page)).toEqual({ ticks: 0, texts: [] })
})

test('the exit leaves nothing of ticks and plan behind', async ({ page }) => {
  await page.route('https://es.wikipedia.org/**', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>weather</h1>' }),
  )
  await page.goto(`${served.address}/cuentos/`)
  await page.goto(served.address + PATHS.es)
  await sign(page, 0).check()
  await fields(page).first().fill('Lima')
  await page.locator('#exit').click()
  await expect(page.locator('h1')).toHaveText('weather')
  await page.goBack()
  await expect(page).toHaveURL(`${served.address}/cuentos/`)
})

for (const [name, width, height] of [
  ['a phone', 360, 640],
  ['a desk', 1280, 800],
] as const)
  test(`on ${name}, the line at the foot never covers the box that the keyboard has come to`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.goto(served.address + PATHS.es)
    for (const at of [0, 1]) await sign(page, at).check()
    await sign(page, 0).focus()
    for (let at = 1; at < SIGNS.length; at++) {
      await page.keyboard.press('Tab')
      await expect(sign(page, at)).toBeFocused()
      const gap = await page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect()
        const line = document.querySelector('.outcome')?.getBoundingClientRect()
        return box && line ? line.top - box.bottom : Number.NaN
      })
      expect(gap, `sign ${at}`).toBeGreaterThanOrEqual(0)
    }
  })

test('the landing page of a code, the home page and a story lead here', async ({ page }) => {
  for (const [path, check] of [
    ['/q/', PATHS.es],
    ['/', PATHS.es],
    ['/cuentos/la-mesera/', PATHS.es],
    ['/en/q/', PATHS.en],
    ['/en/', PATHS.en],
    ['/en/stories/the-waitress/', PATHS.en],
  ] as const) {
    await page.goto(served.address + path)
    await page.locator(`main a[href="${check}"]`).first().click()
    await expect(page).toHaveURL(served.address + check)
  }
})

test('the result of the questions leads here, and not to the landing page, which would count a scan', async ({ page }) => {
  await page.goto(`${served.address}/en/questions/`)
  await answer({ page, language: 'en', dice: diceOf(3) }, 'short', '18+')
  const leads = await page.locator('.quiz a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(leads).toContain(PATHS.en)
  expect(leads.filter((link) => link?.includes('/q/'))).toEqual([])
  await page.locator('.quiz a.button').first().click()
  await expect(page).toHaveURL(served.address + PATHS.en)
})
