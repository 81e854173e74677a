/** The staff pages about printed matter: a sheet from the collector's codes, a new venue's line, and an address that a camera shows. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { parse } from 'yaml'
import { axeViolations } from './axe.ts'
import { type Served, serve } from './served.ts'

let served: Served
let token: string
let site: string

test.beforeAll(async () => {
  served = await serve()
  token = (await served.staff('token')).split('\n', 1)[0] ?? ''
  site = JSON.parse(readFileSync('dist/catalogue.json', 'utf8')).origin
})
test.afterAll(() => served.close())

const choose = (page: Page, label: string, value: string) =>
  page.getByRole('combobox', { name: label, exact: true }).selectOption(value)

async function readCode(page: Page): Promise<string | undefined> {
  const picture = await page.locator('.p-qr').first().screenshot()
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}

test('a sheet is drawn with the code that the collector gives, fits a phone, and prints on its own paper', async ({ page }) => {
  await page.goto(`${served.address}/equipo/imprimir/`)
  await page.getByLabel('Clave del equipo').fill('wrong')
  await page.getByRole('button', { name: 'Traer los códigos' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'no sirve' })).toBeVisible()
  await page.getByLabel('Clave del equipo').fill(token)
  await page.getByRole('button', { name: 'Traer los códigos' }).click()
  await expect(page.getByText(/Hay códigos para \d+ lugares/)).toBeVisible()
  await choose(page, 'Lugar', 'terminal-medellin')
  await choose(page, 'Forma', 'poster-a3')
  await choose(page, 'Idioma', 'en')
  await page.setViewportSize({ width: 1280, height: 800 })
  const codes = await served.staff('codes', '--venue', 'terminal-medellin')
  const [, code = ''] = /#(\S+)/.exec(codes) ?? []
  expect(await readCode(page)).toBe(`${new URL('/en/q/', site).href}#${code}`)
  // The site's address is a stand-in until somebody fills it in, and a sheet with it says so.
  await expect(page.locator('.p-specimen').first()).toHaveCount(/\.example\/?$/.test(site) ? 1 : 0)
  await page.setViewportSize({ width: 320, height: 568 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
  expect([Math.round((Number(width) / 72) * 25.4), Math.round((Number(height) / 72) * 25.4)]).toEqual([297, 420])
})

test('a file of codes stands in for the collector, and a damaged one is refused with its reason', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'codes-'))
  try {
    const file = join(folder, 'codes.json')
    await served.staff('codes', '--file', file)
    await page.goto(`${served.address}/en/staff/print/`)
    const field = page.getByLabel('File of codes')
    const damaged = join(folder, 'damaged.json')
    writeFileSync(damaged, readFileSync(file, 'utf8').replace('"terminal-', '"terminal '))
    await field.setInputFiles(damaged)
    await expect(page.getByRole('alert').filter({ hasText: 'is no venue' })).toBeVisible()
    await field.setInputFiles(file)
    await choose(page, 'Venue', 'el-dorado')
    await choose(page, 'Form', 'sticker')
    await expect(page.locator('.piece')).toHaveCount(6)
    await expect(page.locator('.p-code').first()).toContainText(/el-dorado\.1\.[0-9a-z]{12}/)
    expect(await axeViolations(page)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('without codes a sheet is a specimen', async ({ page }) => {
  await page.goto(`${served.address}/en/staff/print/`)
  await choose(page, 'Form', 'poster-a4')
  await expect(page.locator('.p-specimen')).toHaveText('Muestra: no imprimir')
  expect(await readCode(page)).toBe(new URL('/q/', site).href)
})

test('a new venue is told what is wrong, field by field, and then is a line that the file takes', async ({ page }) => {
  await page.goto(`${served.address}/equipo/lugares/`)
  await page.getByLabel('Código', { exact: true }).fill('terminal-b0gota')
  await page.getByLabel('Nombre en español').fill('Terminal de Bogotá')
  await page.getByLabel('Ciudad', { exact: true }).fill('Bogota')
  await page.getByRole('button', { name: 'Revisar el lugar' }).click()
  await expect(page.locator('#id-wrong')).toContainText('se ve igual que terminal-bogota')
  await expect(page.locator('#nameEs-wrong')).toContainText('terminal-bogota')
  await expect(page.locator('#nameEn-wrong')).toContainText('Falta')
  await expect(page.locator('#city-wrong')).toContainText('Bogotá')
  await expect(page.getByLabel('Ciudad', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Matrícula del avión').fill('hk-4521')
  await page.getByRole('button', { name: 'Revisar el lugar' }).click()
  const row = await page.getByLabel('Renglón para content/venues.yaml').inputValue()
  expect(parse(row)).toEqual([
    {
      id: 'hk-4521',
      name: { es: 'Avión HK-4521', en: 'Aircraft HK-4521' },
      kind: 'flight',
      city: 'none',
      audience: 'travellers',
      epoch: 1,
    },
  ])
})

test('an address that a camera shows is told for ours or another’s, and is never opened', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).host))
  await page.goto(`${served.address}/en/staff/codes/`)
  const told = page.locator('[data-told]')
  const check = async (address: string) => {
    await page.getByLabel('Address that the camera shows').fill(address)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
  }
  await check(`${new URL('/q/', site).href.replace('/q/', '.evil.example/q/')}#el-dorado.1.000000000000`)
  await expect(told).toHaveAttribute('data-told', 'another-site')
  const codes = await served.staff('codes', '--venue', 'el-dorado')
  const [, code = ''] = /#(\S+)/.exec(codes) ?? []
  await check(`${new URL('/q/', site).href}#${code}`)
  await expect(told).toContainText('fetch the codes')
  await page.getByLabel('Staff token').fill(token)
  await page.getByRole('button', { name: 'Fetch the codes' }).click()
  await expect(told).toHaveAttribute('data-told', 'ours')
  await check(`${new URL('/q/', site).href}#el-dorado.1.000000000000`)
  await expect(told).toHaveAttribute('data-told', 'worn-out')
  expect([...new Set(asked)]).toEqual([new URL(served.address).host])
})
