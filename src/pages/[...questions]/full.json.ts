/** The full path's questions, in each language, beside the page that fetches them. */
import type { APIContext } from 'astro'
import { type Language, whole } from '../../site/languages.ts'
import { pathOf, restOf } from '../../site/routes.ts'
import { pathData } from '../_questions.ts'

export function getStaticPaths() {
  return whole.map((language) => ({ params: { questions: restOf(pathOf('questions', language)) }, props: { language } }))
}

export async function GET({ props }: APIContext<{ language: Language }>): Promise<Response> {
  return new Response(JSON.stringify(await pathData('full', props.language)))
}
