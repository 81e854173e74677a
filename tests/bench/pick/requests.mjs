/** The same answers, worded as each of the others wants them. */

export const PARSE_APPLICATION = 'campaign'
export const PARSE_CLASS = 'Answers'
export const PAYLOAD_COLLECTION = 'answers'

/** To Parse Server: the one-time number is the object's id. */
export const parseWording = {
  path: `/parse/classes/${PARSE_CLASS}`,
  headers: `x-parse-application-id: ${PARSE_APPLICATION}\r\n`,
  body: ({ id, ...record }) => ({ objectId: id, ...record }),
  kept: '201',
}

/** To Payload: the one-time number is a field that has to be unique. */
export const payloadWording = {
  path: `/api/${PAYLOAD_COLLECTION}`,
  headers: '',
  body: ({ id, ...record }) => ({ number: id, ...record }),
  kept: '201',
}
