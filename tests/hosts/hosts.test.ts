/**
 * The site's headers on whatever serves it: a real nginx and a real Caddy, with the files that `npm run hosts` writes, beside the collector; the same
 * addresses are asked of all three and the answers compared, bodies byte for byte.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingHttpHeaders, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caddyFile, headersFile, hostFiles, nginxSite } from '../../deploy/hosts.ts'
import { EXCEPTIONS, SECURITY_HEADERS } from '../../src/collector/headers.ts'

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'dist')
const MODULES = ['/usr/lib/nginx/modules', '/usr/share/nginx/modules']

/** Where PATH, or the folders of system programs, have it. */
const programOf = (name: string): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

const nginx = programOf('nginx')
const caddy = programOf('caddy')
const brotliModule = MODULES.map((folder) => join(folder, 'ngx_http_brotli_static_module.so')).find((path) => {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const ask = (address: string, path: string, headers: Record<string, string> = {}, localAddress = '127.0.0.1'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(address + path, { headers, agent: false, localAddress }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })

const decoded = ({ headers, body }: Answer): Buffer =>
  headers['content-encoding'] === 'br'
    ? brotliDecompressSync(body)
    : headers['content-encoding'] === 'gzip'
      ? gunzipSync(body)
      : body

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const folder = mkdtempSync(join(tmpdir(), 'hosts-'))
const running: ChildProcess[] = []
/** What each program has written so far, by its address. */
const written = new Map<string, () => string>()

async function start(name: string, program: string, words: readonly string[], port: number, env = process.env): Promise<string> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const address = `http://127.0.0.1:${port}`
  written.set(address, () => said)
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said}`)
    if (
      await ask(address, '/favicon.svg').then(
        () => true,
        () => false,
      )
    )
      return address
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error(`${name} does not answer: ${said}`)
}

/** Sends what is no message, from an address of this machine; gives the status. The header is one that a visitor made up. */
const sendFrom = (host: string, localAddress: string, madeUp: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': madeUp }
    const sent = request(`${host}/api/footfall`, { method: 'POST', headers, localAddress, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end('{}')
  })

let collector = ''
let collectorPort = 0
/** Two writes at once from a network that the host hands on; the host itself is on this machine. */
const LIMITS = { TRUSTED_PROXIES: '127.0.0.1', NETWORK_BURST: '2', NETWORK_PER_MINUTE: '1' }
beforeAll(async () => {
  collectorPort = await freePort()
  const env = {
    ...process.env,
    PORT: String(collectorPort),
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    SITE_DIR: dist,
    ...LIMITS,
  }
  collector = await start('the collector', process.execPath, [join(root, 'src/collector/main.ts')], collectorPort, env)
})
afterAll(async () => {
  for (const child of running)
    await new Promise((resolve) => {
      if (child.exitCode !== null) return resolve(undefined)
      child.once('exit', resolve)
      child.kill('SIGTERM')
    })
  rmSync(folder, { recursive: true, force: true })
})

/** Their settings, with this machine's folder and ports in place of the placeholders. */
const placed = (text: string, port: number, listens: string, behind: number, site: string) => {
  const changes: readonly (readonly [string, string])[] = [
    ['/srv/eso-es-cuento/dist', site],
    ['127.0.0.1:4321', `127.0.0.1:${behind}`],
    [listens, listens.replace('80', port.toString())],
  ]
  return changes.reduce((changed, [from, to]) => {
    expect(changed, `the placeholder ${from}`).toContain(from)
    return changed.replaceAll(from, to)
  }, text)
}

async function startNginx(program: string, behind = collectorPort, folderOfSite = dist): Promise<string> {
  const port = await freePort()
  let site = placed(nginxSite(), port, 'listen 80;', behind, folderOfSite)
  if (!brotliModule) site = site.replace('    brotli_static on;\n', '')
  const conf = join(folder, 'nginx.conf')
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const load = brotliModule ? `load_module ${brotliModule};` : ''
  writeFileSync(conf, `${user}\n${load}\ndaemon off; pid ${folder}/nginx.pid;\nevents {}\nhttp {\n${temps}\n${site}\n}\n`)
  return start('nginx', program, ['-p', folder, '-c', conf], port)
}

async function startCaddy(program: string, behind = collectorPort, folderOfSite = dist): Promise<string> {
  const port = await freePort()
  const file = join(folder, 'Caddyfile')
  const placeholder = '/srv/eso-es-cuento/dist'
  expect(caddyFile()).toContain(placeholder)
  writeFileSync(file, caddyFile().replaceAll(placeholder, folderOfSite))
  const places = { SITE_ADDRESS: `:${port}`, COLLECTOR: `127.0.0.1:${behind}` }
  const env = { ...process.env, ...places, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  return start('caddy', program, ['run', '--config', file, '--adapter', 'caddyfile'], port, env)
}

const SAID = [...Object.keys(SECURITY_HEADERS), 'cache-control', 'content-type']
const saidBy = ({ headers }: Answer) => Object.fromEntries(SAID.map((name) => [name, headers[name] ?? 'not said']))
const hashedFile = () => `/a/${readdirSync(join(dist, 'a')).find((file) => file.endsWith('.js'))}`
const addresses = () => [
  '/',
  '/ayuda/',
  '/en/',
  '/buscar/',
  '/en/search/?q=x',
  '/preguntas/',
  '/en/questions/',
  hashedFile(),
  '/favicon.svg',
  '/robots.txt',
  '/sitemap.xml',
  '/catalogue.json',
  '/no-such-page/',
  '/en/no-such-page/',
]

for (const { name, program, begin } of [
  { name: 'nginx', program: nginx, begin: startNginx },
  { name: 'Caddy', program: caddy, begin: startCaddy },
])
  describe.skipIf(program === undefined)(`${name}, with the file that is made for it`, () => {
    let host = ''
    beforeAll(async () => {
      host = await begin(program as string)
    })

    test('says of every kind of file what the collector says, and sends the same bytes', async () => {
      for (const path of addresses()) {
        const ours = await ask(collector, path, { 'accept-encoding': 'gzip' })
        const theirs = await ask(host, path, { 'accept-encoding': 'gzip' })
        expect(theirs.status, path).toBe(ours.status)
        expect(saidBy(theirs), path).toEqual(saidBy(ours))
        expect(decoded(theirs).equals(decoded(ours)), path).toBe(true)
        expect(theirs.headers['set-cookie'], path).toBeUndefined()
      }
    })

    test('hands on who is connected, and not what she says of herself, so that each network has its own limit', async () => {
      const [one, other] = name === 'nginx' ? ['127.7.1.1', '127.7.2.1'] : ['127.8.1.1', '127.8.2.1']
      const statuses: number[] = []
      for (let time = 0; time < 3; time++) statuses.push(await sendFrom(host, one, `186.29.${time}.77`))
      expect(statuses).toEqual([422, 422, 429])
      expect(await sendFrom(host, other, '186.29.0.77')).toBe(422)
    })

    test('sends the twin beside a file, in brotli or gzip as the phone can', async () => {
      const whole = readFileSync(join(dist, 'index.html'))
      for (const [accepted, wanted] of [
        ['gzip', 'gzip'],
        ['gzip, br', brotliModule || name === 'Caddy' ? 'br' : 'gzip'],
      ] as const) {
        const answer = await ask(host, '/', { 'accept-encoding': accepted })
        expect(answer.headers['content-encoding']).toBe(wanted)
        expect(decoded(answer).equals(whole)).toBe(true)
      }
      expect((await ask(host, '/')).body.equals(whole)).toBe(true)
    })

    test('answers 304 to who has it already, with the same headers', async () => {
      for (const path of ['/', hashedFile()]) {
        const first = await ask(host, path)
        const again = await ask(host, path, { 'if-none-match': String(first.headers.etag) })
        expect(first.headers.etag, path).toBeTruthy()
        expect(again.status, path).toBe(304)
        expect(again.body).toHaveLength(0)
        expect(again.headers['content-security-policy'], path).toBe(first.headers['content-security-policy'])
      }
    })

    test('gives the whole to who asks for a range', async () => {
      const answer = await ask(host, '/', { range: 'bytes=0-9' })
      expect(answer.status).toBe(200)
      expect(answer.body.equals(readFileSync(join(dist, 'index.html')))).toBe(true)
      expect(answer.headers['accept-ranges']).toBeUndefined()
    })

    test('hands the API to the collector, whose headers come through once', async () => {
      const answer = await ask(host, '/api/health')
      expect(JSON.parse(answer.body.toString())).toMatchObject({ collector: 'eso-es-cuento' })
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['content-security-policy']).toBe(SECURITY_HEADERS['content-security-policy'])
      expect(answer.headers['x-frame-options']).toBe('DENY')
    })

    test('writes nobody’s address down, not even where neither collector nor error page is to be had', async () => {
      const empty = mkdtempSync(join(folder, 'empty-'))
      const alone = await begin(program as string, await freePort(), empty)
      const visitor = '127.0.0.77'
      for (const path of ['/api/health', '/no-such-page/'])
        expect((await ask(alone, path, {}, visitor)).status).toBeGreaterThanOrEqual(400)
      await new Promise((wake) => setTimeout(wake, 200))
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
      for (const text of [...texts, written.get(alone)?.() ?? '']) expect(text).not.toContain(visitor)
    })

    test('leads an address without its last stroke to the one with it, wherever it is served', async () => {
      const answer = await ask(host, '/ayuda')
      expect([301, 302, 307, 308]).toContain(answer.status)
      expect(new URL(answer.headers.location ?? '', host).href).toBe(`${host}/ayuda/`)
    })
  })

test('the collector gives the whole to who asks for a range, and 304 to who has it', async () => {
  const answer = await ask(collector, '/', { range: 'bytes=0-9' })
  expect(answer.status).toBe(200)
  expect(answer.headers['accept-ranges']).toBeUndefined()
  const again = await ask(collector, '/', { 'if-none-match': String(answer.headers.etag) })
  expect(again.status).toBe(304)
})

test('the files of the hosts are as the one source makes them', () => {
  for (const [file, made] of Object.entries(hostFiles))
    expect(readFileSync(join(root, file), 'utf8'), `${file}: npm run hosts`).toBe(made())
})

test('a static host that reads _headers is told every header, and each exception with what it replaces taken away first', () => {
  const blocks = headersFile()
    .trim()
    .split(/\n(?=[/#])/)
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    expect(blocks[1]?.toLowerCase()).toContain(`  ${name}: ${value.toLowerCase()}`)
  for (const { path, header, value } of EXCEPTIONS) {
    const block = blocks.find((one) => one.startsWith(`${path}*`)) ?? ''
    expect(block.split('\n').map((line) => line.trim().toLowerCase())).toEqual([
      `${path}*`,
      ...(header in SECURITY_HEADERS ? [`! ${header}`] : []),
      `${header}: ${value.toLowerCase()}`,
    ])
  }
})
