/** `npm run test:engines [chromium] [firefox] [webkit]`: the journey in three engines. Ends with 1 where a part fails or an engine does not start. */
import { ENGINES, type Engine, start } from './drivers.ts'
import { parts, tried } from './journey.ts'

const named = process.argv.slice(2)
const unknown = named.find((name) => !ENGINES.includes(name as Engine))
if (unknown !== undefined) {
  console.error(`${unknown} is none of the engines: ${ENGINES.join(', ')}`)
  process.exit(2)
}

let [passed, failed] = [0, 0]
for (const engine of ENGINES.filter((name) => named.length === 0 || named.includes(name))) {
  const begun = Date.now()
  // Each part in a browser of its own: nothing of one is there for the next.
  for (const [name, part] of parts) {
    const driver = await start(engine).catch((reason: unknown) => String(reason))
    const fault = typeof driver === 'string' ? `does not start: ${driver}` : await tried(driver, part)
    if (typeof driver !== 'string') await driver.close()
    const who = typeof driver === 'string' ? engine : driver.name
    if (fault === undefined) passed++
    else failed++
    console.log(`${fault === undefined ? 'ok    ' : 'FAILED'} ${who}: ${name}${fault === undefined ? '' : `\n       ${fault}`}`)
  }
  console.log(`       ${engine}: ${((Date.now() - begun) / 1000).toFixed(0)} s`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
