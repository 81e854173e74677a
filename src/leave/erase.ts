/**
 * Erases what this origin keeps in the browser, whoever of the site put it there: databases, caches, workers and storage.
 *
 * Nothing of it needs a network. Tab and local storage are empty when the call returns; the others are told to go and take a moment. A phone may
 * lack any of them (there are no caches and workers without https). One that refuses storage throws, and then has kept nothing: the promise rejects.
 */
export async function erase(): Promise<void> {
  indexedDB.databases?.().then((all) => all.map(({ name = '' }) => indexedDB.deleteDatabase(name)))
  self.caches?.keys().then((all) => all.map((name) => caches.delete(name)))
  navigator.serviceWorker?.getRegistrations().then((all) => all.map((worker) => worker.unregister()))
  sessionStorage.clear()
  localStorage.clear()
}

/**
 * Lets the site's other tabs hear that everything was erased; they leave (exit.ts), and do not pass it on. They hear of a store that is emptied, and not of
 * one that was empty. Throws where the phone refuses storage or has no room: then they hear nothing.
 */
export function tellOtherTabs(): void {
  localStorage.x = 1
  localStorage.clear()
}
