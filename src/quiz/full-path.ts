/** What only the full path needs: its questions, and its story, which stands without its page beside it (run/leaves.mjs). Fetched by those who choose it. */
import { atom } from 'nanostores'
import type { PathData, QuizData } from './page-data.ts'
import { readStored, store } from './storage.ts'

export const $full = atom<'not asked' | 'loading' | 'failed' | PathData>('not asked')

export type StoryState = 'not asked' | 'loading' | 'failed' | Element

export const $story = atom<StoryState>('not asked')

const isDue = (state: unknown): boolean => state === 'not asked' || state === 'failed'

/** Resolves when the questions are here or have failed to come; a failure may be tried again. The story follows by itself. */
export async function fetchFull({ fullUrl, story }: QuizData): Promise<void> {
  if (isDue($full.get())) {
    $full.set('loading')
    try {
      // Kept in this tab, so that a reload without a network goes on.
      const text = readStored('sessionStorage', fullUrl) ?? (await (await fetch(fullUrl)).text())
      const path = JSON.parse(text) as PathData
      if (!path.concepts) throw new Error('not the questions')
      store('sessionStorage', fullUrl, text)
      $full.set(path)
    } catch {
      $full.set('failed')
    }
  }
  void fetchStory(`${story.url}leaf.html`)
}

/** Fetches the story's body unless it is here or on its way. A failure may be tried again. */
export async function fetchStory(url: string): Promise<void> {
  if (!isDue($story.get())) return
  $story.set('loading')
  try {
    const html = await (await fetch(url)).text()
    const page = new DOMParser().parseFromString(html, 'text/html')
    // The story brings the sheets that its page has and this one has not.
    for (const sheet of page.querySelectorAll('link[rel=stylesheet]'))
      if (!document.querySelector(`link[href="${sheet.getAttribute('href')}"]`))
        document.head.append(document.importNode(sheet, true))
    $story.set(page.getElementById('story') ?? 'failed')
  } catch {
    $story.set('failed')
  }
}
