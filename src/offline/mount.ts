/**
 * The button "Keep for the journey", on pages with room for it. It is absent where nothing can be kept. A tap keeps the pack of the page's language; while that
 * goes on, a tap stops it; once it is kept, a tap takes it away. Its words come with the page.
 *
 * On the page "For the journey" it also says where nothing can be kept, and, since the worker shows that page in place of one that is not kept, where another was
 * wanted: the address tells.
 */
import { canKeep, drop, isKept, keep } from './keep.ts'

const part = document.getElementById('keep') as HTMLElement
const [button, status] = [part.querySelector('button'), part.querySelector('[role=status]')] as [HTMLButtonElement, HTMLElement]
const pack = part.dataset.keep ?? ''
/** What the button says while it keeps and once it has kept; what is said of it all. */
const [stop, remove, keeping, kept, removed, failed, room] = (part.dataset.words ?? '').split('|')
const offered = [...button.childNodes]

let now: 'nothing' | 'keeping' | 'kept' = 'nothing'
/** Counts the taps, so that a keeping that was stopped says nothing any more. */
let taps = 0

function turn(state: typeof now, said = ''): void {
  now = state
  if (state === 'nothing') button.replaceChildren(...offered)
  else button.textContent = (state === 'keeping' ? stop : remove) ?? ''
  status.textContent = said
}

async function onTap(): Promise<void> {
  const tap = ++taps
  if (now !== 'nothing') {
    await drop(pack)
    turn('nothing', removed)
    return
  }
  turn('keeping', keeping)
  // Said in quarters: each change is heard by whoever listens to the page.
  const outcome = await keep(pack, (share) => {
    const said = `${keeping} ${Math.floor(share * 4) * 25} %`
    if (tap === taps && share < 1 && status.textContent !== said) status.textContent = said
  })
  if (tap !== taps) return
  if (outcome === 'kept') turn('kept', kept)
  else turn('nothing', outcome === 'no-room' ? room : failed)
}

const show = (id: string): void => document.getElementById(id)?.removeAttribute('hidden')

if (!canKeep()) show('cannot')
else
  void isKept(pack).then((isThere) => {
    turn(isThere ? 'kept' : 'nothing')
    button.addEventListener('click', () => void onTap())
    part.hidden = false
  })
if (part.dataset.here && part.dataset.here !== location.pathname) show('missing')
