/** The travel plan as a message: what was written under each label, then whom to call. Plain text, since any messenger takes it. */

export interface PlanLine {
  readonly label: string
  readonly written: string
}

/** @returns undefined where nothing was written: there is no plan to send yet */
export function planInWords(title: string, lines: readonly PlanLine[], closing: string): string | undefined {
  const written = lines.flatMap(({ label, written }) => (written.trim() === '' ? [] : [`${label}: ${written.trim()}`]))
  return written.length === 0 ? undefined : [title, written.join('\n'), closing].join('\n\n')
}
