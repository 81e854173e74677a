import { readFileSync } from 'node:fs'
import mdx from '@astrojs/mdx'
import { defineConfig } from 'astro/config'
import { parse } from 'yaml'

const { origin } = parse(readFileSync(new URL('./content/campaign.yaml', import.meta.url), 'utf8'))

/**
 * Gives each page's script its own copy of what it imports, so that a page loads one file. Shared chunks would save a visitor of two islands some
 * kilobytes, and cost everybody else a round trip and half a kilobyte for each: code compresses best in one piece.
 */
function oneScriptAPage() {
  const owners = [/[\\/]src[\\/]quiz[\\/]landing\.ts$/, /[\\/]src[\\/]staff[\\/]\w+[\\/]mount\.ts$/]
  const ownerOf = (importer) => /[?&]own=(\d+)/.exec(importer)?.[1] ?? String(owners.findIndex((entry) => entry.test(importer)))
  return {
    name: 'one-script-a-page',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const owner = importer ? ownerOf(importer) : '-1'
      if (owner === '-1') return null
      const resolved = await this.resolve(source, importer.replace(/[?&]own=\d+/, ''), { ...options, skipSelf: true })
      return resolved && !resolved.external ? { ...resolved, id: `${resolved.id}?own=${owner}` } : resolved
    },
  }
}

export default defineConfig({
  site: process.env.SITE_URL ?? origin,
  output: 'static',
  trailingSlash: 'always',
  // Styles and scripts are files of this origin and never inline: one short policy (`script-src 'self'`) then holds on every
  // host, and a phone that came through the landing page has both already when it opens the questions.
  build: { inlineStylesheets: 'never', assets: 'a' },
  vite: {
    plugins: [oneScriptAPage()],
    // Islands are drawn by their own scripts and not by Astro's runtime, which would cost each page a kilobyte and a half.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      // What the last browsers of Android 6 and iOS 15 understand; older ones get the pages without their dress.
      target: 'es2022',
      cssTarget: ['chrome100', 'firefox100', 'safari15.4'],
      assetsInlineLimit: 0,
      modulePreload: false,
    },
  },
  integrations: [mdx()],
  devToolbar: { enabled: false },
})
