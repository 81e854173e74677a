/** Finds the web servers that the headers' files are tried on, nginx with its Brotli module and Caddy, or gets them from the distribution. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installDebian } from './debian.mjs'

const programs = (name) =>
  [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, name))

/** Debian's packages, and where what they bring may lie (`tests/hosts` looks there too). */
const PLACES = {
  nginx: programs('nginx'),
  'libnginx-mod-http-brotli-static': ['/usr/lib/nginx/modules', '/usr/share/nginx/modules'].map((folder) =>
    join(folder, 'ngx_http_brotli_static_module.so'),
  ),
  caddy: programs('caddy'),
}

const absent = () => Object.keys(PLACES).filter((name) => !PLACES[name].some((path) => existsSync(path)))

/** @returns {Promise<string | undefined>} why they cannot all be had */
export async function webServers() {
  const lacking = absent()
  if (lacking.length === 0) return undefined
  const outcome = await installDebian(lacking, lacking.join(', '))
  const still = absent()
  if (still.length > 0) return `${still.join(', ')} missing (apt-get: ${outcome})`
}
