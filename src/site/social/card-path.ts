/** Where the social cards stand: each tale has its own, every other page shares its language's. */
import { basisOf } from '../languages.ts'
import { type Language, pathOf } from '../routes.ts'
import { strings } from '../strings.ts'

/** A card beside the page that it is for. */
export const cardPath = (page: string): string => `${page}card.png`

export function defaultCard(language: Language): { path: string; alt: string } {
  const t = strings(basisOf(language), 'frame')
  return { path: cardPath(pathOf('home', basisOf(language))), alt: t['home.tale.heading'] }
}
