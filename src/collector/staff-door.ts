/**
 * The door that every address of staff's stands behind: not too many wrong tokens from there, a token that is good, with the scope that the address demands; and
 * a line in the audit log before anything is answered, so that nothing leaves without one.
 */
import type { FastifyRequest } from 'fastify'
import type { Catalogue } from '../protocol/catalogue.ts'
import { type Bearer, bearerOf } from './access.ts'
import type { Knock, LockOut } from './limits/lock-out.ts'
import { Refusal } from './refusal.ts'
import { staffAddressOf, subjectOf } from './staff-addresses.ts'
import { idOfToken, type KeptToken } from './store/staff-token.ts'
import type { LaterStore } from './store/store.ts'

export interface StaffDoorParts {
  readonly store: Pick<LaterStore, 'tokens' | 'note'>
  readonly catalogue: Catalogue
  readonly lockOut: LockOut
  /** The address that wrong tokens are held against, or undefined where all of a machine would share one: anybody's wrong tries would keep everybody out. */
  readonly sender: (request: FastifyRequest) => string | undefined
  /** Today, YYYY-MM-DD. */
  readonly today: () => string
  /** This hour, `YYYY-MM-DDTHH` in UTC. */
  readonly hour: () => string
}

const HEARD: Knock = { seconds: 0, forgive: () => undefined, right: () => undefined }

/** A hook that lets staff in. Throws a `Refusal` for everybody else. */
export function staffDoor({
  store,
  catalogue,
  lockOut,
  sender,
  today,
  hour,
}: StaffDoorParts): (request: FastifyRequest) => Promise<void> {
  async function holderOf(request: FastifyRequest): Promise<KeptToken> {
    const { authorization = '' } = request.headers
    const address = sender(request)
    const knock = authorization === '' || address === undefined ? HEARD : lockOut.knock(address, authorization)
    if (knock.seconds > 0)
      throw new Refusal(
        'locked-out',
        { detail: 'from another network a right token is listened to' },
        { 'retry-after': String(knock.seconds) },
      )
    let bearer: Bearer
    try {
      bearer = bearerOf(authorization, await store.tokens(), today())
    } catch (error) {
      // A store that is away must not count against whoever asks it again.
      knock.forgive()
      throw error
    }
    if (bearer.kind === 'over') knock.forgive()
    if (bearer.kind !== 'good')
      throw new Refusal('unauthorised', { detail: 'npm run staff -- token makes one' }, { 'www-authenticate': 'Bearer' })
    knock.right()
    return bearer.token
  }

  return async (request) => {
    const { scope, act, about } = staffAddressOf(request)
    const token = await holderOf(request)
    const line = { at: hour(), who: idOfToken(token) }
    if (!token.scopes.includes(scope)) {
      await store.note({ ...line, act: 'refused for its scope', about: scope })
      throw new Refusal(
        'wrong-scope',
        { detail: `this address takes a token with the scope "${scope}"`, scope },
        // RFC 6750, section 3.1.
        { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
      )
    }
    await store.note({ ...line, act, about: subjectOf(request, about, catalogue) })
  }
}
