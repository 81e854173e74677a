/** Brings the kiosk to life, and has every file of it read as soon as its page is opened: afterwards it asks no network for anything. */
import { h, render } from 'preact'
import { Kiosk, type Stories } from './Kiosk.tsx'
import { KIOSK_LANGUAGES, type KioskData, type KioskLanguage } from './kiosk-data.ts'
import { withoutLinks } from './no-links.ts'

const data = JSON.parse(document.getElementById('kiosk-data')?.textContent ?? '') as KioskData
const place = document.getElementById('kiosk') as HTMLElement

const stories: Record<KioskLanguage, Element | undefined> = { es: undefined, en: undefined }

/** The long tale's own file, as the questions read it. Without it the short one stands in. */
async function readStory(language: KioskLanguage): Promise<void> {
  const text = await (await fetch(`${data.languages[language].quiz.story.url}leaf.html`)).text()
  const story = new DOMParser().parseFromString(text, 'text/html').getElementById('story')
  if (story) stories[language] = withoutLinks(story)
}

const readStories = (): void => {
  for (const language of KIOSK_LANGUAGES) if (!stories[language]) void readStory(language).catch(() => undefined)
}

readStories()
addEventListener('online', readStories)
place.replaceChildren()
render(h(Kiosk, { data, stories: (): Stories => stories }), place)
