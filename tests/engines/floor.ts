/**
 * The oldest browsers that the site is for, and what decides it: the younger features that the built pages of visitors use, the first version of each engine that
 * has them (as MDN's and caniuse's tables have it; a version is a claim of theirs, and only the engines of `npm run test:engines` were tried), and what happens
 * without them.
 */
export interface Feature {
  readonly name: string
  readonly in: 'css' | 'js'
  /** How the built file shows that it is used. */
  readonly sign: RegExp
  readonly chrome: number
  readonly firefox: number | 'not looked up'
  readonly safari: number | 'not looked up'
  /** What an older browser does without it; left out where the questions or the page's dress need it, which makes it the floor. */
  readonly without?: string
}

export const FEATURES: readonly Feature[] = [
  { name: '`||=`, `&&=`, `??=`', in: 'js', sign: /\|\|=|&&=|\?\?=/, chrome: 85, firefox: 79, safari: 14 },
  { name: '`?.` and `??`', in: 'js', sign: /\?\.[a-z_$[(]|\?\?/i, chrome: 80, firefox: 74, safari: 13.1 },
  { name: '`replaceChildren`', in: 'js', sign: /\.replaceChildren\(/, chrome: 86, firefox: 78, safari: 14 },
  { name: '`Promise.allSettled`', in: 'js', sign: /\.allSettled\(/, chrome: 76, firefox: 71, safari: 13 },
  { name: '`import()`', in: 'js', sign: /\bimport\(/, chrome: 63, firefox: 67, safari: 11.1 },
  {
    name: '`indexedDB.databases`',
    in: 'js',
    sign: /indexedDB\.databases/,
    chrome: 72,
    firefox: 126,
    safari: 14,
    without: 'nothing to erase: visitors’ pages make no database',
  },
  {
    name: 'CSS highlights (reading aloud)',
    in: 'js',
    sign: /new Highlight/,
    chrome: 105,
    firefox: 140,
    safari: 17.2,
    without: 'the sentence that is read is not marked',
  },
  {
    name: '`Intl.Segmenter`',
    in: 'js',
    sign: /Intl\.Segmenter/,
    chrome: 87,
    firefox: 125,
    safari: 14.1,
    without: 'sentences end at full stops',
  },
  {
    name: 'service worker, Cache API',
    in: 'js',
    sign: /serviceWorker/,
    chrome: 45,
    firefox: 44,
    safari: 11.1,
    without: 'no button “Keep for the journey”',
  },
  { name: '`@layer`', in: 'css', sign: /@layer/, chrome: 99, firefox: 97, safari: 15.4 },
  {
    name: '`aspect-ratio`',
    in: 'css',
    sign: /aspect-ratio:/,
    chrome: 88,
    firefox: 89,
    safari: 15,
    without: 'pictures take their own shape',
  },
  {
    name: '`accent-color`',
    in: 'css',
    sign: /accent-color:/,
    chrome: 93,
    firefox: 92,
    safari: 15.4,
    without: 'the browser’s own colour of a tick',
  },
  {
    name: '`:has()`',
    in: 'css',
    sign: /:has\(/,
    chrome: 105,
    firefox: 121,
    safari: 15.4,
    without: 'a chosen answer is marked by its button alone; what ticks mean together stands there as three lines',
  },
  { name: '`@container`', in: 'css', sign: /@container/, chrome: 105, firefox: 110, safari: 16, without: 'one column' },
  {
    name: '`@property`',
    in: 'css',
    sign: /@property/,
    chrome: 85,
    firefox: 128,
    safari: 16.4,
    without: 'the corner folds without moving',
  },
  {
    name: '`content-visibility`',
    in: 'css',
    sign: /content-visibility:/,
    chrome: 85,
    firefox: 125,
    safari: 18,
    without: 'what is folded stays folded in print',
  },
  {
    name: '`text-wrap: balance`',
    in: 'css',
    sign: /text-wrap:/,
    chrome: 114,
    firefox: 121,
    safari: 17.5,
    without: 'lines break as ever',
  },
  {
    name: '`field-sizing`',
    in: 'css',
    sign: /field-sizing:/,
    chrome: 123,
    firefox: 152,
    safari: 26.2,
    without: 'a field of fixed height',
  },
  {
    name: '`::details-content`',
    in: 'css',
    sign: /::details-content/,
    chrome: 131,
    firefox: 143,
    safari: 18.4,
    without: 'what is folded stays folded in print',
  },
]

/** What is younger than the floor and has no row above: the build may not bring it in unseen. */
export const TOO_YOUNG: readonly Pick<Feature, 'name' | 'in' | 'sign'>[] = [
  { name: 'nesting', in: 'css', sign: /[{;}]\s*&/ },
  { name: 'color-mix()', in: 'css', sign: /color-mix\(/ },
  { name: 'relative colours', in: 'css', sign: /(?:rgb|hsl|lab|lch|color)a?\(from\s/ },
  { name: 'oklch()', in: 'css', sign: /okl(?:ch|ab)\(/ },
  { name: 'light-dark()', in: 'css', sign: /light-dark\(/ },
  { name: '@scope', in: 'css', sign: /@scope/ },
  { name: '@starting-style', in: 'css', sign: /@starting-style/ },
  { name: 'subgrid', in: 'css', sign: /\bsubgrid\b/ },
  { name: 'small and dynamic viewport units', in: 'css', sign: /\d(?:[sdl]v[hwib])\b/ },
  { name: 'anchors', in: 'css', sign: /anchor-name|position-anchor/ },
  { name: 'scroll-driven animation', in: 'css', sign: /animation-timeline/ },
  { name: 'range media queries', in: 'css', sign: /@media[^{]*[<>]=?/ },
  { name: 'Array.prototype.at()', in: 'js', sign: /\.at\(-?\d/ },
  { name: 'findLast()', in: 'js', sign: /\.findLast(?:Index)?\(/ },
  { name: 'toSorted() and its like', in: 'js', sign: /\.to(?:Sorted|Reversed|Spliced)\(/ },
  { name: 'Object.hasOwn', in: 'js', sign: /Object\.hasOwn\(/ },
  { name: 'Object.groupBy', in: 'js', sign: /\.groupBy\(/ },
  { name: 'structuredClone', in: 'js', sign: /\bstructuredClone\(/ },
  { name: 'crypto.randomUUID', in: 'js', sign: /randomUUID/ },
  { name: 'AbortSignal.timeout', in: 'js', sign: /AbortSignal\.(?:timeout|any)/ },
  { name: 'Promise.withResolvers', in: 'js', sign: /withResolvers/ },
]

/** The oldest version of each engine that has all that is needed. */
export function floorOf(where: Feature['in']): Record<'chrome' | 'firefox' | 'safari', number> {
  const needed = FEATURES.filter((feature) => feature.in === where && feature.without === undefined)
  const most = (engine: 'chrome' | 'firefox' | 'safari') => Math.max(...needed.map((feature) => Number(feature[engine])))
  return { chrome: most('chrome'), firefox: most('firefox'), safari: most('safari') }
}

/** The table of docs/engines.md. */
export function tableOf(): string {
  const rows = FEATURES.map(
    ({ name, in: where, chrome, firefox, safari, without }) =>
      `| ${name} | ${where.toUpperCase()} | ${chrome} | ${firefox} | ${safari} | ${without ?? '**needed**'} |`,
  )
  return ['| feature | | Chrome | Firefox | Safari | without it |', '|---|---|---|---|---|---|', ...rows].join('\n')
}
