/**
 * Whether an answer is this site's own. A captive portal answers for every address: with its login page and status 200, with a redirect, with 511, or with
 * whatever its maker thought of. None of them may take the place of a kept page.
 */

/** What the decision needs of an answer; a `Response` has it all. */
export interface Answer {
  readonly type: string
  readonly redirected: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
}

/** In the head of each page of the site (site/layouts/Base), and in no portal's: our own colour. In a story without its page: the story (run/leaves.mjs). */
const MARKS = [/name="?theme-color"? content="?#221a42\b/, /<article id="?story\b/]

/**
 * Whether the answer to a page's address is a page of ours. 404 and 410 are answers too: a page that is gone is not shown from the copy.
 * @param text the answer's body
 */
export function isOurPage({ type, redirected, status, headers }: Answer, text: string): boolean {
  const isPlain = type === 'basic' && !redirected && [200, 404, 410].includes(status)
  return isPlain && /^text\/html\b/.test(headers.get('content-type') ?? '') && MARKS.some((mark) => mark.test(text))
}

/** The first 32 hexadecimal digits of the SHA-256 of a file, as the build writes them. Digests need a secure context, and so does the worker that asks. */
export async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
