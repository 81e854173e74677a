/**
 * Security headers of every answer. The policy is the pages' own, with what a page cannot say of itself (`frame-ancestors`). A test keeps them
 * in step with `public/_headers`, which says the same to static hosts.
 */
const policy = (script: string): string =>
  `default-src 'none'; script-src ${script}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export const CONTENT_SECURITY_POLICY = policy("'self'")

/** Of the search page alone: its engine is WebAssembly of this origin, which a browser compiles where the policy says so. */
export const SEARCH_POLICY = policy("'self' 'wasm-unsafe-eval'")

const SEARCH_PAGES: ReadonlySet<string> = new Set(['/buscar/', '/buscar/index.html', '/en/search/', '/en/search/index.html'])

/** The policy of the answer to a request. @param url path, with or without a query */
export function policyFor(url: string): string {
  return SEARCH_PAGES.has(url.split('?', 1)[0] ?? '') ? SEARCH_POLICY : CONTENT_SECURITY_POLICY
}

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Browsers heed it over https alone, so a round table's laptop on plain http is none the worse for it.
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-dns-prefetch-control': 'off',
}
