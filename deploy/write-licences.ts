/** `npm run licences`: writes the list of licences and the notices anew, or says which package is in the way. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenceFiles } from './licence-files.ts'

const root = join(import.meta.dirname, '..')
try {
  for (const [file, text] of Object.entries(licenceFiles(root))) {
    writeFileSync(join(root, file), text)
    console.log(file)
  }
} catch (error) {
  console.error(`Not done: ${(error as Error).message}`)
  process.exitCode = 1
}
