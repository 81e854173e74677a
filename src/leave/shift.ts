/**
 * Shift three times, counted as GOV.UK's "exit this page" does: each let go alone and within 5 s of the one before; any other key begins anew. Not Escape,
 * which stops loading pages and closes much else. With a letter or Tab, Shift writes and moves; with Alt or Ctrl it changes the keyboard's language.
 */
const PRESSES = 3
const PAUSE_MS = 5000

/** Calls `act` at the third press. `cue`, a live region, shows and says how far the count is, in the words of its `data-exit`: "2 de 3: …". */
export function onShiftThrice(act: () => void, cue: HTMLElement): void {
  let presses = 0
  let isAlone = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function count(to: number): void {
    presses = to
    cue.textContent = to > 0 ? `${to} ${cue.dataset.exit}` : ''
    clearTimeout(timer)
    if (to > 0) timer = setTimeout(count, PAUSE_MS, 0)
    if (to === PRESSES) act()
  }

  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Shift') {
      isAlone = false
      count(0)
    } else if (event.type === 'keydown') isAlone = !(event.altKey || event.ctrlKey)
    else if (isAlone) count(presses + 1)
  }

  // On their way in, so that no widget's own use of keys keeps them from here.
  addEventListener('keydown', onKey, true)
  addEventListener('keyup', onKey, true)
}
