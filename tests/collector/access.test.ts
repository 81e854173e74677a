/** Staff tokens and the audit log as they are used: commands beside a collector that runs. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { hashOfToken } from '../../src/collector/access.ts'
import { inDatabase } from './database.ts'
import { type Place, place, type Running, send, start } from './process.ts'

const STAFF = join(import.meta.dirname, '..', '..', 'src', 'collector', 'staff.ts')

let at: Place
let collector: Running | undefined
afterEach(async () => {
  await collector?.end('SIGTERM')
  collector = undefined
  rmSync(at.folder, { recursive: true })
})

async function staff(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: at.data, SITE_DIR: at.site, DATABASE_URL: undefined }
  const command = ['--disable-warning=ExperimentalWarning', STAFF, ...args]
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}
async function newToken(...args: string[]): Promise<{ token: string; id: string; said: string }> {
  const { said } = await staff('token', ...args)
  const token = said.split('\n')[0] ?? ''
  return { token, id: hashOfToken(token).slice(0, 8), said }
}
const ask = async (path: string, token: string, method = 'GET') =>
  (
    await send({
      port: collector?.port ?? 0,
      path,
      method,
      headers: { authorization: `Bearer ${token}` },
      body: method === 'GET' ? '' : '{}',
    })
  ).status

test('a token opens what it is for until it is revoked, beside a collector that runs, and the audit log tells; a line that goes shows', async () => {
  at = place()
  collector = await start(at)
  const { token, id, said } = await newToken('--scope', 'read', '--name', '=1+1 laptop')
  expect(said).toContain(`Its id is ${id}.`)
  expect(await ask('/api/results?wave=first', token)).toBe(200)
  expect(await ask('/api/codes', token)).toBe(403)
  expect((await staff('revoke', id)).said).toContain(`Good no longer: ${id}`)
  expect(await ask('/api/results', token)).toBe(401)
  for (const name of readdirSync(at.data)) expect(readFileSync(join(at.data, name), 'latin1')).not.toContain(token)

  const file = join(at.folder, 'audit.csv')
  expect((await staff('audit', '--csv', file)).code).toBe(0)
  const hash = '[0-9a-f]{64}'
  const hour = `${new Date().toISOString().slice(0, 10)}T\\d\\d`
  const lines = readFileSync(file, 'utf8').split('\r\n')
  const expected = [
    `1,${hour},command line,,token,${id}`,
    // No cell that a spreadsheet would run.
    `2,${hour},${id},'=1\\+1 laptop,results fetched,first`,
    `3,${hour},${id},'=1\\+1 laptop,refused for its scope,codes`,
    `4,${hour},command line,,revoke,${id}`,
  ]
  for (const [index, line] of expected.entries()) expect(lines[index + 1]).toMatch(new RegExp(`^${line},${hash}$`))

  const whole = await staff('audit', '--verify')
  expect(whole).toMatchObject({ code: 0, said: expect.stringContaining('Every line follows') })
  const mark = /The last is (\d+:[0-9a-f]{64})/.exec(whole.said)?.[1] ?? ''
  inDatabase(at.database, (db) => db.exec('DELETE FROM audit WHERE number >= 5'))
  expect(await staff('audit', '--verify', '--noted', mark)).toMatchObject({
    code: 1,
    said: expect.stringContaining('taken off the end'),
  })
}, 60_000)
