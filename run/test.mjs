/** `npm test`: every check there is, one after another; the last line is the verdict. `npm test -- unit lint` runs those alone. */
import { command, Trouble } from './command.mjs'
import { counts } from './counts.mjs'
import { install } from './install.mjs'
import { say, seconds } from './progress.mjs'
import { chosenStages, stages } from './stages.mjs'

/** @typedef {import('./counts.mjs').Counts} Counts */

/** Runs a stage under its heading. What it throws is a failure of that stage and of no other. */
async function runStage({ name, title, run }) {
  say(`\n== ${name}: ${title}`)
  const start = performance.now()
  let counted
  try {
    counted = await run()
  } catch (error) {
    say(error instanceof Trouble ? error.message : String(error?.stack ?? error))
    counted = counts(0, 1, 0)
  }
  return { name, counted, ms: performance.now() - start }
}

/** Runs the stages in order; one whose needs failed is counted as failed without being run. */
async function runStages(chosen) {
  const results = []
  for (const stage of chosen) {
    const missing = results.find(({ name, counted }) => counted.failed > 0 && (name === 'install' || stage.needs.includes(name)))
    if (missing) {
      say(`\n== ${stage.name}: ${stage.title}`)
      results.push({ name: stage.name, counted: counts(0, 1, 0, [`not run: it needs ${missing.name}, which failed`]), ms: 0 })
    } else {
      results.push(await runStage(stage))
    }
    for (const note of results.at(-1).counted.notes) say(note)
  }
  return results
}

const words = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

/** What failed, was skipped or needs a word, then the sum on the last line. */
function report(results) {
  say('\n== summary')
  for (const { name, counted, ms } of results) {
    say(`${name.padEnd(9)} ${seconds(ms).padStart(7)}   ${words(counted)}`)
    for (const note of counted.notes) say(`${' '.repeat(20)}${note}`)
  }
  const total = (key) => results.reduce((sum, { counted }) => sum + counted[key], 0)
  const sum = counts(total('passed'), total('failed'), total('skipped'))
  say(`\n${words(sum)}`)
  return sum
}

// Installing is not a test: it counts only when it fails.
const installStage = {
  name: 'install',
  title: 'packages (npm ci)',
  needs: [],
  run: async () => {
    say(await install())
    return counts(0, 0, 0)
  },
}

await command(async () => {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name))
  if (unknown.length > 0) say(`There is no stage ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`)
  const chosen = unknown.length > 0 ? [] : [installStage, ...chosenStages(names)]
  const sum = report(await runStages(chosen))
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0
})
