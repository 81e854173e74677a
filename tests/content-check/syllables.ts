/**
 * Syllables of a word, for formulas of readability. Small rules of our own: right for ordinary words, and off by one now and then for names and
 * loan words, which moves a page's score by less than a point.
 */
export type Language = 'es' | 'en'

/** A word is letters, or a figure; a hyphen or an apostrophe joins letters, a point or a comma figures. */
export const WORD = /[\p{L}\p{N}]+(?:(?:['’-]|(?<=\p{N})[.,](?=\p{N}))[\p{L}\p{N}]+)*/gu

/** Flesch counts abbreviations, figures and symbols as words of one syllable ("How to Write Plain English", 1979, chapter 2). */
const isFigure = (word: string): boolean => /\p{N}/u.test(word) || (word.length > 1 && word === word.toUpperCase())

export function syllablesIn(word: string, language: Language): number {
  if (isFigure(word)) return 1
  const parts = word.toLowerCase().split(/['’.,-]/)
  if (language === 'es') return parts.reduce((sum, part) => sum + inSpanish(part), 0)
  // An apostrophe in English marks what is not spoken ("don't", "Dora's"), but "doesn't" has a syllable more than "does"; a hyphen joins two words.
  return word
    .toLowerCase()
    .replace(/(?<=[sd])n['’]t$/, 'ent')
    .replace(/(?<![sxz]|ch|sh|ce|ge|se)['’]s$/, '')
    .split('-')
    .reduce((sum, part) => sum + inEnglish(part.replace(/['’.,]/g, '')), 0)
}

/**
 * One syllable for each group of vowels, and one more wherever two neighbours make a hiatus: two open vowels (a e o), the same vowel twice, or an
 * open one beside an accented closed one (í ú). Ortografía de la lengua española (RAE, 2010), chapter II, 2.2.2: an h between them changes nothing.
 */
function inSpanish(word: string): number {
  const sounded = word
    .replace(/qu(?=[eiéí])/g, 'q')
    .replace(/gu(?=[eiéí])/g, 'g')
    .replace(/(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])/g, '')
    .replace(/y$/, 'i')
    .replace(/^y$/, 'i')
  const groups = sounded.match(/[aeiouáéíóúü]+/g) ?? []
  const count = groups.reduce((sum, group) => sum + 1 + hiatuses(group), 0)
  return Math.max(1, count)
}

function hiatuses(group: string): number {
  const vowels = [...group]
  return vowels.slice(1).filter((vowel, at) => isHiatus(vowels[at] ?? '', vowel)).length
}

const isOpen = (vowel: string): boolean => 'aeoáéó'.includes(vowel)
const isAccentedClosed = (vowel: string): boolean => 'íú'.includes(vowel)

function isHiatus(first: string, second: string): boolean {
  if (isOpen(first) && isOpen(second)) return true
  if (isAccentedClosed(first) && isOpen(second)) return true
  if (isOpen(first) && isAccentedClosed(second)) return true
  return first === second
}

/** Words that the rules below would miscount and that pages like ours use. */
const ENGLISH: Readonly<Record<string, number>> = {
  area: 3,
  areas: 3,
  business: 2,
  create: 2,
  created: 3,
  evening: 2,
  evidence: 3,
  idea: 3,
  ideas: 3,
  moment: 2,
  quiet: 2,
  quietly: 3,
  real: 1,
  really: 2,
  science: 2,
  usually: 4,
}

/** Words in which an e is silent before another part: each is counted without it. */
const SILENT_INSIDE =
  /^(ev|som|hom|hous|els|tim|not|bas|lif|saf|sur|rar|lon|lik|mov|stat|car|hop|us|whol|plac|nam|pric)e(?=(?:ry|thing|times?|where|on|body|work|land|made|keep|book|line|ly|li|ty|ment|ful|less|sale|tables?|mates?|day)|$)/

/**
 * One syllable for each group of vowels, without a silent e at the end (nor that of -ed and -es), and one more for the hiatuses that
 * English writes often (-ia-, -io- outside -tion and -sion, -ism).
 */
function inEnglish(word: string): number {
  const known = ENGLISH[word]
  if (known !== undefined) return known
  const spoken = word.replace(SILENT_INSIDE, (found, start: string) => (found.length < word.length ? start : found))
  const groups = spoken.replace(/^y/, '').match(/[aeiouyáéíóú]+/g) ?? []
  const added = ADDED.filter((rule) => rule.test(spoken)).length
  const silent = !/[bcdfgkpstz]le[sd]?$/.test(spoken) && SILENT.some((rule) => rule.test(spoken)) ? 1 : 0
  return Math.max(1, groups.length + added - silent)
}

/** Two vowels that are spoken apart, and the m of -ism. */
const ADDED = [
  /[^tscgx]ia/,
  /[^tscgnlx]io/,
  /[^q]u(?:al|ou)/,
  /[^tcs]ie(?:nt|nc)/,
  /eo(?!ple|n$|r)/,
  /[aeiouy]ing/,
  /sm$/,
  /^(?:re|pre)[aeiou](?!d|a)/,
]

/** An e at the end that is not spoken, in -e, -ed and -es. */
const SILENT = [/[^aeiou]e$/, /[^aeioutd]ed$/, /[^aeioucsxzgh]es$/, /(?:[^cs]h|th)es$/]
