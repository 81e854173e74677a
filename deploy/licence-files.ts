/** Reads the project for `licences.ts`: the lock file, what is installed, and what the last build used. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expressionOf, type LockFile, licencesDocument, noticesFile, objections, type Package, packagesIn } from './licences.ts'

const read = (file: string): string => readFileSync(file, 'utf8')

/** Throws, naming the command that mends it, where the site has not been built. */
export function installedPackages(root: string): readonly Package[] {
  const bundled = join(root, '.cache/bundled-packages.json')
  if (!existsSync(bundled))
    throw new Error('the site has not been built here, so what visitors are sent is not known: npm run build')
  return packagesIn(JSON.parse(read(join(root, 'package-lock.json'))) as LockFile, JSON.parse(read(bundled)) as string[])
}

/** Packages that are installed here and whose own word on their licence is not the lock file's. */
function contradictions(root: string, packages: readonly Package[]): readonly string[] {
  return packages.flatMap(({ folder, licence }) => {
    const file = join(root, folder, 'package.json')
    if (!existsSync(file)) return []
    const own = JSON.parse(read(file)) as { license?: unknown; licenses?: unknown }
    const said = expressionOf(own.license ?? own.licenses)
    return said === licence ? [] : [`${folder}: the lock file says "${licence}", the package "${said}"`]
  })
}

/** The texts that a package brings under such a name, or in a folder of that name, one after the other. Throws where there is none. */
function noticeOf(root: string, { folder, name }: Package): string {
  const isLicence = (file: string) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file)
  const named = readdirSync(join(root, folder), { withFileTypes: true }).filter((one) => isLicence(one.name))
  const files = named.flatMap((one) => {
    const path = join(root, folder, one.name)
    return one.isDirectory() ? readdirSync(path).map((inner) => join(path, inner)) : [path]
  })
  if (files.length === 0) throw new Error(`${name} brings no text of its licence, and its code is sent to visitors: ${folder}`)
  return files.sort().map(read).join('\n\n')
}

/** Both files, by their places in the project. Throws with every package that is in the way. */
export function licenceFiles(root: string): Readonly<Record<string, string>> {
  const packages = installedPackages(root)
  const wrong = [...objections(packages), ...contradictions(root, packages)]
  if (wrong.length > 0) throw new Error(`these licences do not do:\n${wrong.join('\n')}`)
  const sent = packages.filter(({ use }) => use === 'visitors')
  return {
    'docs/licences.md': licencesDocument(packages),
    'public/third-party.txt': noticesFile(sent.map((one) => ({ ...one, text: noticeOf(root, one) }))),
  }
}
