/** Text put into XML: a template whose values are escaped. */
export function xml(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce((made, text, at) => made + escaped(values[at - 1] ?? '') + text)
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
