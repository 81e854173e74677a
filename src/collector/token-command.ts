/** `npm run staff -- token`, `tokens`, `revoke`: who gets in, to what, until when. */
import { type Command, InvalidArgumentError } from 'commander'
import { ALL_SCOPES, isScope, SCOPES, type Scope } from '../protocol/scope.ts'
import { MOST_TOKEN_DAYS, newToken, TOKEN_DAYS } from './access.ts'
import type { CommandAudit } from './command-audit.ts'
import type { AuditLine } from './store/audit-log.ts'
import { idOfToken, isGood, type KeptToken } from './store/staff-token.ts'
import type { LaterStore } from './store/store.ts'

interface TokenOptions {
  readonly scope?: string
  readonly days: number
  readonly name?: string
  readonly replaces?: string
  readonly atOnce?: boolean
}

export interface TokenCommandParts {
  readonly withStore: <T>(work: (store: LaterStore) => Promise<T>) => Promise<T>
  readonly audit: CommandAudit
  /** Today, YYYY-MM-DD. */
  readonly today: string
}

const LONGEST_NAME = 60
/** Where midnight of the collector's clock falls in Colombia, all the year round. */
const MIDNIGHT = 'midnight UTC, 19:00 in Colombia'

export function tokenCommands(program: Command, { withStore, audit, today }: TokenCommandParts): void {
  program
    .command('token')
    .description('make a staff token; only its hash is kept')
    .option('--scope <list>', `what it is for, some of ${ALL_SCOPES.join(',')}; default: all, or those of the one it replaces`)
    .option('--days <n>', `for how many days it is good, ${MOST_TOKEN_DAYS} at most`, wholeNumber, TOKEN_DAYS)
    .option('--name <role>', "who it is for: a role, and no person's name")
    .option('--replaces <id>', 'end another one in its place, at the end of this day (UTC); its scopes and name pass on')
    .option('--at-once', 'with --replaces: end the other one now')
    .addHelpText('after', `\nScopes:\n${ALL_SCOPES.map((scope) => `  ${scope.padEnd(8)} ${SCOPES[scope]}`).join('\n')}`)
    .action(async ({ scope, days, name, replaces, atOnce = false }: TokenOptions) => {
      if (atOnce && replaces === undefined) throw new Error('--at-once says when the token of --replaces ends; give that, too')
      const scopes = scope === undefined ? undefined : scopesAsked(scope)
      const role = name === undefined ? undefined : roleOf(name)
      const made = await withStore(async (store) => {
        const known = await store.tokens()
        const old = replaces === undefined ? undefined : goodToken(known, replaces, today)
        const { token, hash, expires } = tokenBeside(known, days)
        const terms = { name: role ?? old?.name ?? '', scopes: scopes ?? old?.scopes ?? ALL_SCOPES, made: today }
        const ends = old ? [{ hash: old.hash, how: atOnce ? 'at once' : 'after the day', day: today } as const] : []
        await store.addToken(hash, expires, terms, ends)
        return { token, id: idOfToken({ hash }), expires, terms }
      })
      audit.about = replaces === undefined ? made.id : `${made.id} in place of ${replaces}`
      console.log(`${made.token}\n\nGood until ${made.expires} for: ${made.terms.scopes.join(', ')}.`)
      console.log(`Its id is ${made.id}. It is shown this once: the collector keeps only its hash.`)
      if (replaces !== undefined)
        console.log(`${replaces} ${atOnce ? 'is good no longer' : `is good until the end of this day (${MIDNIGHT})`}.`)
    })

  program
    .command('tokens')
    .description('list the staff tokens by their ids: what they are for, until when, and when they were last used')
    .action(async () => {
      const { tokens, lines } = await withStore(async (store) => ({
        tokens: await store.tokens(),
        lines: (await store.auditLog()).lines,
      }))
      if (tokens.length === 0) console.log('There is none yet: npm run staff -- token makes one.')
      for (const token of [...tokens].sort(byMaking)) console.log(tokenInWords(token, lastUse(lines, token), today))
    })

  program
    .command('revoke')
    .description('end staff tokens at once')
    .argument('[ids...]', 'as npm run staff -- tokens lists them')
    .option('--all', 'every one that there is')
    .action(async (ids: string[], { all = false }: { all?: boolean }) => {
      if (all === ids.length > 0) throw new Error('say which tokens by their ids, or --all; npm run staff -- tokens lists them')
      const ended = await withStore(async (store) => {
        const known = await store.tokens()
        const meant = all ? known.filter((token) => isGood(token, today)) : ids.map((id) => goodToken(known, id, today))
        await store.endTokens(meant.map(({ hash }) => ({ hash, how: 'at once', day: today })))
        return meant.map(idOfToken)
      })
      audit.about = all ? 'all' : ended.join(' ')
      console.log(ended.length === 0 ? 'There was none that is good.' : `Good no longer: ${ended.join(', ')}`)
    })
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(text)
}

