/** A page's text as it is read aloud: sentence by sentence, in the order in which it stands. */

const UNREAD = 'nav,form,svg,.actions,[aria-hidden]'
const BLOCK = 'p,li,h1,h2,h3,h4,dt,dd,summary,td,th,div,main'

export const blockOf = (sentence: Range): Element | undefined => closestBlock(sentence.startContainer)

const closestBlock = ({ parentElement }: Node): Element | undefined => parentElement?.closest(BLOCK) ?? undefined

/** Where each sentence begins and ends. It may go through links and emphasis; it never goes on in the next block. */
export function sentencesIn(root: Element, language: string): Range[] {
  const runs: Text[][] = []
  let run: Text[] = []
  let before: Element | undefined
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode as Text
    const block = text.parentElement?.closest(UNREAD) ? undefined : closestBlock(text)
    if (block !== before) {
      run = []
      runs.push(run)
    }
    if (block) run.push(text)
    before = block
  }
  return runs.flatMap((texts) => rangesIn(texts, language))
}

function rangesIn(texts: readonly Text[], language: string): Range[] {
  const whole = texts.map(({ data }) => data).join('')
  const starts = startsOf(whole, language)
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? whole.length
    if (!/[\p{L}\p{N}]/u.test(whole.slice(start, end))) return []
    const range = document.createRange()
    let passed = 0
    for (const text of texts) {
      const from = start - passed
      const to = end - passed
      // A start at the very end of one text is one at the beginning of the next.
      if (from >= 0 && from < text.length) range.setStart(text, from)
      if (to > 0 && to <= text.length) range.setEnd(text, to)
      passed += text.length
    }
    return range
  })
}

/** Where sentences begin. Phones that cannot tell take a block as one. */
function startsOf(text: string, language: string): number[] {
  if (!Intl.Segmenter) return [0]
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ index }) => index)
}
