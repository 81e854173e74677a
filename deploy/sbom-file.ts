/** Has npm read the lock file, and makes the bill of materials of what it says. No network, and nothing has to be installed. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installedPackages } from './licence-files.ts'
import { type Bom, steadyBom } from './sbom.ts'

/** The text of `sbom.cdx.json`. Throws where there is no npm, or one that knows no bills of materials (before 10). */
export function sbomFile(root: string): string {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const { status, stdout, stderr, error } = spawnSync('npm', words, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 27 })
  if (status !== 0) throw new Error(`npm sbom does not do: ${error?.message ?? stderr.trim()}`)
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string }
  return `${JSON.stringify(steadyBom(JSON.parse(stdout) as Bom, name, installedPackages(root)), null, 2)}\n`
}
