/** Where one HTTP answer ends, for a load that has to know when it may send the next request. */

const HEAD_END = '\r\n\r\n'

/**
 * The status of the answer that these bytes begin with, once it is there whole, else undefined.
 * Knows what servers send here: no body (204, 304), `content-length`, and chunks. Throws at anything else, such as a body that ends with its connection.
 * @param text the answer so far, as latin1
 * @returns three digits
 */
export function wholeAnswer(text: string): string | undefined {
  const head = text.indexOf(HEAD_END)
  if (head < 0) return undefined
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
  if (status === undefined) throw new Error(`this is no answer of HTTP/1.1: ${text.slice(0, 40)}`)
  if (status === '204' || status === '304') return status
  const headers = text.slice(0, head).toLowerCase()
  const body = head + HEAD_END.length
  const length = /\r\ncontent-length: *(\d+)/.exec(headers)?.[1]
  if (length !== undefined) return text.length >= body + Number(length) ? status : undefined
  if (!/\r\ntransfer-encoding: *chunked/.test(headers)) throw new Error(`an answer ${status} does not say where it ends`)
  for (let at = body; ; ) {
    const line = text.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = Number.parseInt(text.slice(at, line), 16)
    if (Number.isNaN(size)) throw new Error(`a chunk's size is no number: ${text.slice(at, line)}`)
    at = line + 2 + size + 2
    if (text.length < at) return undefined
    if (size === 0) return status
  }
}
