/** Where the project's packages come from and go: what is held of the lock file, what is installed, what the build used, and what stands written about it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { installedPackages, licenceFiles } from '../../deploy/licence-files.ts'
import type { LockFile } from '../../deploy/licences.ts'
import { sbomFile } from '../../deploy/sbom-file.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const packageJson = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}
const lock = JSON.parse(read('package-lock.json')) as LockFile

test('the lists of licences are those of this lock file and this build, and every licence may be where it is', () => {
  for (const [file, text] of Object.entries(licenceFiles(root))) expect(read(file), `${file}: npm run licences`).toBe(text)
})

test('every version is exact, and every package of the lock file has a checksum and no address', () => {
  for (const versions of [packageJson.dependencies, packageJson.devDependencies, packageJson.optionalDependencies])
    for (const [name, version] of Object.entries(versions)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  for (const [folder, locked] of Object.entries(lock.packages) as [string, Record<string, unknown>][]) {
    if (folder === '') continue
    // A package that comes inside another is covered by that one's checksum.
    if (locked.inBundle !== true) expect(locked.integrity, folder).toMatch(/^sha512-/)
    expect(locked.resolved, folder).toBeUndefined()
  }
})

test('no package that is installed here has a script of its own run, and those that would are known', () => {
  expect(read('run/install.mjs')).toContain("'--ignore-scripts'")
  // esbuild's only makes its start quicker: the program itself comes as a package for the machine.
  expect(installedPackages(root).flatMap(({ name, hasInstallScript }) => (hasInstallScript ? [name] : []))).toEqual(['esbuild'])
})

/** Every package that a file of ours and the files it imports import, by name. Test files are no part of it. */
function packagesReachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>()
  const seen = new Set<string>()
  const left = entries.map((entry) => join(root, entry))
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    const reads = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
    const isForTypes = (at: number): boolean =>
      reads.statements.some(
        (one) =>
          one.pos <= at && at < one.end && ((ts.isImportDeclaration(one) && one.importClause?.isTypeOnly) || isTypesAlone(one)),
      )
    for (const { fileName, pos } of ts.preProcessFile(text, true, true).importedFiles) {
      if (fileName.startsWith('node:') || isForTypes(pos)) continue
      if (fileName.startsWith('.')) left.push(join(dirname(file), fileName))
      else names.add(/^(@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? fileName)
    }
    // Files of a package that are read by their path, and threads.
    for (const [, name = ''] of text.matchAll(/resolve\(`(@[\w-]+)\/\$\{/g))
      for (const folder of readdirSync(join(root, 'node_modules', name)))
        if (text.includes(`'${folder}/`)) names.add(`${name}/${folder}`)
    for (const [, thread = ''] of text.matchAll(/new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g))
      left.push(join(dirname(file), thread))
  }
  return names
}

const isTypesAlone = (statement: ts.Statement): boolean => ts.isExportDeclaration(statement) && statement.isTypeOnly

test('dependencies are the packages that the collector and its commands import, no more and no less', () => {
  const reached = packagesReachedFrom(['src/collector/main.ts', 'src/collector/staff.ts'])
  expect([...reached].sort()).toEqual(Object.keys(packageJson.dependencies).sort())
})

const bill = sbomFile(root)

test('the bill of materials is the same from run to run and one by the standard’s own schema', async () => {
  expect(sbomFile(root)).toBe(bill)
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(bill)).toBeNull()
  const bom = JSON.parse(bill) as { readonly components: readonly { readonly name: string; readonly hashes?: unknown }[] }
  const locked = new Set(
    Object.keys(lock.packages).flatMap((folder) => (folder === '' ? [] : [folder.replace(/^.*node_modules\//, '')])),
  )
  expect(new Set(bom.components.map(({ name }) => name))).toEqual(locked)
  for (const { name, hashes } of bom.components) expect(hashes, name).toBeTruthy()
  expect(bill).not.toContain(root)
})

test('a bill of materials that is none is found out', async () => {
  const bom = JSON.parse(bill) as { specVersion: string; components: { type: string }[] }
  for (const spoil of [
    { ...bom, components: [{ type: 'nothing' }] },
    { ...bom, serialNumber: 'mine' },
  ])
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(JSON.stringify(spoil))).not.toBeNull()
})

test('what the licences ask for goes to visitors: the notices stand in the built site', () => {
  if (!existsSync(join(root, 'dist'))) throw new Error('the site has not been built: npm run build')
  expect(readFileSync(join(root, 'dist/third-party.txt'), 'utf8')).toBe(read('public/third-party.txt'))
})
