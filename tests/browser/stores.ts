/** Every place where a page can leave something in a browser: filled on purpose, and looked into. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

export const NOTHING = { session: 0, local: 0, cookies: '', databases: 0, caches: 0, workers: 0 }

/** How much this origin keeps, by store. */
export const kept = (page: Page): Promise<typeof NOTHING> =>
  page.evaluate(async () => ({
    session: sessionStorage.length,
    local: localStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))

/** Puts something into each store from within the page that is open: the database stays open, and the worker takes the page over. */
export async function fill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    sessionStorage.setItem('v', 'a visit')
    localStorage.setItem('o.x', 'a message')
    await new Promise((resolve, reject) => {
      const request = indexedDB.open('kept', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('things').put('a thing', 1)
      request.onsuccess = resolve
      request.onerror = reject
    })
    await (await caches.open('kept')).put('/kept', new Response('a page'))
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
    await navigator.serviceWorker.register('/worker.js')
    if (!navigator.serviceWorker.controller) await controlled
  })
}

/** The built site with a worker beside it, in a folder of its own; call `remove` at the end. */
export function siteWithWorker(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'site-'))
  cpSync(join(import.meta.dirname, '..', '..', 'dist'), folder, { recursive: true })
  writeFileSync(
    join(folder, 'worker.js'),
    "addEventListener('install', () => skipWaiting())\naddEventListener('activate', (event) => event.waitUntil(clients.claim()))\n",
  )
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
