/** The safety page's button: erases what the exit erases, looks whether it is gone, and says so, to be read and heard. */
import { erase, tellOtherTabs } from './erase.ts'

/** How often, and how far apart, what is left is counted: another tab may have to let go of it first. */
const LOOKS = 20
const PAUSE_MS = 100

const button = document.getElementById('erase') as HTMLButtonElement
const panel = button.closest('.panel') as HTMLElement
const report = panel.querySelector('[role=status]') as HTMLElement

/** How many entries, databases, caches and workers this origin has here; what the phone lacks or refuses has none. */
async function countKept(): Promise<number> {
  const counts = await Promise.allSettled([
    (async () => sessionStorage.length + localStorage.length)(),
    (async () => (await indexedDB.databases()).length)(),
    (async () => (await caches.keys()).length)(),
    (async () => (await navigator.serviceWorker.getRegistrations()).length)(),
  ])
  return counts.reduce((sum, count) => sum + (count.status === 'fulfilled' ? count.value : 0), 0)
}

async function isGone(): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await countKept()) === 0) return true
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return false
}

button.addEventListener('click', async () => {
  // Emptied first, so that the same words are said again.
  report.textContent = ''
  try {
    await erase()
    tellOtherTabs()
  } catch {
    // Refused: nothing could be kept either, and the count tells.
  }
  report.textContent = ((await isGone()) ? report.dataset.done : report.dataset.left) ?? ''
})

panel.hidden = false
