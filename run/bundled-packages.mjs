/**
 * Which packages' code or fonts stand in what visitors are sent: read where the bundler knows it, while it writes the pages' scripts and sheets. The list of licences
 * is made from it (`npm run licences`).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { inProject } from './command.mjs'

/** Where the last build wrote it: names in order, as JSON. */
export const BUNDLED = inProject('.cache/bundled-packages.json')

/** Pagefind's parts are copied beside the pages after the bundling (run/search-index.mjs). */
const COPIED = ['pagefind']

/** The package that a file belongs to, the innermost where one lies in another. @param {string} path */
function packageOf(path) {
  const [, name] = /(?:^|.*[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/?]+)/.exec(path) ?? []
  return name?.replaceAll('\\', '/')
}

/** A plugin for Vite. Server bundles are read for the fonts that their pages' sheets bring, and for nothing else: their code stays here. */
export function bundledPackages() {
  const names = new Set(COPIED)
  const note = (path) => {
    const name = packageOf(path)
    if (name !== undefined) names.add(name)
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
      mkdirSync(inProject('.cache'), { recursive: true })
      writeFileSync(BUNDLED, `${JSON.stringify([...names].sort())}\n`)
    },
  }
}