function scopesAsked(asked: string): Scope[] {
  const scopes = asked.split(',').map((word) => {
    const scope = word.trim()
    if (!isScope(scope)) throw new Error(`there is no scope "${scope}"; known are ${ALL_SCOPES.join(', ')}`)
    return scope
  })
  return ALL_SCOPES.filter((scope) => scopes.includes(scope))
}

/** A name as it is kept. Throws where it looks like a person's address, or does not fit a line. */
function roleOf(name: string): string {
  const role = name.trim()
  if (role === '' || role.length > LONGEST_NAME || /\p{C}/u.test(role))
    throw new Error(`--name has to be one line of 1 to ${LONGEST_NAME} characters`)
  if (role.includes('@'))
    throw new Error("--name says who the token is for by a role, such as 'laptop of the round tables', and not by an address")
  return role
}

/** A token whose id no other has. */
function tokenBeside(known: readonly KeptToken[], days: number): ReturnType<typeof newToken> {
  const taken = new Set(known.map(idOfToken))
  for (;;) {
    const made = newToken(new Date(), days)
    if (!taken.has(idOfToken(made))) return made
  }
}

/** The token of an id. Throws where there is none, or one that is good no longer. */
function goodToken(known: readonly KeptToken[], id: string, today: string): KeptToken {
  const token = known.find((each) => idOfToken(each) === id)
  if (!token) throw new Error(`there is no token "${id}"; npm run staff -- tokens lists them`)
  if (!isGood(token, today)) throw new Error(`${id} ${stateOf(token, today)}`)
  return token
}

const stateOf = ({ revoked, expires }: KeptToken, today: string): string => {
  if (revoked !== 'no') return `was revoked on ${revoked}`
  return expires < today ? `expired on ${expires}` : `is good until ${expires}`
}

/** Those of before tokens had terms come first. */
const makingOf = (token: KeptToken): string => `${token.made === 'unknown' ? '' : token.made} ${idOfToken(token)}`
const byMaking = (a: KeptToken, b: KeptToken): number => (makingOf(a) < makingOf(b) ? -1 : 1)

/** The last day of which the audit log says that it was used, or `never`; the log remembers for longer than any token is good. */
function lastUse(lines: readonly AuditLine[], token: KeptToken): string {
  const id = idOfToken(token)
  const days = lines.filter(({ who }) => who === id).map(({ at }) => at.slice(0, 10))
  return days.sort().at(-1) ?? 'never'
}

function tokenInWords(token: KeptToken, used: string, today: string): string {
  const { name, scopes, made } = token
  return [
    `${idOfToken(token)}  ${name === '' ? '(no name)' : name}`,
    `  for ${scopes.join(', ')}`,
    `  made ${made === 'unknown' ? 'before tokens had terms' : made}, ${stateOf(token, today)}, last used: ${used}`,
  ].join('\n')
}
