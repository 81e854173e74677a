/**
 * How a phone knows that a message was counted: status 204 and this header, and nothing else. A captive portal answers 200 with a
 * page, or a redirect; neither is an acknowledgement. New and repeated messages get the same one.
 */
export const ACK_STATUS = 204
export const ACK_HEADER = 'counted'
export const ACK_VALUE = '1'

/**
 * The header of a baseline's acknowledgement: a whole number, how many batches of baselines its leaf has released. The phone says it again with the endline
 * (`batch` of protocol/record), which is compared with its baseline only while that is still in the batch being gathered.
 */
export const BATCH_HEADER = 'batch'

/** Days that a finished, unacknowledged message may wait on a phone. */
export const OUTBOX_DAYS = 7
/** Days for which the collector surely knows a one-time number; longer than the outbox, or a late retry would count twice. */
export const ONE_TIME_NUMBER_DAYS = 9

/** The last day on which records of a wave may arrive: phones may hold theirs for `OUTBOX_DAYS` after its end. Dates are YYYY-MM-DD. */
export const lastDay = (ends: string): string =>
  new Date(Date.parse(`${ends}T00:00:00Z`) + OUTBOX_DAYS * 86_400_000).toISOString().slice(0, 10)
