/** `npm run sbom`: writes the bill of materials. It is made and not kept in the repository: the lock file says the same, and a copy of it could only be older. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sbomFile } from './sbom-file.ts'

const root = join(import.meta.dirname, '..')
try {
  writeFileSync(join(root, 'sbom.cdx.json'), sbomFile(root))
  console.log('sbom.cdx.json')
} catch (error) {
  console.error(`Not done: ${(error as Error).message}`)
  process.exitCode = 1
}
