/** `npm run hosts`: writes the files of the hosts anew. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hostFiles } from './hosts.ts'

for (const [file, made] of Object.entries(hostFiles)) {
  const path = join(import.meta.dirname, '..', file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, made())
  console.log(file)
}
