import { describe, expect, test } from 'vitest'
import { calendarText } from './calendar.ts'

const note = {
  title: 'Recordatorio',
  day: new Date(2026, 11, 5, 8, 30),
  now: new Date('2026-11-20T15:04:05.678Z'),
  id: '0123456789abcdef',
}

describe('a note for the calendar', () => {
  test('is one event on that day at ten, with an alarm, in lines that end as RFC 5545 wants', () => {
    const text = calendarText(note)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text).toContain('DTSTART:20261205T100000\r\n')
    expect(text).toContain('DTSTAMP:20261120T150405Z\r\n')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(text.match(/SUMMARY:(.*)\r\n/)?.[1]).toBe('Recordatorio')
  })

  test('says nothing but its title, and no address unless one is asked for', () => {
    const words = calendarText(note)
      .split('\r\n')
      .filter((line) => /^(SUMMARY|DESCRIPTION|PRODID|URL|LOCATION)/.test(line))
    expect(words).toEqual(['PRODID:-//Notes//1.0//EN', 'SUMMARY:Recordatorio', 'DESCRIPTION:Recordatorio'])
    expect(calendarText({ ...note, address: 'https://site.example/q/' })).toContain('URL:https://site.example/q/\r\n')
  })

  test('breaks lines after 75 octets at most, and no letter in two', () => {
    const long = `https://site.example/${'ñ'.repeat(90)}`
    const text = calendarText({ ...note, title: 'á'.repeat(80), address: long })
    for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain(`URL:${long}\r\n`)
  })

  test('keeps commas and semicolons of a title from being read as something else', () => {
    expect(calendarText({ ...note, title: 'a, b; c' })).toContain('SUMMARY:a\\, b\\; c')
  })
})
