/**
 * Says aloud what the page shows: what to do about a sign that was just ticked, and what the ticks mean together when that has changed.
 *
 * What is shown is the style sheet's affair (`site/styles/check.css`) and needs no script; but a screen reader hears nothing of what a style brings out.
 */
export function announceTicks(signs: Element, status: Element): void {
  const outcomes = signs.querySelectorAll('[data-outcome]')
  let spoken = 0
  signs.addEventListener('change', ({ target }) => {
    const tick = target as HTMLInputElement
    // None, one, several.
    const outcome = Math.min(signs.querySelectorAll(':checked').length, outcomes.length - 1)
    const advice = tick.checked ? tick.labels?.[0]?.nextElementSibling?.textContent : ''
    const together = outcome === spoken ? '' : outcomes[outcome]?.textContent
    status.textContent = `${advice} ${together}`.trim()
    spoken = outcome
  })
  document.querySelector('#ticks')?.addEventListener('reset', () => {
    status.textContent = outcomes[0]?.textContent ?? ''
    spoken = 0
  })
}
