/** The tales, from `content/stories`. The file's name is the story's slug in its language; its `story` is the same in both. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { entriesIn, slugOf } from './fallback.ts'
import { type Language, otherLanguage, pathOf } from './routes.ts'

export type Story = CollectionEntry<'stories'>

export async function readStories(language: Language): Promise<Story[]> {
  const stories = entriesIn(await getCollection('stories'), language, ({ story }) => story)
  return stories.sort((a, b) => a.data.order - b.data.order)
}

export function storyPath(story: Story, language: Language): string {
  return pathOf('story', language, slugOf(story))
}

/** The same story in the other language. One that nobody has translated stops the build: both languages tell the same tales. */
export async function storyTwin(story: Story, language: Language): Promise<string> {
  const other = otherLanguage(language)
  const twin = (await readStories(other)).find((each) => each.data.story === story.data.story)
  if (!twin) throw new Error(`content/stories/${story.id}.mdx: no story "${story.data.story}" in content/stories/${other}`)
  return storyPath(twin, other)
}
