import { expect, test } from 'vitest'
import { hourInWords } from './hours.ts'

test('an hour is told as day and hour of the place where it is read, in the language of the page', () => {
  expect(hourInWords('2026-11-28T02', 'es', 'America/Bogota')).toMatch(/^27 de noviembre de 2026.*9:00/)
  expect(hourInWords('2026-11-28T02', 'en', 'America/Bogota')).toMatch(/^27 November 2026.*21:00/)
})
