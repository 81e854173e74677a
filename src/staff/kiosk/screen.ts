/** The tablet's screen while it is a kiosk: whole, awake, and with nothing behind its back button. */

/** Only a touch may ask for it, so every touch that begins something does; where it is refused the page goes on as it is. */
export function goFullScreen(): void {
  if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => undefined)
}

export function leaveFullScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
}

/** Keeps the screen awake; the browser lets go whenever the page is hidden, so it is asked anew. */
export function stayAwake(): void {
  const ask = () => {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => undefined)
  }
  document.addEventListener('visibilitychange', ask)
  ask()
}

/**
 * Holds the back button: this page stands in the history twice, and whoever goes back from the second to the first is put forward again. What a browser keeps of
 * the page when it is left, or brings back, is a kiosk at rest.
 */
export function holdHistory(reset: () => void): void {
  if (history.state !== 'kiosk') history.pushState('kiosk', '')
  addEventListener('popstate', () => {
    reset()
    if (history.state !== 'kiosk') history.pushState('kiosk', '')
  })
  addEventListener('pagehide', reset)
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) reset()
  })
}

/** Long presses open menus that lead away. */
export function refuseMenus(): void {
  for (const event of ['contextmenu', 'dragstart']) document.addEventListener(event, (each) => each.preventDefault())
}
