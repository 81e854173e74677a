/**
 * Runs while building, on each page of a started language: the marks of its texts become `lang` attributes, links stay in the language, and a page that is not
 * translated, or not wholly, says so above its text. Where no language is started it does nothing.
 */
import { defineMiddleware } from 'astro:middleware'
import { isTranslated, linksFor } from './site/alternates.ts'
import { declaredAs, type Language, started } from './site/languages.ts'
import { withLanguages } from './site/marked-html.ts'
import { unmarked } from './site/marked-text.ts'
import { languageOf } from './site/routes.ts'

export const onRequest = defineMiddleware(async ({ url }, next) => {
  const response = await next()
  if (started.length === 0) return response
  const language = languageOf(url.pathname)
  const text = await response.text()
  const isPage = response.headers.get('content-type')?.startsWith('text/html')
  const body = isPage && started.includes(language) ? await asRead(text, url.pathname, language) : unmarked(text)
  return new Response(body, { status: response.status, headers: response.headers })
})

async function asRead(text: string, path: string, language: Language): Promise<string> {
  const { html, letters } = withLanguages(text, language, await linksFor(language))
  const { fallback, missing } = declaredAs(language)
  const lacking = (fallback && letters.get(fallback)) ?? 0
  if (lacking === 0 || !missing) return html
  const isPart = lacking < (letters.get(language) ?? 0) || (await isTranslated(path, language))
  const notice = isPart ? missing.part : missing.page
  return html.replace(/<main\b[^>]*>/, (main) => `${main}<p class="notice" data-fallback="${fallback}">${notice}</p>`)
}
