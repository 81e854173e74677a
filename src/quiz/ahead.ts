/**
 * Has the browser fetch, behind all that the landing page itself wants, what the questions are made of: whoever scans a code reads for a moment and taps. A script of its own, because it
 * runs as soon as it is there (`run/ahead.mjs`), and the smaller it is the sooner that is. Not where she asked to save data.
 */
const text = document.getElementById('landing-data')?.textContent
// Where the page is not all here yet, nothing is fetched ahead: the questions then ask for it themselves, as anywhere else.
if (text && !(navigator as { connection?: { saveData?: boolean } }).connection?.saveData)
  for (const href of (JSON.parse(text) as { ahead?: readonly string[] }).ahead ?? [])
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href }))
