/**
 * What a reader sees of a page: which text is there, in which colour and on which ground. Installed in the page before its own scripts, as `window.seen`, so
 * that each check asks for it by name.
 *
 * The folded leaf (leaf.css) is painted with gradients, on which axe gives no verdict: their ground is the custom property `--sheet`.
 */
export interface Seen {
  /** Whether an element is rendered, and not inside a closed `<details>`. */
  readonly isShown: (element: Element) => boolean
  /** Whether it is there for a screen reader alone. */
  readonly isUnseen: (element: Element) => boolean
  /** The colour behind an element's text. */
  readonly groundOf: (element: Element | null) => string
  /** WCAG 2's contrast of two CSS colours, 1 to 21. */
  readonly contrast: (one: string, other: string) => number
  /** Text nodes that are shown and say something, each with its element. */
  readonly texts: () => { readonly node: Text; readonly element: Element }[]
  /** An element in the words of a failed test. */
  readonly named: (element: Element) => string
  /** What is operated: links, buttons, fields, summaries; of a group of radio buttons, the one that Tab stops at. */
  readonly operable: () => HTMLElement[]
}

declare global {
  interface Window {
    seen: Seen
  }
}

export function installSeen(): void {
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest('details:not([open]) > :not(summary:first-of-type)')
  const isUnseen = (element: Element) => element.closest('.visually-hidden') !== null

  function channels(color: string): [number, number, number, number] {
    const hex = /^#([0-9a-f]{3,8})$/i.exec(color.trim())?.[1]
    if (hex) {
      const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex
      const [r = 0, g = 0, b = 0, a = 255] = (full.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
      return [r, g, b, a / 255]
    }
    const [r, g, b, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
    if (!/^rgba?\(/.test(color) || r === undefined || g === undefined || b === undefined) throw new Error(`no colour: ${color}`)
    return [r, g, b, a]
  }

  function luminance(color: string): number {
    const [r = 0, g = 0, b = 0] = channels(color)
      .slice(0, 3)
      .map((channel) => channel / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  function groundOf(element: Element | null): string {
    if (!element) return 'rgb(255, 255, 255)'
    const style = getComputedStyle(element)
    const isLeaf = style.backgroundImage.includes('gradient') && style.getPropertyValue('--cut') !== ''
    if (isLeaf && element.matches('.card, .panel, .button, .turn > summary')) return style.getPropertyValue('--sheet')
    return channels(style.backgroundColor)[3] === 1 ? style.backgroundColor : groundOf(element.parentElement)
  }

  function texts(): { node: Text; element: Element }[] {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      const element = node.parentElement
      if (!element || !/[\p{L}\p{N}]/u.test(node.data) || element.closest('script, style, noscript')) continue
      if (isShown(element) && !isUnseen(element)) found.push({ node, element })
    }
    return found
  }

  function operable(): HTMLElement[] {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, [tabindex="0"]',
      ),
    ].filter(isShown)
    const radios = (name: string) =>
      all.filter((each) => each instanceof HTMLInputElement && each.type === 'radio' && each.name === name)
    return all.filter((each) => {
      if (!(each instanceof HTMLInputElement) || each.type !== 'radio') return true
      const group = radios(each.name)
      return each === (group.find((radio) => (radio as HTMLInputElement).checked) ?? group[0])
    })
  }

  window.seen = {
    isShown,
    isUnseen,
    groundOf,
    texts,
    operable,
    contrast: (one, other) => {
      const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
      return (lighter + 0.05) / (darker + 0.05)
    },
    named: (element) => {
      const name =
        element.tagName.toLowerCase() + (element.id && `#${element.id}`) + [...element.classList].map((each) => `.${each}`).join('')
      return `${name} “${(element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40)}”`
    },
  }
}
