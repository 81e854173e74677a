/** Walks a parsed text. Only what the check asks for is named here; the tree has more. */
import type { Link, Mark, Paragraph } from './marks.ts'

interface Node {
  readonly type: string
  readonly name?: string | null
  readonly url?: string
  readonly value?: string
  readonly children?: readonly Node[]
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[]
  readonly position?: { readonly start: { readonly line: number } }
}

/** Titles of works are no sentences of ours. */
const UNREAD = new Set(['Sources'])
const BLOCKS = new Set(['paragraph', 'heading', 'tableCell'])

export function textIn(tree: unknown, before: number): { marks: Mark[]; links: Link[]; paragraphs: Paragraph[] } {
  const marks: Mark[] = []
  const links: Link[] = []
  const paragraphs: Paragraph[] = []
  const see = (node: Node, isRead: boolean) => {
    const line = (node.position?.start.line ?? 1) + before
    if (node.type === 'link') links.push({ url: node.url ?? '', line })
    if (node.type.startsWith('mdxJsx') && node.name) {
      const attributes = (node.attributes ?? []).flatMap(({ name, value }) =>
        name !== undefined && typeof value === 'string' ? [[name, value]] : [],
      )
      marks.push({ name: node.name, line, attributes: Object.fromEntries(attributes) })
    }
    const reads = isRead && !UNREAD.has(node.name ?? '')
    const isBlock = BLOCKS.has(node.type) || (node.type === 'mdxJsxFlowElement' && node.children?.[0]?.type === 'text')
    if (reads && isBlock) paragraphs.push({ text: plain(node), line })
    for (const child of node.children ?? []) see(child, reads && !isBlock)
  }
  see(tree as Node, true)
  return { marks, links, paragraphs }
}

const plain = (node: Node): string => (node.value ?? (node.children ?? []).map(plain).join('')).replace(/\s+/g, ' ')
