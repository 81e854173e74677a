/**
 * Leaving at once: cover the page, erase what the site keeps on the phone, go to an everyday page in place of this one.
 *
 * The link works without this script. With it, Back does not return here, Shift three times does the same as a tap, and nothing waits for a network.
 * The cover is the page's own end: its body goes, so that the next frame has nothing to draw, whatever was open or on top, no style or layout is asked
 * for, and a browser that kept this page would keep it empty. What this cannot do (history, downloads) the safety page says.
 */
import { erase, tellOtherTabs } from './erase.ts'
import { onShiftThrice } from './shift.ts'
import { dropStale } from './stale.ts'

/** For the stores that take a moment; the page is covered meanwhile, and who leaves never waits longer. */
const ERASING_MS = 120

const link = document.getElementById('exit') as HTMLAnchorElement

function leave(): void {
  if (!document.body) return
  document.body.remove()
  void erase()
  // Once more on the way out, for what was still on its way into a store.
  addEventListener('pagehide', erase)
  setTimeout(() => location.replace(link.href), ERASING_MS)
}

function leaveAllTabs(): void {
  leave()
  tellOtherTabs()
}

link.addEventListener('click', (event) => {
  event.preventDefault()
  leaveAllTabs()
})

// Another tab has erased everything, most likely by leaving. Nobody who leaves means one tab of two, and a tab's own store only that tab can empty.
addEventListener('storage', ({ key }) => {
  if (key === null) leave()
})

onShiftThrice(leaveAllTabs, link.nextElementSibling as HTMLElement)
dropStale()
