/** The social cards: one for each tale, and one for everything else in each language. */
import { readCampaign } from '../site/campaign.ts'
import { basisOf } from '../site/languages.ts'
import { unmarked } from '../site/marked-text.ts'
import { type Language, languages, pathOf, restOf } from '../site/routes.ts'
import { type CardText, cardPng } from '../site/social/card.ts'
import { cardPath } from '../site/social/card-path.ts'
import { readStories, storyPath } from '../site/stories.ts'
import { strings } from '../site/strings.ts'

interface Drawn {
  readonly path: string
  readonly text: CardText
}

async function cardsOf(language: Language): Promise<Drawn[]> {
  // A card is a picture, in which no part can be marked as another language's: its frame is in a whole one.
  const basis = basisOf(language)
  const t = strings(basis, 'frame')
  const name = (await readCampaign()).name[basis]
  const label = t['social.label']
  const stories = (await readStories(language)).map((story) => ({
    path: cardPath(storyPath(story, language)),
    text: { label: t['social.story'], title: unmarked(story.data.title), summary: unmarked(story.data.summary), name },
  }))
  const shared = {
    path: cardPath(pathOf('home', language)),
    text: { label, title: t['home.tale.heading'], summary: t['home.description'], name },
  }
  return [shared, ...stories]
}

export async function getStaticPaths() {
  const cards = (await Promise.all(languages.map(cardsOf))).flat()
  return cards.map(({ path, text }) => ({ params: { social: restOf(path)?.replace(/\.png$/, '') }, props: { text } }))
}

export async function GET({ props }: { props: { text: CardText } }): Promise<Response> {
  return new Response(new Uint8Array(await cardPng(props.text)), { headers: { 'content-type': 'image/png' } })
}
