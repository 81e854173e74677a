/** The kiosk as it stands in a terminal: one person after the other, no network, staff who come by, a disk that fails. `npm run test:kiosk` is the same with thousands. */
import { expect, type Page, test } from '@playwright/test'
import { Day } from '../kiosk/day.ts'
import { differences, merged, outIn, residueOf } from '../kiosk/released.ts'
import { axeViolations, colourViolations } from './axe.ts'
import { words } from './content.ts'
import { diceOf } from './dice.ts'
import { cutOff, smallTargets } from './fit.ts'
import { installSeen } from './seen.ts'
import { type Served, serve } from './served.ts'
import { type Age, answer, goOn, type Visitor } from './visitor.ts'

const KIOSK = { es: '/equipo/kiosko/', en: '/en/staff/kiosk/' } as const
const PIN = '4711'

let served: Served
test.beforeAll(async () => {
  served = await serve()
})
test.afterAll(async () => {
  await served.close()
})

async function setUp(page: Page, language: 'es' | 'en' = 'es'): Promise<void> {
  await page.goto(served.address + KIOSK[language])
  await page.locator('#kiosk select[name=venue]').selectOption('terminal-bogota')
  for (const name of ['pin', 'again']) await page.locator(`#kiosk [name=${name}]`).fill(PIN)
  await page.locator('#kiosk form button[type=submit]').click()
  await expect(page.locator('.rest')).toBeVisible()
}

async function toPanel(page: Page): Promise<void> {
  await page.locator('.staff-way button').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.keyboard.press('Enter')
  await expect(page.locator('.kiosk-panel')).toBeVisible()
}

const visitor = (page: Page, seed = 1, language: 'es' | 'en' = 'es'): Visitor => ({ page, language, dice: diceOf(seed) })

/** A whole visit, up to the kiosk's word that it is counted. */
async function visit(page: Page, age: Age = '18+', path: 'short' | 'full' = 'short', seed = 1, as = 'delivered'): Promise<void> {
  await page.locator('.languages-first [lang=es]').click()
  await answer(visitor(page, seed), path, age)
  if (age !== 'under-14') await expect(page.locator('[data-delivery]')).toHaveAttribute('data-delivery', as)
}

const finish = async (page: Page): Promise<void> => {
  await page.locator('.quiz > .button-quiet').click()
  await expect(page.locator('.rest')).toBeVisible()
}

/** What lies in the kiosk's database under `twin`: by name, the two texts. */
const twins = (page: Page): Promise<Record<string, [string, string]>> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('kiosk')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const store = request.result.transaction('twin').objectStore('twin')
          const [keys, values] = [store.getAllKeys(), store.getAll()]
          values.onsuccess = () => {
            request.result.close()
            const found: Record<string, [string, string]> = {}
            for (const [index, key] of keys.result.entries()) {
              const [name, slot] = key as [string, 0 | 1]
              found[name] ??= ['', '']
              found[name][slot] = values.result[index].text
            }
            resolve(found)
          }
        }
      }),
  )

/** Spoils copies of everything but what the kiosk is: a letter is changed, as a bad sector would. */
const spoil = (page: Page, slots: readonly number[]): Promise<void> =>
  page.evaluate(
    (which) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('kiosk')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const transaction = request.result.transaction('twin', 'readwrite')
          const cursor = transaction.objectStore('twin').openCursor()
          cursor.onsuccess = () => {
            if (!cursor.result) return
            const [name, slot] = cursor.result.key as [string, number]
            const { text, check } = cursor.result.value
            if (name !== 'kiosk' && which.includes(slot)) cursor.result.update({ text: text.replace(':1', ':7'), check })
            cursor.result.continue()
          }
          transaction.oncomplete = () => {
            request.result.close()
            resolve()
          }
        }
      }),
    slots,
  )

const liveOf = (found: Record<string, [string, string]>, place: string): Record<string, number> => {
  const name = Object.keys(found).find((leaf) => leaf.endsWith(`/core-short@1/${place}`))
  return name ? JSON.parse(found[name]?.[0] ?? '{}').value.live : {}
}
const finishes = (live: Record<string, number>): number =>
  Object.entries(live).reduce((sum, [key, n]) => sum + (key.startsWith('f:finish:') ? n : 0), 0)

