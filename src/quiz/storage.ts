/** The browser's storage, where a phone may refuse it: reading then finds nothing, and writing says that it did not happen. */
type Kind = 'localStorage' | 'sessionStorage'

export function readStored(kind: Kind, name: string): string | null {
  try {
    return window[kind].getItem(name)
  } catch {
    return null
  }
}

/** Writes a text, or removes the name with null. False where the phone refuses. */
export function store(kind: Kind, name: string, text: string | null): boolean {
  try {
    if (text === null) window[kind].removeItem(name)
    else window[kind].setItem(name, text)
    return true
  } catch {
    return false
  }
}

/** The names in use; none where the phone refuses. */
export function storedNames(kind: Kind): string[] {
  try {
    return Object.keys(window[kind])
  } catch {
    return []
  }
}
