/** What is wrong with a cell, in an English sentence for the command line; pages have their own words for it. */
import type { Reason } from './table.ts'

const SENTENCES: Readonly<Record<Reason, string>> = {
  'no-rows': 'there is no row under the header',
  unreadable: 'it cannot be read; look for a quotation mark that is not closed',
  'column-missing': 'there is no such column',
  'column-twice': 'there is more than one such column',
  'value-missing': 'it is empty, and has to be there',
  'cells-too-many': 'there are more cells than columns; look for a separator inside a text without quotation marks',
  'not-a-count': 'it is no whole number from 0',
  'not-positive': 'it has to be 1 or more',
  'not-a-date': 'it is no day of the calendar, YYYY-MM-DD',
  'not-a-year': 'it is no year of four digits',
  'not-json': 'it is no list of records in JSON',
  'period-ends-before-it-starts': 'the period ends before it starts',
  repeated: 'it stands in an earlier line already',
  'more-trained-than-competent': 'there are more trained than competent prosecutors',
}

export const reasonInWords = (reason: Reason): string => SENTENCES[reason]
