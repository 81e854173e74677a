/** A reader of RFC 4180, for tests of what writes it: rows of cells, as a spreadsheet would see them. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  for (let at = 0; at < body.length; at++) {
    const char = body[at] ?? ''
    if (quoted) {
      if (char !== '"') cell += char
      else if (body[at + 1] === '"') cell += body[++at]
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === ',') endCell()
    else if (char === '\r' && body[at + 1] === '\n') {
      endCell()
      rows.push([])
      at++
    } else if (char === '"' || char === '\n' || char === '\r') throw new SyntaxError(`csv: a bare ${JSON.stringify(char)} at ${at}`)
    else cell += char
  }
  if (quoted || cell !== '' || rows.at(-1)?.length !== 0) throw new SyntaxError('csv: the last row has no end')
  return rows.slice(0, -1)
}