test('forty people, two power cuts, the collector: snapshots and residue are the independent count, and the staff page adds them up once', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const code = (await served.staff('kiosk', '--venue', 'terminal-bogota')).trim()
  const day = new Day(served.address + KIOSK.es, 'terminal-bogota', 3)
  try {
    await day.tablet.start()
    await day.tablet.setUp('terminal-bogota', code)
    const texts: string[] = []
    for (let person = 1; person <= 40; person++) {
      await day.next({ cut: person === 12 || person === 27 })
      if (person !== 25 && person !== 40) continue
      await day.check()
      await day.tablet.toPanel()
      texts.push(await day.tablet.export())
      await day.tablet.toRest()
    }
    expect(day.cuts).toBe(2)
    const { snapshots, outcomes } = merged(texts.slice(-1))
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([])
    expect(snapshots.length).toBeGreaterThan(0)
    expect(differences(day.counted, outIn(snapshots), residueOf(await day.tablet.stored()))).toEqual([])

    const released = snapshots.reduce((sum, { n }) => sum + n.endline, 0)
    const token = (await served.staff('token')).split('\n')[0] ?? ''
    await page.goto(`${served.address}/en/staff/`)
    await page.locator('input[name=token]').fill(token)
    await page.locator('form .button').click()
    await expect(page.locator('.sources')).toBeVisible()
    await page.getByText('Add snapshot files').click()
    const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    await page.locator('input[type=file]').setInputFiles([...texts, ...texts].map((text, index) => file(`${index}.json`, text)))
    await expect(page.locator('[data-verdict=genuine]')).toHaveCount(4)
    await expect(page.locator('.facts dd').first()).toHaveText(String(released))
    await expect(page.locator('.given li[data-kind=merged]')).toHaveCount(snapshots.length)

    const forged = (texts[1] ?? '').replace(/"scans":\d+/, '"scans":999')
    await page.locator('input[type=file]').setInputFiles([file('forged.json', forged)])
    await expect(page.locator('[data-verdict=forged]')).toHaveCount(1)
    await expect(page.locator('.given li[data-kind=merged]')).toHaveCount(snapshots.length)
  } finally {
    await day.tablet.close()
  }
})

test('without a network the long way works too, nothing is asked of one, and nothing leads away', async ({ page, context }) => {
  await setUp(page)
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await visit(page, '14-17', 'full')
  expect(await page.locator('.kiosk a, .kiosk [href]').count()).toBe(0)
  await finish(page)
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([])
  await expect
    .poll(async () => Object.keys(await twins(page)).sort())
    .toEqual(['2026-2/core-short@1/terminal-bogota', '2026-2/core@1/14-17', 'kiosk'])
})

test('once it is set up the page opens without a network, tally and all, and staff are told so', async ({ page, context }) => {
  await setUp(page)
  await expect.poll(() => page.evaluate(async () => (await caches.match('/kept-whole')) !== undefined)).toBe(true)
  await visit(page)
  await finish(page)
  await context.setOffline(true)
  await page.close()
  const restarted = await context.newPage()
  await restarted.goto(served.address + KIOSK.es)
  await expect(restarted.locator('.rest')).toBeVisible()
  await visit(restarted, '18+', 'full')
  await finish(restarted)
  await toPanel(restarted)
  await expect(restarted.locator('.kiosk-panel')).toContainText('también abre sin red')
})

test('of a child under 14 nothing is counted but that somebody came', async ({ page }) => {
  await setUp(page)
  await visit(page, 'under-14')
  await page.locator('#young .button').click()
  await expect(page.locator('.rest')).toBeVisible()
  await expect.poll(async () => Object.keys(liveOf(await twins(page), 'terminal-bogota')).join()).toMatch(/^f:scan:[\d-]+$/)
  expect(Object.keys(await twins(page)).sort()).toEqual(['2026-2/core-short@1/terminal-bogota', 'kiosk'])
})

