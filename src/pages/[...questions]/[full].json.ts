/** The full path's questions, in each language, beside the page that fetches them and under a name that is theirs alone. */
import type { APIContext } from 'astro'
import { type Language, whole } from '../../site/languages.ts'
import { pathOf, restOf } from '../../site/routes.ts'
import { fullFile, pathData } from '../_questions.ts'

export function getStaticPaths() {
  return Promise.all(
    whole.map(async (language) => ({
      params: {
        questions: restOf(pathOf('questions', language)),
        full: (await fullFile(language)).slice(pathOf('questions', language).length, -5),
      },
      props: { language },
    })),
  )
}

export async function GET({ props }: APIContext<{ language: Language }>): Promise<Response> {
  return new Response(JSON.stringify(await pathData('full', props.language)))
}
