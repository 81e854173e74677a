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
  const owners = [
    /[\\/]src[\\/]leave[\\/]exit\.ts$/,
    /[\\/]src[\\/]quiz[\\/]landing\.ts$/,
    /[\\/]src[\\/]staff[\\/]\w+[\\/]mount\.ts$/,
  ]
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
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' }, assumptions: { setPublicClassFields: true } },
    build: {
      // Scripts run from Chrome 85 and Safari 14 on: nothing newer than `||=` is left in them (Chrome 91 is named, since for older ones the
      // compiler also rewrites `?.`, which they have). Older phones get the pages, and read there that the questions need more.
      target: ['chrome91', 'safari14.1'],
      // Styles stand in layers, from Chrome 99 and Safari 15.4 on; older phones get the pages without their dress.
      cssTarget: ['chrome100', 'firefox100', 'safari15.4'],
      assetsInlineLimit: 0,
      // A mark of Astro's own in each MDX file, which its build takes care of: a page of warnings about it would hide a real one.
      rolldownOptions: { onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log) },
      modulePreload: false,
    },
  },
  integrations: [mdx()],
  devToolbar: { enabled: false },
})
