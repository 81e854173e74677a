/** Hearing a page: what is said, in which voice, how it is stopped, and where there is nothing to hear. */
import { expect, type Page, type Route, test } from '@playwright/test'
import { builtPages } from './built-pages.ts'
import { type Served, serve } from './served.ts'
import { type StandInVoice, withSpeech } from './speech.ts'

const COLOMBIAN: StandInVoice = { lang: 'es-CO', localService: true }
const ENGLISH: StandInVoice = { lang: 'en-GB', localService: true }
const REMOTE: StandInVoice = { lang: 'es-CO', localService: false }
const STORY = '/cuentos/la-mesera/'

const heardPages = builtPages.filter(({ html }) => html.includes('class="actions listen"'))

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

const toggle = (page: Page) => page.locator('.listen button').first()
const end = (page: Page) => page.locator('.listen button').last()
const said = (page: Page) => page.evaluate(() => window.spoken.map(({ text }) => text.replace(/\s+/g, ' ').trim()))
const isSpeaking = (page: Page) => page.evaluate(() => window.isSpeaking())
const goOn = (page: Page) => page.evaluate(() => window.endOfUtterance())
const marked = (page: Page) =>
  page.evaluate(() => [...(CSS.highlights.get('spoken') ?? [])].map(String).join('').replace(/\s+/g, ' ').trim())

async function open(page: Page, path: string, voices: readonly StandInVoice[] = [COLOMBIAN, ENGLISH]): Promise<void> {
  await withSpeech(page, voices)
  await page.goto(served.address + path)
}

/** Lets the voice speak until it waits or is through. */
const hearOut = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (let sentence = 0; sentence < 500 && window.isSpeaking(); sentence++) window.endOfUtterance()
  })

test('a story is read from its title on, in a voice of the phone, and what is being said is marked', async ({ page }) => {
  await open(page, STORY)
  await expect(toggle(page)).toHaveText('Escuchar')
  await toggle(page).click()
  expect(await page.evaluate(() => window.spoken)).toEqual([{ text: 'La mesera', lang: 'es-CO', isLocal: true }])
  expect(await marked(page)).toBe('La mesera')
  await goOn(page)
  await goOn(page)
  const [, minutes, first = ''] = await said(page)
  expect(minutes).toMatch(/min/)
  expect(first).toBe('Había una vez una oferta que llegó con voz de confianza.')
  expect(await marked(page)).toBe(first)
  await expect(page.locator('link[rel=stylesheet][href$=".css"]').last()).toBeAttached()
  await expect(page.locator('.listen')).toHaveCSS('position', 'sticky')
})

test('before a folded leaf the voice waits; it goes on when the reader opens the leaf, or lets it go on', async ({ page }) => {
  await open(page, STORY)
  await toggle(page).click()
  await hearOut(page)
  const turns = page.locator('details.turn')
  const questions = await turns.locator('summary').allTextContents()
  expect((await said(page)).at(-1)).toBe(questions[0])
  await expect(toggle(page)).toHaveText('Seguir')
  expect(await marked(page)).toBe(questions[0])

  await turns.first().locator('summary').click()
  await expect.poll(() => isSpeaking(page)).toBe(true)
  expect((await said(page)).at(-1)).toBe('Señal')
  await hearOut(page)
  expect((await said(page)).at(-1)).toBe(questions[1])

  await toggle(page).click()
  await expect(turns.nth(1)).toHaveAttribute('open', '')
  await expect.poll(async () => (await said(page)).at(-1)).toBe('Señal')
})

test.describe('on every page that can be heard', () => {
  let page: Page
  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage()
    await withSpeech(page, [COLOMBIAN, ENGLISH])
  })
  test.afterAll(() => page.close())

  for (const { path, language } of heardPages)
    test(`${path} is read whole and in its order, and of what is folded away only the leaves`, async () => {
      await page.goto(served.address + path)
      await toggle(page).click()
      for (let leaf = 0; leaf < 20; leaf++) {
        await hearOut(page)
        if (await end(page).isHidden()) break
        await toggle(page).click()
      }
      await expect(end(page)).toBeHidden()
      const heard = (await said(page)).join(' ')
      // `innerText` is what is shown, in capitals where a style says so.
      const shown = await page.evaluate(() => {
        const main = document.querySelector('main')
        for (const unread of main?.querySelectorAll('nav, .actions, svg') ?? []) unread.remove()
        for (const capitals of main?.querySelectorAll<HTMLElement>('.label') ?? []) capitals.style.textTransform = 'none'
        return main?.innerText ?? ''
      })
      const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
      expect(letters(heard)).toBe(letters(shown))
      const voices = new Set(await page.evaluate(() => window.spoken.map(({ lang }) => lang)))
      expect([...voices]).toEqual([language === 'en' ? 'en-GB' : 'es-CO'])
    })
})

test('stories, guides, help and prose can be heard; questions, lists and the staff page cannot', () => {
  const heard = heardPages.map(({ path }) => path)
  for (const path of [
    STORY,
    '/en/stories/the-waitress/',
    '/guias/terminal/',
    '/en/guides/stations/',
    '/ayuda/',
    '/en/help/',
    '/por-que/',
    '/en/privacy/',
  ])
    expect(heard).toContain(path)
  for (const path of ['/preguntas/', '/en/questions/', '/equipo/', '/', '/cuentos/']) expect(heard).not.toContain(path)
})

