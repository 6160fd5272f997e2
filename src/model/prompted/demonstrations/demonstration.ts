/** What a prompt shows of a task well done: what stands before the reply, and the reply. */
export interface FixedDemonstration {
  readonly given: string
  readonly reply: string
}

/** As a part of a system text, which stays the same from question to question. */
export function demonstrationText(demonstrations: readonly FixedDemonstration[], count: number): string {
  const shown = demonstrations.slice(0, count)
  if (shown.length === 0) return ''
  return shown.map(({ given, reply }) => `Example:\n${given}\nReply: ${reply}`).join('\n\n')
}
