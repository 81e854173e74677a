/** From the printed square to the page: the QR file that staff get is drawn, read by another author's reader, and opened. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import jsQR from 'jsqr'
import { storedFootfall } from './counters.ts'
import { serve } from './served.ts'

test('a printed code is read, leads to the landing page and counts for its venue', async ({ page }) => {
  const served = await serve()
  try {
    const folder = mkdtempSync(join(tmpdir(), 'qr-'))
    await served.staff('codes', '--origin', served.address, '--venue', 'terminal-medellin', '--qr', folder)
    const svg = readFileSync(join(folder, 'terminal-medellin.svg'), 'utf8')
    const { pixels, size } = await page.evaluate(async (text) => {
      const image = new Image()
      image.src = `data:image/svg+xml,${encodeURIComponent(text)}`
      await image.decode()
      const size = 300
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
      const context = canvas.getContext('2d') as CanvasRenderingContext2D
      context.fillStyle = '#fff'
      context.fillRect(0, 0, size, size)
      context.drawImage(image, 0, 0, size, size)
      return { pixels: [...context.getImageData(0, 0, size, size).data], size }
    }, svg)
    const address = jsQR(Uint8ClampedArray.from(pixels), size, size)?.data ?? ''
    expect(address).toMatch(new RegExp(`^${served.address}/q/#terminal-medellin\\.1\\.[0-9a-z]{12}$`))
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect.poll(() => storedFootfall(served.data)['2026-2/core-short@1/terminal-medellin']?.scan).toBe(1)
  } finally {
    await served.close()
  }
})

test('a landing page fetches ahead what the questions are made of, and they then ask for nothing but their page', async ({
  page,
}) => {
  const served = await serve()
  try {
    await page.goto(`${served.address}/q/`)
    await page.waitForLoadState('networkidle')
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const addresses = new Map<string, string>()
    const sent: string[] = []
    session.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (encodedDataLength > 0) sent.push(new URL(addresses.get(requestId) ?? '').pathname)
    })
    await page.locator('main a.button').first().click()
    await page.locator('[data-start=short]').waitFor()
    expect(sent.filter((path) => /\.(js|css)$/.test(path))).toEqual([])
    expect(sent).toContain('/preguntas/')
  } finally {
    await served.close()
  }
})

test('a landing page fetches nothing ahead on a phone that saves data', async ({ browser }) => {
  const served = await serve()
  try {
    const aheadOn = async (saveData: boolean): Promise<readonly (string | undefined)[]> => {
      const context = await browser.newContext()
      await context.addInitScript((value) => Object.defineProperty(navigator, 'connection', { value }), { saveData })
      const page = await context.newPage()
      const ahead: string[] = []
      page.on('request', (request) => void (request.headers()['sec-purpose'] && ahead.push(request.url())))
      await page.goto(`${served.address}/q/`)
      await page.waitForLoadState('networkidle')
      await context.close()
      return ahead.map((address) => address.split('.').at(-1)).sort()
    }
    expect(await aheadOn(true)).toEqual([])
    expect(await aheadOn(false)).toEqual(['css', 'js'])
  } finally {
    await served.close()
  }
})
