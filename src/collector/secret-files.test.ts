import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { withSecretFiles } from './secret-files.ts'
import { settingsFrom } from './settings.ts'

const files = (held: Readonly<Record<string, string>>) => (file: string) => {
  const text = held[file]
  if (text === undefined) throw Object.assign(new Error(`no such file, and a secret: ${file}`), { code: 'ENOENT' })
  return text
}

test('without files the environment stays as it is, and nothing is read', () => {
  const env = { HOST: '::', DATABASE_URL: 'postgres://eso:secret@db/eso', VENUE_KEY: 'ab' }
  expect(withSecretFiles(env, files({}))).toEqual(env)
})

test('any password in a file is the password that the driver uses', () => {
  const password = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed() && !/[\0\r\n]/.test(text))
  fc.assert(
    fc.property(password, fc.constantFrom('', '\n', '\r\n'), (secret, end) => {
      const env = withSecretFiles(
        { DATABASE_URL: 'postgres://eso@db.example:5433/eso?sslmode=disable', DATABASE_PASSWORD_FILE: '/run/secrets/password' },
        files({ '/run/secrets/password': secret + end }),
      )
      expect(env.DATABASE_PASSWORD_FILE).toBeUndefined()
      const client = new pg.Client({ connectionString: settingsFrom(env, '/project').database })
      expect([client.user, client.password, client.host, client.port, client.database]).toEqual([
        'eso',
        secret,
        'db.example',
        5433,
        'eso',
      ])
    }),
    { numRuns: 30 },
  )
})

test('the key of the venue codes may stand in a file, with a line end', () => {
  const env = withSecretFiles({ VENUE_KEY_FILE: '/key' }, files({ '/key': `${'ab'.repeat(32)}\n` }))
  expect(settingsFrom(env, '/project').venueKey).toEqual(Buffer.alloc(32, 0xab))
})

test.each([
  [{ VENUE_KEY_FILE: '/away' }, 'VENUE_KEY_FILE is "/away", which cannot be read (ENOENT).'],
  [{ VENUE_KEY_FILE: '/empty' }, 'VENUE_KEY_FILE is "/empty", and that file is empty.'],
  [{ VENUE_KEY_FILE: '/held', VENUE_KEY: 'a' }, 'VENUE_KEY and VENUE_KEY_FILE are both set; leave one of them out.'],
  [
    { DATABASE_PASSWORD_FILE: '/away', DATABASE_URL: 'postgres://eso@db/eso' },
    'DATABASE_PASSWORD_FILE is "/away", which cannot be read (ENOENT).',
  ],
  [{ DATABASE_PASSWORD_FILE: '/held' }, 'DATABASE_PASSWORD_FILE is set; set DATABASE_URL too, to postgres://user@host/database.'],
  [
    { DATABASE_PASSWORD_FILE: '/held', DATABASE_URL: 'sqlite:/db' },
    'DATABASE_PASSWORD_FILE is set; set DATABASE_URL too, to postgres://user@host/database.',
  ],
  [
    { DATABASE_PASSWORD_FILE: '/held', DATABASE_URL: 'postgres://eso:another@db/eso' },
    'DATABASE_URL holds a password and DATABASE_PASSWORD_FILE is set too; leave one of them out.',
  ],
  [
    { DATABASE_PASSWORD_FILE: '/held', DATABASE_URL: 'postgres://db/eso' },
    'DATABASE_PASSWORD_FILE is set; DATABASE_URL has to name whose password it is: postgres://user@host/database.',
  ],
])('refuses %j in one sentence that holds no secret', (env, sentence) => {
  expect(() => withSecretFiles(env, files({ '/held': 'secret', '/empty': '\n' }))).toThrow(
    expect.objectContaining({ message: sentence }),
  )
})
