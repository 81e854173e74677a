/** A session's sheet as a file that opens anywhere: one page of HTML with its own few styles, and nothing that asks for anything. */

const STYLE = `body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 "Segoe UI",Roboto,Arial,sans-serif;color:#211a3b;background:#fffaf0}
h2,h3,h4{line-height:1.25}li{margin-bottom:.75rem}li p{margin:.25rem 0}small{display:block;margin-top:.25rem}
table{border-collapse:collapse;width:100%}caption{text-align:start;font-weight:700}th,td{padding:.3rem .5rem;border-bottom:1px solid #4a4166;text-align:start}
@media print{body{margin:0;background:none}}`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

interface SheetFile {
  readonly title: string
  readonly language: string
  /** What the page shows of the sheet: the browser wrote it, so what was typed is escaped in it. */
  readonly body: string
}

export const sheetFile = ({ title, language, body }: SheetFile): string =>
  `<!doctype html>\n<html lang="${language}">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n<body>\n${body}\n</body>\n</html>\n`
