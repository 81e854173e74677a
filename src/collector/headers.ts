/**
 * What every answer says of itself to browsers and caches. The one source: the collector sends it, and `deploy/hosts.ts` writes the same for hosts that
 * serve the site's files themselves. The policy is the pages' own, with what a page cannot say of itself (`frame-ancestors`).
 */
const policy = (script: string): string =>
  `default-src 'none'; script-src ${script}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export const CONTENT_SECURITY_POLICY = policy("'self'")

/** Of the search page alone: its engine is WebAssembly of this origin, which a browser compiles where the policy says so. */
export const SEARCH_POLICY = policy("'self' 'wasm-unsafe-eval'")

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

/** Of every answer of the API: it stands for no page, and is kept by nobody. */
export const API_HEADERS: Readonly<Record<string, string>> = { ...SECURITY_HEADERS, 'cache-control': 'no-store' }

/** Where an address's first folders ask for something else. A path stands for itself and for all below it. */
export const EXCEPTIONS: readonly {
  readonly path: string
  readonly header: string
  readonly value: string
  readonly why: string
}[] = [
  { path: '/buscar/', header: 'content-security-policy', value: SEARCH_POLICY, why: 'the search page compiles WebAssembly' },
  { path: '/en/search/', header: 'content-security-policy', value: SEARCH_POLICY, why: 'the search page compiles WebAssembly' },
  { path: '/a/', header: 'cache-control', value: 'public, max-age=31536000, immutable', why: 'hashed files never change' },
  { path: '/preguntas/', header: 'cache-control', value: 'no-store', why: 'the questions show answers' },
  { path: '/en/questions/', header: 'cache-control', value: 'no-store', why: 'the questions show answers' },
]

/** Pages are asked for anew each time. */
export const CACHE_CONTROL = 'no-cache'

const exceptionTo = (header: string, url: string): string | undefined => {
  const path = url.split('?', 1)[0] ?? ''
  return EXCEPTIONS.find((exception) => exception.header === header && path.startsWith(exception.path))?.value
}

/** The policy of the answer to a request. @param url path, with or without a query */
export const policyFor = (url: string): string => exceptionTo('content-security-policy', url) ?? CONTENT_SECURITY_POLICY

/** How long a file of the site may be kept. @param url path, with or without a query */
export const cacheFor = (url: string): string => exceptionTo('cache-control', url) ?? CACHE_CONTROL

/** What the site's files are, by their ending: the same words on every host. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  webmanifest: 'application/manifest+json; charset=utf-8',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
}

/** What a file of the site is; undefined where its ending is none that is known. @param url path, with or without a query */
export function mediaTypeOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  return MEDIA_TYPES[path.endsWith('/') ? 'html' : (/\.([a-z0-9]+)$/.exec(path)?.[1] ?? '')]
}
