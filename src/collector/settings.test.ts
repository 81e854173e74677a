import { expect, test } from 'vitest'
import { settingsFrom } from './settings.ts'

test('with nothing set, the site in dist/ and the data in data/ are served to this machine alone', () => {
  expect(settingsFrom({}, '/project')).toEqual({
    host: '127.0.0.1',
    port: 4321,
    site: '/project/dist',
    data: '/project/data',
    database: '/project/data/collector.db',
  })
})

test('every setting can be set', () => {
  expect(
    settingsFrom({ HOST: '::', PORT: '0', SITE_DIR: '/site', DATA_DIR: 'elsewhere', DATABASE_URL: 'sqlite:/db/c.db' }, '/project'),
  ).toEqual({ host: '::', port: 0, site: '/site', data: '/project/elsewhere', database: '/db/c.db' })
})

test.each(['eighty', '-1', '65536', '80.5', 'NaN'])('refuses PORT=%s and says what to set', (PORT) => {
  expect(() => settingsFrom({ PORT }, '/project')).toThrow(`PORT is "${PORT}"; set it to`)
})

test.each(['postgres://host/db', '/db/c.db', ''])('refuses DATABASE_URL=%s and says what to set', (DATABASE_URL) => {
  expect(() => settingsFrom({ DATABASE_URL }, '/project')).toThrow('DATABASE_URL is not one that this collector knows; set it to')
})
