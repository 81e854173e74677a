/**
 * What a staff token is good for: a closed list, known to the collector that demands a scope and to the pages that say which one is missing. Each address
 * of the collector that staff use demands one (`collector/staff-addresses`).
 *
 * Publishing has none: it is no address but a command on the collector's machine and a commit to the site's content. What comes nearest is `release`.
 */
export const SCOPES = {
  read: 'fetch what the gate has released',
  release: 'ask the gate for new snapshots of a wave',
  kiosk: 'have the signatures of kiosk files checked when they are imported',
  codes: "fetch every venue's code, to print it",
  table: 'hold sessions at round tables: open, watch, release and end them',
  decide: 'decide what becomes of what stands in quarantine',
} as const satisfies Record<string, string>

export type Scope = keyof typeof SCOPES

export const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[]

/** What tokens could do before there were scopes, and what those that were made then go on doing until they expire. Never to be added to. */
export const SCOPES_OF_BEFORE = ['read', 'release', 'kiosk', 'codes', 'table'] as const satisfies readonly Scope[]

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text)
