/** `npm run staff -- cases …`: case counts that are kept with where they come from. */
import { Command } from 'commander'
import { LAYOUTS } from '../monitoring/file.ts'
import { reasonInWords } from '../monitoring/reason.ts'
import type { Mistake } from '../monitoring/table.ts'
import { keepCaseFile, readManifest, verifyCaseFiles } from './case-files.ts'

export function casesCommand(data: string, today: string): Command {
  const command = new Command('cases').description(
    'case counts for the monitoring, kept in data/monitoring with source, day and hash',
  )

  command
    .command('add')
    .description('check a file and keep it; one with a mistake is not kept, and every mistake is told with its line')
    .argument('<file>', "a CSV file, or a portal's JSON")
    .requiredOption('--source <text>', 'who gave it, or its address')
    .requiredOption('--extracted <day>', 'when it was taken from there, YYYY-MM-DD')
    .option('--layout <name>', `one of ${LAYOUTS.join(', ')}; default: found out from the columns`)
    .action((file: string, { source, extracted, layout }: { source: string; extracted: string; layout?: string }) => {
      const kept = keepCaseFile(data, { file, source, extracted, ...(layout !== undefined && { layout }) }, today)
      if (kept.kind === 'refused') {
        for (const mistake of kept.mistakes) console.error(mistakeInWords(mistake))
        throw new Error(`${file} has ${kept.mistakes.length} mistakes; nothing of it was kept`)
      }
      const { file: name, rows, layout: found, sha256 } = kept.entry
      console.log(
        `${kept.kind === 'kept' ? 'Kept' : 'Already kept, the same to the last byte'}: ${name}\n${rows} rows, layout ${found}\nsha256 ${sha256}`,
      )
    })

  command
    .command('list')
    .description('what is kept')
    .action(() => {
      const kept = readManifest(data)
      if (kept.length === 0) console.log('Nothing is kept yet: npm run staff -- cases add FILE --source … --extracted YYYY-MM-DD')
      for (const { file, layout, source, extracted, rows, sha256 } of kept)
        console.log(`${file}\n  ${layout}, ${rows} rows, taken on ${extracted} from: ${source}\n  sha256 ${sha256}`)
    })

  command
    .command('verify')
    .description('whether every file is there and is what it was; ends with 1 where one is not')
    .action(() => {
      const verdicts = verifyCaseFiles(data)
      for (const { file, verdict } of verdicts) console.log(`${verdict.padEnd(11)} ${file}`)
      const bad = verdicts.filter(({ verdict }) => verdict !== 'good').length
      console.log(`${verdicts.length - bad} good, ${bad} not`)
      if (bad > 0) process.exitCode = 1
    })

  return command
}

const mistakeInWords = ({ line, column, reason, given }: Mistake): string =>
  `line ${line}${column === '' ? '' : `, column ${column}`}: ${reasonInWords(reason)}${given === '' ? '' : ` (${given})`}`
