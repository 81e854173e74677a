/**
 * Nothing on a kiosk leads away: what the questions draw as a link for a phone stands here as its words alone. Whoever came after would find another page in place
 * of the kiosk, and behind it a way back to what was on the screen.
 */
import { options, type VNode } from 'preact'

const before = options.vnode

options.vnode = (vnode) => {
  if (vnode.type === 'a') {
    const props = vnode.props as VNode<Record<string, unknown>>['props']
    delete props.href
    props.class = 'no-link'
    ;(vnode as { type: string }).type = 'span'
  }
  before?.(vnode)
}

/** The same for a piece of a page that was fetched. */
export function withoutLinks(root: Element): Element {
  for (const link of root.querySelectorAll('a')) {
    const words = document.createElement('span')
    words.append(...link.childNodes)
    link.replaceWith(words)
  }
  return root
}
