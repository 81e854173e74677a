/**
 * What is kept to be read without a network: packs of files, one for each language and one for kiosks. The build says what is in them (run/offline.mjs).
 *
 * The browser's own caches are the only state. A pack of a build is one cache, `kept <build> <pack>`; which packs somebody keeps is read from the names of the
 * caches, so nothing else has to be stored, and who erases the caches (leave/erase) has erased it all. Once whole, a cache holds an entry under `WHOLE`.
 */

/** Where the worker stands. One address for every build: the browser looks for a new one there. */
export const WORKER_URL = '/sw.js'

/** The address of the entry that says that a cache is whole. Nobody asks for it. */
export const WHOLE = '/kept-whole'

/** A file of a pack: its path, and its SHA-256 in hexadecimal, cut to 32 digits. */
export type PackFile = readonly [path: string, hash: string]

/** What the build writes into the worker. */
export interface Packs {
  /** A name that follows from all the files. */
  readonly build: string
  readonly files: Readonly<Record<string, readonly PackFile[]>>
  /** By pack, the page that lists what is in it; a kiosk's has none. */
  readonly shelves: Readonly<Record<string, string>>
}

const PREFIX = 'kept'

export const cacheName = (build: string, pack: string): string => `${PREFIX} ${build} ${pack}`

/** Build and pack that a cache's name tells, or undefined where the cache is none of these. */
export function readCacheName(name: string): { readonly build: string; readonly pack: string } | undefined {
  const [prefix, build, pack, more] = name.split(' ')
  return prefix === PREFIX && build && pack && more === undefined ? { build, pack } : undefined
}

/** What the page says to the worker: to keep a pack. The answers come through a port of their own, and the last of them is a word. */
export interface KeepMessage {
  readonly keep: string
}

/** How much is here, from 0 to 1; or how it ended. */
export type KeepAnswer = number | 'kept' | 'failed' | 'no-room'
