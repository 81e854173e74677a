import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
    /[\\/]src[\\/]pages[\\/]_Reading\.astro\?/,
    /[\\/]src[\\/]quiz[\\/]landing\.ts$/,
    /[\\/]src[\\/]quiz[\\/]strong\.ts$/,
    /[\\/]src[\\/]quiz[\\/]table[\\/]mount\.ts$/,
    /[\\/]src[\\/]search[\\/]mount\.ts$/,
    /[\\/]_Exit\.astro\?.*index=1/,
    /[\\/]src[\\/]staff[\\/]kiosk[\\/]mount\.ts$/,
    /[\\/]src[\\/]staff[\\/](?!kiosk)\w+[\\/]mount\.ts$/,
    /[\\/]src[\\/]quiz[\\/]followup[\\/]mount\.ts$/,
    /[\\/]src[\\/]offline[\\/]worker\.ts$/,
    /[\\/]src[\\/]offline[\\/]mount\.ts$/,
    /[\\/]src[\\/]quiz[\\/]proof-worker\.ts$/,
  ]
  const ownerOf = (importer) => /[?&]own=(\d+)/.exec(importer)?.[1] ?? String(owners.findIndex((entry) => entry.test(importer)))
  return {
    name: 'one-script-a-page',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const owner = importer ? ownerOf(importer) : '-1'
      // A sheet that a script links is a file of its own already.
      if (owner === '-1' || source.includes('.css')) return null
      const resolved = await this.resolve(source, importer.replace(/[?&]own=\d+/, ''), { ...options, skipSelf: true })
      return resolved && !resolved.external ? { ...resolved, id: `${resolved.id}?own=${owner}` } : resolved
    },
  }
}

/** Lightning CSS's number for the feature `light-dark()` (`Features.LightDark`). */
const LIGHT_DARK = 1 << 20

/** A file's name is its hash alone: what it was made from is a long name, and every page that asks for the file would pay for that. */
const assetFileNames = 'a/[hash][extname]'

/**
 * Leaves a dynamic import as it was written. Vite wraps it in a kilobyte that fetches styles and further scripts ahead: strong mode's chunk has neither, and
 * one that brings styles has to link them itself.
 */
const bareDynamicImport = {
  name: 'bare-dynamic-import',
  enforce: 'pre',
  load: (id) => (id.startsWith('\0vite/preload-helper.js') ? 'export const __vitePreload = (load) => load()' : null),
}

/**
 * Lets write-excel-file zip on the page's own thread. Past 160 kB `fflate` zips in workers made from `blob:` addresses, which the pages' policy forbids
 * (`worker-src 'self'`): Chromium then waits for ever, and no file comes.
 */
const zipOnThisThread = {
  name: 'zip-on-this-thread',
  enforce: 'pre',
  resolveId: (source, importer = '') =>
    source === 'fflate' && /[\\/]write-excel-file[\\/]/.test(importer) ? '\0zip-on-this-thread' : null,
  load: (id) =>
    id.startsWith('\0zip-on-this-thread')
      ? `export * from 'fflate'
import { zipSync } from 'fflate'
export const zip = (files, done) => done(null, zipSync(files))`
      : null,
}

/**
 * The service worker: a script of no page, at an address that stays the same from build to build. It has its own copy of what it imports, so it is a plain script.
 * run/offline.mjs tells it what to keep.
 */
const offlineWorker = {
  name: 'offline-worker',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  buildStart() {
    this.emitFile({ type: 'chunk', id: fileURLToPath(new URL('./src/offline/worker.ts', import.meta.url)), fileName: 'sw.js' })
  },
}

/** The worker that proves work while the collector is flooded: like the other, a plain script at an address that stays, here because pages of an older build ask for it too. */
const proofWorker = {
  name: 'proof-worker',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  buildStart() {
    this.emitFile({
      type: 'chunk',
      id: fileURLToPath(new URL('./src/quiz/proof-worker.ts', import.meta.url)),
      fileName: 'proof.js',
    })
  },
}

/** Pagefind is no module of ours: it stands beside the pages, where run/search-index.mjs puts it after this build. */
const pagefindBeside = {
  name: 'pagefind-beside',
  enforce: 'pre',
  resolveId: (source) => (source === '/pagefind/pagefind.js' ? { id: source, external: true } : null),
}

/**
 * Notes which packages' code or fonts stand in what visitors are sent, where the bundler knows it: the list of licences is made from `.cache/bundled-packages.json`
 * (`npm run licences`). Of bundles that stay here only the fonts count that their pages' sheets bring. Pagefind's parts are copied beside the pages later
 * (run/search-index.mjs).
 */
function bundledPackages() {
  const names = new Set(['pagefind'])
  const note = (path) => {
    // The innermost, where one package lies in another.
    const [, name] = /(?:^|.*[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/?]+)/.exec(path) ?? []
    if (name !== undefined) names.add(name.replaceAll('\\', '/'))
  }
  return {
    name: 'bundled-packages',
    apply: 'build',
    generateBundle(_, bundle) {
      const isForVisitors = this.environment.name === 'client'
      for (const part of Object.values(bundle)) {
        if (part.type === 'asset') for (const file of part.originalFileNames) note(file)
        else if (isForVisitors)
          for (const [id, { renderedLength }] of Object.entries(part.modules)) if (renderedLength > 0) note(id)
      }
      mkdirSync(new URL('./.cache/', import.meta.url), { recursive: true })
      writeFileSync(new URL('./.cache/bundled-packages.json', import.meta.url), `${JSON.stringify([...names].sort())}\n`)
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
    plugins: [pagefindBeside, oneScriptAPage(), bareDynamicImport, zipOnThisThread, offlineWorker, proofWorker, bundledPackages()],
    // Islands are drawn by their own scripts and not by Astro's runtime, which would cost each page a kilobyte and a half.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' }, assumptions: { setPublicClassFields: true } },
    // No style asks for light-dark(): what would stand in for it on older phones is two properties that every page pays for.
    css: { lightningcss: { exclude: LIGHT_DARK } },
    build: {
      // Scripts run from Chrome 85 and Safari 14 on: nothing newer than `||=` is left in them (Chrome 91 is named, since for older ones the
      // compiler also rewrites `?.`, which they have). Older phones get the pages, and read there that the questions need more.
      target: ['chrome91', 'safari14.1'],
      // Styles stand in layers, from Chrome 99 and Safari 15.4 on; older phones get the pages without their dress.
      cssTarget: ['chrome100', 'firefox100', 'safari15.4'],
      assetsInlineLimit: 0,
      // Some 150 bytes of the questions less than the bundler's own, in brotli.
      minify: 'terser',
      terserOptions: { module: true, ecma: 2020, compress: { passes: 3, keep_fargs: false } },
      // A mark of Astro's own in each MDX file, which its build takes care of: a page of warnings about it would hide a real one.
      rolldownOptions: {
        output: { assetFileNames },
        onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
      },
      modulePreload: false,
    },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: { entryFileNames: 'a/[hash].js', chunkFileNames: 'a/[hash].js', assetFileNames },
          },
        },
      },
    },
  },
  integrations: [mdx()],
  devToolbar: { enabled: false },
})
