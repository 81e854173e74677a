/**
 * Wordings, in Spanish and English, that credit somebody or something with a count. Read by what tests the words of the case pages and the pages themselves; the
 * list would rather stop an innocent sentence than let one through.
 */

/** Without accents, as the text is when it is searched: a letter with one is no letter to `\b`. */
const SPANISH = [
  /\b(?:gracias|debid[oa]s?|atribu\w+) a\b/,
  /\ba (?:raiz|causa|consecuencia) de\b/,
  /\bcaus(?:a|an|o|aron|ad[oa]s?|ar)\b/,
  /\b(?:provoc|logr|consigui|produj|reduj|gener|aument|disminuy)(?:o|aron|ieron|a|an|ad[oa]s?|e)\b/,
  /\b(?:efecto|impacto|fruto|merito)s?\b/,
  /\b(?:eficaz|eficaces|eficacia|efectiv\w+)\b/,
  /\bresult(?:ado|o|aron) (?:de|en)\b/,
  /\b(?:funcion|sirvi|mejor)(?:o|aron|eron)\b/,
  /\bpor (?:la|las|el|los|esta|esa) (?:formaci|campan|mesa|capacitaci|taller)\w*/,
]
const ENGLISH = [
  /\b(?:because of|due to|thanks to|owing to|as a result|attributable to|attributed to|credited (?:to|with))\b/,
  /\bcaus(?:e|es|ed|ing)\b/,
  /\bled to\b/,
  /\b(?:effects?|impacts?|effective\w*|efficacy)\b/,
  /\bresult(?:s|ed)? (?:of|in|from)\b/,
  /\b(?:achiev|produc|generat|reduc|improv|rais|boost|increas)(?:es|ed)\b/,
  /\bbrought about\b/,
  /\b(?:training|campaign|round tables?|workshops?) (?:work|help|increas|chang|made|did)\w*/,
]

/** What in a text credits anybody. */
export function causalClaimsIn(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
  return [...SPANISH, ...ENGLISH].flatMap((pattern) => pattern.exec(plain)?.[0] ?? [])
}
