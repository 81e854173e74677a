/**
 * `/` and Ctrl+K lead to the search. Not while somebody writes, and never with Shift alone, which is the exit's (`/` on a Spanish keyboard is Shift and 7:
 * the 7 ends the exit's count by itself).
 */
import { SLASH_OFF } from './shortcut-switch.ts'

addEventListener('keydown', (event) => {
  const { key, target } = event
  const isSlash = key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey
  const isCtrlK = key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  if ((!isSlash && !isCtrlK) || (isSlash && SLASH_OFF.isSet())) return
  if (target instanceof Element && target.matches('input:not([type=checkbox], [type=radio]), textarea, select')) return
  const field = document.querySelector<HTMLElement>('#search-field')
  const link = document.querySelector<HTMLAnchorElement>('a[rel=search]')
  if (!field && !link) return
  event.preventDefault()
  if (field) field.focus()
  else if (link) location.href = `${link.href}#search-field`
})
