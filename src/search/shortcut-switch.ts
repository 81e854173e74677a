/** Whether `/` was switched off in this tab: a shortcut of one character has to be one that can be (WCAG 2.1.4). Leaving erases it with the rest. */
const NAME = 'k'

export const SLASH_OFF = {
  isSet(): boolean {
    try {
      return sessionStorage.getItem(NAME) !== null
    } catch {
      return false
    }
  },
  set(isOff: boolean): void {
    try {
      if (isOff) sessionStorage.setItem(NAME, '1')
      else sessionStorage.removeItem(NAME)
    } catch {
      // A phone that refuses storage keeps the shortcut as it is.
    }
  },
}
