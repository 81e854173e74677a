/**
 * What joins a kiosk to its collector: `terminal-bogota.1.k3m9x0.9f2k…`, i.e. venue, epoch, a number of its own and a key. `npm run staff -- kiosk` makes one for each
 * tablet; the key follows from the other parts and the collector's own key, so that nothing of it has to be kept. A kiosk signs what it exports with it.
 */
export interface Pairing {
  readonly venue: string
  readonly epoch: number
  /** Tells the kiosks of a venue apart. */
  readonly serial: string
  /** 128 bits in Crockford's base 32. */
  readonly key: string
}

const SHAPE = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,3})\.([0-9a-z]{6})\.([0-9a-z]{26})$/

/** The parts of a code, spaces and capitals aside, since it may have been typed; undefined where it has not the shape of one. */
export function parsePairing(text: string): Pairing | undefined {
  const [, venue, epoch, serial, key] = SHAPE.exec(text.replace(/\s/g, '').toLowerCase()) ?? []
  return venue && epoch && serial && key ? { venue, epoch: Number(epoch), serial, key } : undefined
}

export const formatPairing = ({ venue, epoch, serial, key }: Pairing): string => `${venue}.${epoch}.${serial}.${key}`

/** What names a pairing without giving its key away: it stands in what the kiosk exports. */
export const pairingName = ({ venue, epoch, serial }: Omit<Pairing, 'key'>): string => `${venue}.${epoch}.${serial}`

export function parsePairingName(text: string): Omit<Pairing, 'key'> | undefined {
  const [, venue, epoch, serial] = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,3})\.([0-9a-z]{6})$/.exec(text) ?? []
  return venue && epoch && serial ? { venue, epoch: Number(epoch), serial } : undefined
}
