import { expect, test } from 'vitest'
import { limitsFrom } from './limits/settings.ts'
import { settingsFrom } from './settings.ts'

test('with nothing set, the site in dist/ and the data in data/ are served to this machine alone', () => {
  expect(settingsFrom({}, '/project')).toEqual({
    host: '127.0.0.1',
    port: 4321,
    site: '/project/dist',
    data: '/project/data',
    database: '/project/data/collector.db',
    limits: limitsFrom({}),
  })
})

test('every setting can be set', () => {
  const env = {
    HOST: '::',
    PORT: '0',
    SITE_DIR: '/site',
    DATA_DIR: 'elsewhere',
    DATABASE_URL: 'sqlite:/db/c.db',
    PLACE_PER_HOUR: '9',
  }
  expect(settingsFrom(env, '/project')).toEqual({
    host: '::',
    port: 0,
    site: '/site',
    data: '/project/elsewhere',
    database: '/db/c.db',
    limits: limitsFrom({ PLACE_PER_HOUR: '9' }),
  })
})

test.each(['eighty', '-1', '65536', '80.5', 'NaN'])('refuses PORT=%s and says what to set', (PORT) => {
  expect(() => settingsFrom({ PORT }, '/project')).toThrow(`PORT is "${PORT}"; set it to`)
})

test.each(['mysql://host/db', '/db/c.db', ''])('refuses DATABASE_URL=%s and says what to set', (DATABASE_URL) => {
  expect(() => settingsFrom({ DATABASE_URL }, '/project')).toThrow('DATABASE_URL is not one that this collector knows; set it to')
})

test.each(['postgres://eso:secret@db.example:5432/eso', 'postgresql://db/eso?sslmode=require'])('takes %s as it is', (url) => {
  expect(settingsFrom({ DATABASE_URL: url }, '/project').database).toBe(url)
})

test('metrics are served nowhere unless a port is given, and then to this machine alone', () => {
  expect(settingsFrom({}, '/project')).not.toHaveProperty('metrics')
  expect(settingsFrom({ METRICS_PORT: '9464' }, '/project').metrics).toEqual({ host: '127.0.0.1', port: 9464 })
  expect(settingsFrom({ METRICS_PORT: '0', METRICS_HOST: '10.0.0.2' }, '/project').metrics).toEqual({ host: '10.0.0.2', port: 0 })
  expect(() => settingsFrom({ METRICS_PORT: 'yes' }, '/project')).toThrow('METRICS_PORT is "yes"; set it to')
})

test('takes a level of the log, and says which there are', () => {
  expect(settingsFrom({ LOG_LEVEL: 'warn' }, '/project').logLevel).toBe('warn')
  expect(() => settingsFrom({ LOG_LEVEL: 'loud' }, '/project')).toThrow('LOG_LEVEL is "loud"; set it to one of fatal, error, warn')
})

test('takes a key for the venue codes, and repeats none that does not fit', () => {
  expect(settingsFrom({ VENUE_KEY: 'Ab'.repeat(32) }, '/project').venueKey).toEqual(Buffer.alloc(32, 0xab))
  for (const VENUE_KEY of ['', 'secret', 'a'.repeat(63), `${'a'.repeat(64)}\n`])
    expect(() => settingsFrom({ VENUE_KEY }, '/project')).toThrow(
      /^VENUE_KEY has to be 64 hexadecimal digits; leave it out to have one made\.$/,
    )
})
