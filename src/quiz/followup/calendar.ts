/**
 * A note for the visitor's own calendar (iCalendar, RFC 5545), made on the phone. Its title says nothing of the campaign, and neither does anything else in it:
 * calendars are shared, synchronised and shown on locked screens. The site's address stands in it only where she asked for it.
 */

export interface Note {
  readonly title: string
  /** The day, of the phone's own calendar. */
  readonly day: Date
  /** When it is made. */
  readonly now: Date
  /** A random text that tells the note from others. */
  readonly id: string
  readonly address?: string | undefined
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')
const dateOf = (day: Date): string => `${day.getFullYear()}${twoDigits(day.getMonth() + 1)}${twoDigits(day.getDate())}`
const stampOf = (now: Date): string => `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n')

/** The file's text: one event at ten in the morning of that day, wherever the phone then is, without taking up time. */
export function calendarText({ title, day, now, id, address }: Note): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Notes//1.0//EN',
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stampOf(now)}`,
    `DTSTART:${dateOf(day)}T100000`,
    'DURATION:PT10M',
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    `SUMMARY:${escaped(title)}`,
    ...(address === undefined ? [] : [`URL:${address}`]),
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:PT0S',
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** A line of at most 75 octets; what is longer goes on behind a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length
    if (size + octets > 75) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += letter
    size += octets
  }
  return [...parts, part].join('\r\n')
}
