/** `/.well-known/security.txt` (RFC 9116): where a fault of the site's security is reported. */

/** Under a year, as section 2.5.5 advises, so that a site nobody builds any more does not promise an answer. */
const VALID_DAYS = 360

/** @param contact a `mailto:`, `https:` or `tel:` address @param origin where the site stands */
export function securityText(contact: string, origin: URL, built: Date): string {
  const expires = new Date(built.getTime() + VALID_DAYS * 86_400_000)
  return [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString().replace(/\.\d+Z$/, 'Z')}`,
    'Preferred-Languages: es, en',
    `Canonical: ${new URL('/.well-known/security.txt', origin).href}`,
    '',
  ].join('\n')
}
