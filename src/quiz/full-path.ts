/** The full path's questions: fetched by whoever chooses them, and kept in this tab so that a reload without a network goes on. */
import { atom } from 'nanostores'
import type { PathData } from './page-data.ts'

export type FullState = 'not asked' | 'loading' | 'failed' | PathData

export const $full = atom<FullState>('not asked')

/** Resolves when the questions are here or have failed to come; a failure may be tried again. */
export async function fetchFull(url: string): Promise<void> {
  if ($full.get() !== 'not asked' && $full.get() !== 'failed') return
  $full.set('loading')
  try {
    const text = stored(url) ?? (await (await fetch(url, { credentials: 'omit' })).text())
    const path = JSON.parse(text) as PathData
    if (!path.concepts) throw new Error('not the questions')
    $full.set(path)
    sessionStorage.setItem(url, text)
  } catch {
    // A phone without storage has them all the same.
    if ($full.get() === 'loading') $full.set('failed')
  }
}

function stored(url: string): string | undefined {
  try {
    return sessionStorage.getItem(url) ?? undefined
  } catch {
    return undefined
  }
}
