/**
 * How a phone knows that a message was counted: status 204 and this header, and nothing else. A captive portal answers 200 with a
 * page, or a redirect; neither is an acknowledgement. New and repeated messages get the same one.
 */
export const ACK_STATUS = 204
export const ACK_HEADER = 'counted'
export const ACK_VALUE = '1'

/** Days that a finished, unacknowledged message may wait on a phone. */
export const OUTBOX_DAYS = 7
/** Days for which the collector surely knows a one-time number; longer than the outbox, or a late retry would count twice. */
export const ONE_TIME_NUMBER_DAYS = 9