test('pausing is silence at once, going on begins the sentence anew, and stopping begins the page anew', async ({ page }) => {
  await open(page, STORY)
  await toggle(page).click()
  await goOn(page)
  await goOn(page)
  await toggle(page).click()
  await expect(toggle(page)).toHaveText('Seguir')
  expect(await isSpeaking(page)).toBe(false)
  await toggle(page).click()
  await expect(toggle(page)).toHaveText('Pausa')
  const sentences = await said(page)
  expect(sentences.at(-1)).toBe(sentences.at(-2))

  await end(page).click()
  expect(await isSpeaking(page)).toBe(false)
  await expect(end(page)).toBeHidden()
  await expect(toggle(page)).toHaveText('Escuchar')
  expect(await marked(page)).toBe('')
  await toggle(page).click()
  expect((await said(page)).at(-1)).toBe('La mesera')
})

test('it is worked by keyboard, and the focus stays when a button goes', async ({ page }) => {
  await open(page, STORY)
  await toggle(page).focus()
  await page.keyboard.press('Enter')
  await expect(toggle(page)).toHaveText('Pausa')
  await page.keyboard.press('Tab')
  await expect(end(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(end(page)).toBeHidden()
  await expect(toggle(page)).toBeFocused()
})

test('the exit silences it before anything else is loaded', async ({ page }) => {
  await open(page, STORY)
  // The page that one leaves for never answers: only what the exit itself does can have silenced the voice.
  let leaving: Route | undefined
  await page.route(/wikipedia/, (route) => {
    leaving = route
  })
  await toggle(page).click()
  const silenced = page.waitForEvent('console', (message) => message.text() === 'silenced')
  const left = page.waitForRequest(/wikipedia/)
  await page.locator('#exit').click({ noWaitAfter: true })
  await silenced
  await left
  await leaving?.abort()
})

test('putting the page away silences it too', async ({ page }) => {
  await open(page, STORY)
  await toggle(page).click()
  expect(await isSpeaking(page)).toBe(true)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(await isSpeaking(page)).toBe(false)
  await toggle(page).click()
  expect(await isSpeaking(page)).toBe(true)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  expect(await isSpeaking(page)).toBe(false)
  await expect(end(page)).toBeHidden()
})

test('a voice that comes after the page is offered when it comes, without moving the page', async ({ page }) => {
  await open(page, STORY, [])
  const where = () => page.locator('#story').evaluate((element) => element.getBoundingClientRect().top)
  await expect(toggle(page)).toBeHidden()
  const before = await where()
  await page.evaluate((voice) => window.voicesAre([voice]), COLOMBIAN)
  await expect(toggle(page)).toBeVisible()
  expect(await where()).toBe(before)
})

test('no voice that sends the text away is used, not even when the others go meanwhile', async ({ page }) => {
  await open(page, STORY, [REMOTE, ENGLISH])
  await expect(page.locator('.listen')).toBeAttached()
  await expect(toggle(page)).toBeHidden()
  await page.evaluate((voices) => window.voicesAre(voices), [REMOTE, COLOMBIAN])
  await toggle(page).click()
  await page.evaluate((voices) => window.voicesAre(voices), [REMOTE])
  await goOn(page)
  expect(await page.evaluate(() => window.spoken.map(({ isLocal }) => isLocal))).toEqual([true])
  expect(await isSpeaking(page)).toBe(false)
})

test('where marks cannot be drawn in the text, its block is marked; where sentences cannot be told apart, it is read by blocks', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(CSS, 'highlights', { value: undefined })
    Object.defineProperty(Intl, 'Segmenter', { value: undefined })
  })
  await open(page, STORY)
  await toggle(page).click()
  await expect(page.locator('.spoken')).toHaveText('La mesera')
  await goOn(page)
  await goOn(page)
  const paragraph = page.locator('#story > p').first()
  await expect(page.locator('.spoken')).toHaveCount(1)
  await expect(paragraph).toHaveClass('spoken')
  expect((await said(page)).at(-1)).toBe((await paragraph.textContent())?.trim())
})

test('in a browser without a voice, as this one is, there is no button', async ({ page }) => {
  await page.goto(served.address + STORY)
  await expect(page.locator('.listen')).toBeAttached()
  expect(await page.evaluate(() => speechSynthesis.getVoices().filter(({ lang }) => lang.startsWith('es')).length)).toBe(0)
  await expect(toggle(page)).toBeHidden()
})

test('in a browser that cannot speak there is no button and no place kept for one', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'speechSynthesis', { value: undefined }))
  await page.goto(served.address + STORY)
  await expect(page.locator('#story')).toBeVisible()
  await expect(page.locator('.listen')).toBeHidden()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('there is no button to listen', async ({ page }) => {
    await page.goto(served.address + STORY)
    await expect(page.locator('.listen')).toBeHidden()
  })
})