test('nothing of the last person is left: in storage, in the copies on the disk, in the history, on the page, in memory', async ({
  page,
  context,
}) => {
  const drawn: string[] = []
  await page.exposeFunction('drawn', (text: string) => void drawn.push(text))
  await page.addInitScript(() => {
    const draw = crypto.getRandomValues.bind(crypto)
    crypto.getRandomValues = (into) => {
      const filled = draw(into)
      if (filled instanceof Uint8Array && filled.length === 16) {
        // A copy goes out at once, so that what the test knows is not what it finds.
        const tell = (window as unknown as { drawn: (text: string) => void }).drawn
        tell(Array.from(filled, (byte) => byte.toString(16).padStart(2, '0')).join(''))
      }
      return filled
    }
  })
  await setUp(page)
  const entries = await page.evaluate(() => history.length)
  await visit(page)
  await finish(page)
  await expect
    .poll(async () =>
      Object.values(await twins(page)).every(
        ([a, b]) => JSON.stringify(JSON.parse(a).value) === JSON.stringify(JSON.parse(b).value),
      ),
    )
    .toBe(true)
  const left = await page.evaluate(() => ({
    session: { ...sessionStorage },
    local: Object.keys(localStorage),
    entries: history.length,
  }))
  expect(left).toEqual({ session: {}, local: ['kiosk'], entries })
  expect(await page.locator('input:checked').count()).toBe(0)
  await page.goBack().catch(() => undefined)
  await expect(page.locator('.rest')).toBeVisible()
  expect(new URL(page.url()).pathname).toBe(KIOSK.es)

  // One more has to come: what a browser still holds of the very last thing it drew is hers.
  await page.locator('.languages-first [lang=en]').click()
  await page.locator('.finish button').click()
  expect(drawn.length).toBeGreaterThan(3)
  const session = await context.newCDPSession(page)
  let heap = ''
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    heap += chunk
  })
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  const own = drawn.slice(0, -1)
  expect(own.filter((number) => heap.includes(number))).toEqual([])
  expect(heap).toContain('languages-first')
})

test('after 25 s without a touch a countdown begins that can be stopped, and at 45 s the screen is at rest', async ({ page }) => {
  await page.clock.install()
  await setUp(page)
  await page.locator('.languages-first [lang=en]').click()
  await page.locator('[data-start=short]').click()
  const dialog = page.locator('dialog.still-there')
  await page.clock.runFor(24_000)
  await expect(dialog).toBeHidden()
  await page.clock.runFor(2_000)
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('button').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.clock.runFor(100_000)
  await expect(dialog).toBeHidden()
  await page.locator('input[name=age][value="2"]').check()
  await page.locator('.quiz button[type=submit]').click()
  await page.clock.runFor(26_000)
  await expect(dialog).toBeVisible()
  await page.clock.runFor(20_000)
  await expect(page.locator('.rest')).toBeVisible()
  await page.locator('.languages-first [lang=es]').click()
  await page.locator('[data-start=short]').click()
  expect(await page.locator('input:checked').count()).toBe(0)
})

test('a wrong PIN opens nothing, and after five wrong ones the right one waits, over a restart too', async ({ page }) => {
  await setUp(page)
  await page.locator('.staff-way button').click()
  for (let tries = 0; tries < 5; tries++) {
    await page.locator('[name=pin]').fill('0000')
    await page.keyboard.press('Enter')
    await expect(page.locator('#pin-trouble .notice')).toBeVisible()
    await expect(page.locator('[name=pin]')).toHaveValue('')
  }
  await page.reload()
  await page.locator('.staff-way button').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.keyboard.press('Enter')
  await expect(page.locator('#pin-trouble')).toContainText('Espere 1 min')
  await expect(page.locator('.kiosk-panel')).toHaveCount(0)
})

test('one damaged copy is repaired from the other and nobody is lost; of two damaged ones the screen says what is gone, in both languages', async ({
  page,
}) => {
  await setUp(page)
  await visit(page, '14-17')
  await finish(page)
  await expect.poll(async () => finishes(liveOf(await twins(page), '14-17'))).toBe(1)
  await spoil(page, [0])
  await page.reload()
  const notices = page.locator('.rest [role=alert] .notice')
  await expect(notices).toHaveText([/se reparó con la otra/, /was repaired from the other/])
  expect(finishes(liveOf(await twins(page), '14-17'))).toBe(1)
  await toPanel(page)
  await page.getByRole('button', { name: 'Leído' }).click()
  await page.locator('.kiosk-panel .actions .button-quiet').first().click()
  await expect(notices).toHaveCount(0)

  await spoil(page, [0, 1])
  await page.reload()
  await expect(notices.first()).toContainText('Las dos copias de una suma estaban dañadas')
  await expect(notices.last()).toContainText('Both copies of a tally were damaged')
  await visit(page, '14-17', 'short', 2)
  await finish(page)
  await expect.poll(async () => finishes(liveOf(await twins(page), '14-17'))).toBe(1)
})

