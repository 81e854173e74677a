import { readFileSync } from 'node:fs'
import mdx from '@astrojs/mdx'
import preact from '@astrojs/preact'
import { defineConfig } from 'astro/config'
import { parse } from 'yaml'

const { origin } = parse(readFileSync(new URL('./content/campaign.yaml', import.meta.url), 'utf8'))

export default defineConfig({
  site: process.env.SITE_URL ?? origin,
  output: 'static',
  trailingSlash: 'always',
  // Styles and scripts are files of this origin and never inline: one short policy (`script-src 'self'`) then holds on every
  // host, and a phone that came through the landing page has both already when it opens the questions.
  build: { inlineStylesheets: 'never', assets: 'a' },
  vite: {
    build: {
      assetsInlineLimit: 0,
      modulePreload: false,
      // Few, larger files: each one more costs a weak connection a round trip and compresses by itself.
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [{ name: 'core', test: /node_modules[\\/](preact[\\/]dist[\\/]preact|preact[\\/]jsx-runtime|nanostores)/ }],
          },
        },
      },
    },
  },
  integrations: [mdx(), preact()],
  devToolbar: { enabled: false },
})
