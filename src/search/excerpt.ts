/** An excerpt as Pagefind gives it: text in which `<mark>` alone is markup. Read into pieces, so that nothing of it is ever drawn as HTML. */
export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" }

export function piecesOf(excerpt: string): Piece[] {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/)
    .map((part) => ({ isMarked: part.startsWith('<mark>'), text: decoded(part.replace(/<\/?mark>/g, '')) }))
    .filter(({ text }) => text !== '')
}

const decoded = (text: string): string => text.replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
