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
