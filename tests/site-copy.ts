/** A copy of the project in which a test may change content and build the site, without touching the real one. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @returns the folder of the copy, which the caller removes */
export async function copySite(): Promise<string> {
  const site = await mkdtemp(join(tmpdir(), 'site-copy-'))
  for (const part of ['content', 'src', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json'])
    await cp(join(root, part), join(site, part), { recursive: true })
  // Package by package: the folder itself holds the content cache of the real site, which this build must not touch.
  await mkdir(join(site, 'node_modules'))
  for (const name of await readdir(join(root, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(site, 'node_modules', name))
  return site
}

/** Builds a copy into its `dist/`. A build that fails throws what `execFile` throws, with `stdout` and `stderr`. */
export async function buildCopy(site: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(site, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: site,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    timeout: 80_000,
  })
}
