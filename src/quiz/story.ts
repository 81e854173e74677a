/** The full path's story, taken from the story's own page while the first questions are answered. */
import { atom } from 'nanostores'

export type StoryState = 'not asked' | 'loading' | 'failed' | Element

export const $story = atom<StoryState>('not asked')

/** Fetches the story's body unless it is here or on its way. A failure may be tried again. */
export async function fetchStory(url: string): Promise<void> {
  if (!['not asked', 'failed'].includes($story.get() as string)) return
  $story.set('loading')
  try {
    const html = await (await fetch(url, { credentials: 'omit' })).text()
    $story.set(new DOMParser().parseFromString(html, 'text/html').getElementById('story') ?? 'failed')
  } catch {
    $story.set('failed')
  }
}
