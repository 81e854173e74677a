/**
 * The cluster of `deploy/cluster` on this machine: three nodes of etcd and Patroni with PostgreSQL, and HAProxy before them, each in a folder and on ports of its
 * own, from the very files that are put on real hosts.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../collector/app.ts'
import { inPostgres, postgresPrograms, serverAccount } from '../collector/postgres.ts'

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy', 'cluster')
const NAMES = ['node1', 'node2', 'node3'] as const
const HOST = '127.0.0.1'
const PASSWORD = 'of-a-test'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A file of `deploy/cluster` with its blanks filled. Throws where one is left. */
function filled(name: string, blanks: Readonly<Record<string, string | number>>): string {
  const text = readFileSync(join(DEPLOY, name), 'utf8').replace(/@([A-Z0-9_]+?)@/g, (_, blank: string) => {
    const value = blanks[blank]
    if (value === undefined) throw new Error(`${name}: nothing to put for ${blank}`)
    return String(value)
  })
  return text
}

export interface Member {
  readonly name: string
  readonly role: string
  readonly state: string
  readonly lag?: number | string
  readonly timeline?: number
}

export async function startCluster(firstPort: number) {
  const account = serverAccount()
  const folder = temporaryFolder()
  const portsOf = (index: number) => ({
    POSTGRES_PORT: firstPort + index,
    PATRONI_PORT: firstPort + 10 + index,
    ETCD_PORT: firstPort + 20 + index,
    ETCD_PEER_PORT: firstPort + 30 + index,
  })
  const proxyPort = firstPort + 40
  const logs: Record<string, string> = {}
  const own = (path: string) => {
    if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? 0)
  }
  own(folder)

  function begin(name: string, command: string, words: readonly string[], cwd: string): ChildProcess {
    const child = spawn(command, words, {
      ...account,
      cwd,
      env: { ...process.env, HOME: cwd, PATH: `/usr/bin:/bin:${process.env.PATH}` },
    })
    const keep = (text: Buffer) => {
      logs[name] = `${logs[name] ?? ''}${text}`.slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => keep(Buffer.from(`${error.message}\n`)))
    return child
  }

  interface Node {
    readonly name: string
    readonly folder: string
    etcd: ChildProcess | undefined
    patroni: ChildProcess | undefined
  }
  const nodes: Node[] = NAMES.map((name, index) => {
    const place = join(folder, name)
    mkdirSync(place, { mode: 0o700 })
    const blanks = {
      ...portsOf(index),
      NAME: name,
      HOST,
      FOLDER: place,
      NETWORK: '127.0.0.1/32',
      POSTGRES_BIN: postgresPrograms(),
      SUPERUSER_PASSWORD: PASSWORD,
      REPLICATION_PASSWORD: PASSWORD,
      ETCD_HOSTS: NAMES.map((_, i) => `${HOST}:${portsOf(i).ETCD_PORT}`).join(','),
      ETCD_PEERS: NAMES.map((other, i) => `${other}=http://${HOST}:${portsOf(i).ETCD_PEER_PORT}`).join(','),
    }
    for (const file of ['etcd.yml', 'patroni.yml']) {
      writeFileSync(join(place, file), filled(file, blanks), { mode: 0o600 })
      own(join(place, file))
    }
    own(place)
    return { name, folder: place, etcd: undefined, patroni: undefined }
  })
  const nodeNamed = (name: string): Node => {
    const node = nodes.find((one) => one.name === name)
    if (!node) throw new Error(`there is no ${name}`)
    return node
  }

  function startNode(node: Node): void {
    node.etcd = begin(`${node.name} etcd`, 'etcd', ['--config-file', 'etcd.yml'], node.folder)
    node.patroni = begin(`${node.name} patroni`, 'patroni', ['patroni.yml'], node.folder)
  }

  const proxyFile = join(folder, 'haproxy.cfg')
  const ofAll = Object.fromEntries(
    NAMES.flatMap((_, index) => [
      [`HOST${index + 1}`, HOST],
      [`POSTGRES_PORT${index + 1}`, portsOf(index).POSTGRES_PORT],
      [`PATRONI_PORT${index + 1}`, portsOf(index).PATRONI_PORT],
    ]),
  )
  writeFileSync(proxyFile, filled('haproxy.cfg', { PROXY_HOST: HOST, PROXY_PORT: proxyPort, ...ofAll }))
  own(proxyFile)

  /** What the nodes say of each other; none where nobody answers. */
  async function members(): Promise<Member[]> {
    for (const index of NAMES.keys())
      try {
        const answer = await fetch(`http://${HOST}:${portsOf(index).PATRONI_PORT}/cluster`, { signal: AbortSignal.timeout(1_500) })
        return ((await answer.json()) as { members: Member[] }).members
      } catch {
        // Asks the next.
      }
    return []
  }

  const leader = async (): Promise<string | undefined> => (await members()).find(({ role }) => role === 'leader')?.name

  /** Waits until all three are there, one leads and the others follow it closely. One that cannot catch up any more is made anew, as an operator would. */
  async function whole(limitMs = 120_000): Promise<void> {
    const until = performance.now() + limitMs
    const behindSince = new Map<string, number>()
    for (;;) {
      const all = await members()
      const lead = all.find(({ role }) => role === 'leader')
      const isGood = (member: Member) =>
        member.role === 'leader'
          ? member.state === 'running'
          : /running|streaming/.test(member.state) && member.timeline === lead?.timeline && Number(member.lag) < 1_000_000
      if (all.length === 3 && lead && all.every(isGood) && all.some(({ role }) => role === 'sync_standby')) return
      for (const member of all) {
        if (!lead || isGood(member)) behindSince.delete(member.name)
        else if (!behindSince.has(member.name)) behindSince.set(member.name, performance.now())
        if (performance.now() - (behindSince.get(member.name) ?? performance.now()) > 45_000) {
          behindSince.set(member.name, performance.now())
          await reinit(member.name)
        }
      }
      if (performance.now() > until) throw new Error(`the cluster is not whole: ${JSON.stringify(all)}\n${lastWords()}`)
      await wait(500)
    }
  }

  /** The end of what each node's supervisor said. */
  const lastWords = (): string =>
    nodes.map(({ name }) => `${name}:\n${(logs[`${name} patroni`] ?? '').split('\n').slice(-12).join('\n')}`).join('\n')

  async function reinit(name: string): Promise<void> {
    const index = nodes.findIndex((node) => node.name === name)
    await fetch(`http://${HOST}:${portsOf(index).PATRONI_PORT}/reinitialize`, { method: 'POST', body: '{"force":true}' }).catch(
      () => undefined,
    )
  }

  /** Every process of a node's database server. */
  const serverOf = (node: Node): number[] => {
    let first: number
    try {
      first = Number(readFileSync(join(node.folder, 'data', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
    } catch {
      return []
    }
    const family = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    const children = family
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === first)
      .map(([pid]) => pid as number)
    return [first, ...children]
  }
  let frozen: number[] = []
  const signal = (pids: readonly (number | undefined)[], name: NodeJS.Signals) => {
    for (const pid of pids)
      try {
        if (pid) process.kill(pid, name)
      } catch {
        // It is gone already.
      }
  }

  const databaseUrl = (user: string, database: string) => `postgres://${user}:${PASSWORD}@${HOST}:${proxyPort}/${database}`

  for (const node of nodes) startNode(node)
  const proxy = begin('haproxy', '/usr/sbin/haproxy', ['-f', proxyFile, '-db'], folder)

  async function remove(): Promise<void> {
    for (const node of nodes) {
      signal([node.patroni?.pid], 'SIGCONT')
      signal([node.patroni?.pid, ...serverOf(node), node.etcd?.pid], 'SIGKILL')
    }
    proxy.kill('SIGKILL')
    await wait(500)
    rmSync(folder, { recursive: true, force: true })
  }

  async function ready(): Promise<void> {
    await whole()
    const setup = readFileSync(join(DEPLOY, 'setup.sql'), 'utf8')
    const [first = '', second = ''] = setup.replaceAll(":'password'", `'${PASSWORD}'`).split('\\connect eso')
    await until(() => inPostgres(databaseUrl('postgres', 'postgres'), (client) => client.query('SELECT 1')), 20_000)
    await inPostgres(databaseUrl('postgres', 'postgres'), async (client) => {
      for (const statement of first.split(';').filter((text) => /\w/.test(text.replace(/--.*/g, '')))) await client.query(statement)
    })
    await inPostgres(databaseUrl('postgres', 'eso'), (client) => client.query(second))
  }
  try {
    await ready()
  } catch (error) {
    await remove()
    throw error
  }

  return {
    url: databaseUrl('eso', 'eso'),
    members,
    leader,
    whole,
    remove,
    /** Kills every process of a node at once. */
    killNode: async (name: string): Promise<void> => {
      const node = nodeNamed(name)
      const ended = [node.patroni, node.etcd].map((child) => child && once(child, 'exit'))
      // The server's own processes by their numbers: they are children of the node's supervisor no longer.
      signal([node.patroni?.pid, node.etcd?.pid, ...serverOf(node)], 'SIGKILL')
      await Promise.all(ended)
    },
    startNode: (name: string) => startNode(nodeNamed(name)),
    /**
     * Stops the receivers of the journal on every node but this one, or lets those go on that were stopped: after the leader's death they may not be found any more. Gives
     * how many.
     */
    freezeReceivers: (leading: string, isFrozen: boolean): number => {
      if (isFrozen) {
        const standbys = nodes.filter(({ name }) => name !== leading).flatMap(serverOf)
        // One look at all processes: asked one by one, one of them may have ended in between.
        const lines = execFileSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n')
        const receivers = lines.filter((line) => line.includes('walreceiver')).map((line) => Number.parseInt(line, 10))
        frozen = standbys.filter((pid) => receivers.includes(pid))
      }
      signal(frozen, isFrozen ? 'SIGSTOP' : 'SIGCONT')
      return frozen.length
    },
    /**
     * Cuts a node off: it hears of nobody and nobody of it, while its database server runs on and believes that it leads. Brought back, its supervisor and its part of
     * etcd begin anew, beside that server.
     */
    cutOff: async (name: string, isCut: boolean): Promise<void> => {
      const node = nodeNamed(name)
      const both = [node.patroni, node.etcd]
      if (isCut)
        return signal(
          both.map((child) => child?.pid),
          'SIGSTOP',
        )
      const ended = both.map((child) => child && once(child, 'exit'))
      signal(
        both.map((child) => child?.pid),
        'SIGKILL',
      )
      await Promise.all(ended)
      startNode(node)
    },
  }
}

/** Repeats what fails, for so long. */
export async function until<T>(work: () => Promise<T>, limitMs: number): Promise<T> {
  const end = performance.now() + limitMs
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (performance.now() > end) throw error
      await wait(200)
    }
}