test('on a full disk nobody is told that she was counted, the screen says so in both languages, and with room again the next one is', async ({
  page,
}) => {
  await setUp(page)
  // Chromium lets nobody set a quota that its database heeds, so the database says what it says on a full disk.
  const fill = (isFull: boolean) =>
    page.evaluate((full) => {
      const stores = IDBObjectStore.prototype as IDBObjectStore & { whole?: IDBObjectStore['put'] }
      stores.whole ??= stores.put
      const { whole } = stores
      stores.put = full
        ? () => {
            throw new DOMException('no room', 'QuotaExceededError')
          }
        : whole
    }, isFull)
  const before = await twins(page)
  await fill(true)
  await visit(page, '14-17', 'short', 1, 'refused')
  await finish(page)
  const notices = page.locator('.rest [role=alert] .notice')
  await expect(notices).toHaveText([/La tableta está llena/, /The tablet is full/])
  expect(await twins(page)).toEqual(before)
  await toPanel(page)
  await page.locator('.kiosk-panel .actions .button').click()
  await expect(page.locator('.kiosk-panel')).toBeVisible()
  await page.locator('.kiosk-panel .actions .button-quiet').first().click()
  await fill(false)
  await visit(page, '14-17', 'short', 2)
  await finish(page)
  await expect(notices).toHaveCount(0)
  await expect.poll(async () => finishes(liveOf(await twins(page), '14-17'))).toBe(1)
})

test('staff see how many, the residue is named at the close, and a new tally begins with nothing', async ({ page }) => {
  await setUp(page, 'en')
  for (const seed of [1, 2, 3]) {
    await visit(page, '14-17', 'short', seed)
    await finish(page)
  }
  await toPanel(page)
  await expect(page.locator('.sums dd')).toHaveText(['3', '3', '3', '0', '3', /\d{4}-\d\d-\d\d/])
  await page.locator('.kiosk-panel .actions .button').click()
  await expect(page.locator('.kiosk-panel [role=status]')).toContainText('3 stay: they go out with another export')
  await page.getByRole('button', { name: 'Close and start a new tally' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Yes, close this tally' }).click()
  expect((await download).suggestedFilename()).toMatch(/^kiosk_terminal-bogota_[0-9a-f]{10}_[\d-]+_closed\.json$/)
  await expect(page.locator('.kiosk-panel [role=status]')).toContainText('3 were given up, being fewer than 10')
  await page.getByRole('button', { name: 'Start a new tally', exact: true }).click()
  await expect(page.locator('#kiosk form')).toBeVisible()
  await expect.poll(() => twins(page)).toEqual({})
  await expect(page.locator('#closed-tallies')).toBeVisible()
})

test('a power cut in the middle of the questions leaves a kiosk at rest with its tally', async ({ page }) => {
  await setUp(page)
  await visit(page)
  await finish(page)
  await page.locator('.languages-first [lang=es]').click()
  const notes = await answer(visitor(page, 5), 'short', '14-17', 'story')
  expect(notes.arm).toBe('questions-first')
  await page.reload()
  await expect(page.locator('.rest')).toBeVisible()
  await expect.poll(async () => liveOf(await twins(page), '14-17')[`n:${notes.order}:baseline`]).toBe(1)
  await page.locator('.languages-first [lang=es]').click()
  await expect(page.locator('#notice')).toBeVisible()
})

for (const [language, scheme] of [
  ['es', 'light'],
  ['en', 'dark'],
] as const)
  test(`the kiosk’s screens are for everybody (${language}, ${scheme})`, async ({ page }) => {
    await page.addInitScript(installSeen)
    await page.setViewportSize({ width: 320, height: 568 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const look = async (where: string) => {
      expect.soft(await axeViolations(page), `axe: ${where}`).toEqual([])
      expect.soft(await colourViolations(page), `colours: ${where}`).toEqual([])
      expect.soft(await cutOff(page), `at 320 px: ${where}`).toEqual([])
      expect.soft(await smallTargets(page), `targets: ${where}`).toEqual([])
    }
    await setUp(page, language)
    await look('at rest')
    await expect(page.locator('.rest h1')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.locator('.languages-first [lang=es]')).toBeFocused()
    await page.locator(`.languages-first [lang=${language}]`).click()
    await expect(page.locator('#notice h1')).toBeFocused()
    await look('the notice')
    const person = visitor(page, 2, language)
    await goOn(person, await answer(person, 'short', '18+', 'story'))
    await look('the result')
    await page.getByRole('button', { name: language === 'es' ? 'Terminar' : 'Finish', exact: true }).click()
    await page.locator('.staff-way button').click()
    await look('the PIN')
    await page.locator('[name=pin]').fill(PIN)
    await page.keyboard.press('Enter')
    await expect(page.locator('.sums dd')).toHaveCount(6)
    await page.locator('.kiosk-panel > p > .button-quiet').last().click()
    await look('the panel')
    expect(words[language].next).toBeTruthy()
  })
