/**
 * `npm run evidence:attack -- [campaigns] [--late=paired] [--files-one-in=N]`: attacks 100,000 made-up campaigns on all processors and prints what was
 * learnt. Ends with 1 where an answer follows by adding and subtracting, or a count under 5 from files. Node 24.
 *
 * Campaign number n is the same in every run, so a finding can be looked at alone: `attackCampaign(n)` in attack-run.ts.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MEASURES, type MeasureKind } from './attack-batches.ts'
import { addOutcomes, answersIn, attackCampaigns, NO_CAMPAIGN, type Outcome } from './attack-run.ts'

/** Campaigns that a process attacks before it says what came of them. */
const PART = 50

const { values, positionals } = parseArgs({
  options: { late: { type: 'string', default: 'a finish' }, 'files-one-in': { type: 'string', default: '1' } },
  allowPositionals: true,
})
const filesOneIn = Number(values['files-one-in'])
const late = values.late === 'paired' ? 'paired' : 'a finish'

if (process.send) {
  process.on('message', (from: number) => {
    process.send?.(attackCampaigns(from, from + PART, { filesOneIn, change: { late } }))
  })
} else {
  const total = Math.max(1, Number(positionals[0] ?? 100_000))
  const start = performance.now()
  const sum = await attackAll(Math.ceil(total / PART), (done, sofar) => {
    const seconds = (performance.now() - start) / 1000
    const rate = sofar.campaigns / seconds
    const left = Math.round(((Math.ceil(total / PART) - done) * PART) / rate / 60)
    process.stdout.write(
      `\r${sofar.campaigns} campaigns, ${rate.toFixed(0)} a second, ${left} min left, ${answersIn(sofar.subtracted)} answers by subtracting  `,
    )
  })
  console.log(`\n\n${report(sum, (performance.now() - start) / 1000)}`)
  if (answersIn(sum.subtracted) + sum.fromFiles.oneExport + sum.fromFiles.rounded > 0) process.exitCode = 1
}

/** Hands parts out to as many processes as there are processors, until all are attacked. */
async function attackAll(parts: number, onPart: (done: number, sum: Outcome) => void): Promise<Outcome> {
  let sum = NO_CAMPAIGN
  let next = 0
  let done = 0
  const attackers: ChildProcess[] = []
  const work = (attacker: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
      const give = () => {
        if (next === parts) resolve()
        else attacker.send(PART * next++)
      }
      attacker.on('message', (outcome: Outcome) => {
        sum = addOutcomes(sum, outcome)
        onPart(++done, sum)
        give()
      })
      attacker.once('error', reject)
      attacker.once('exit', (code) => reject(new Error(`attack: a process ended with ${code}`)))
      give()
    })
  try {
    for (let each = 0; each < availableParallelism(); each++)
      attackers.push(fork(fileURLToPath(import.meta.url), process.argv.slice(2), { execArgv: process.execArgv }))
    await Promise.all(attackers.map(work))
  } finally {
    for (const attacker of attackers) attacker.removeAllListeners('exit').kill()
  }
  return sum
}

function report(sum: Outcome, seconds: number): string {
  const kinds = (counts: Readonly<Record<MeasureKind, number>>) =>
    MEASURES.filter((kind) => counts[kind] > 0).map((kind) => `    ${kind}: ${counts[kind]}`)
  return [
    `${sum.campaigns} campaigns, ${sum.people} people, ${sum.snapshots} snapshots, ${sum.exports} exports with ${sum.units} leaves and views, ${seconds.toFixed(0)} s`,
    `endlines that come after their baseline went out are counted as: ${late}`,
    '',
    `${sum.followups} people in released follow-ups; who comes back does so at home, and the attacker knows of nobody whether he or she did`,
    `${sum.takenIn.messages} messages taken in out of the quarantine, ${sum.takenIn.pairs} pairs among them; the attacker knows whose, and when`,
    '',
    'With every snapshot, knowing who came when and what everybody outside her batches answered:',
    `  answers that follow by adding and subtracting: ${answersIn(sum.subtracted)}, in ${sum.campaignsWith.subtracted} campaigns`,
    ...kinds(sum.subtracted),
    `  answers that all of a released table gave (10 people, or 5 of one form order, and more): ${answersIn(sum.alike)}, in ${sum.campaignsWith.alike} campaigns`,
    ...kinds(sum.alike),
    '',
    'With files alone:',
    `  counts under 5 that follow from one export: ${sum.fromFiles.oneExport}`,
    `  from the rounded exports of all dates: ${sum.fromFiles.rounded}`,
    `  of single batches, from the exact exports of all dates (for staff, who have the snapshots anyway): ${sum.fromFiles.exactOverTime}`,
  ].join('\n')
}
