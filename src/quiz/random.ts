/** The phone's source of chance. `getRandomValues` works without a secure context, so on a round table's plain http too. */
export const randomUint32 = (): number => crypto.getRandomValues(new Uint32Array(1))[0] as number

/** A one-time number: 128 random bits in hexadecimal. */
export const oneTimeNumber = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
