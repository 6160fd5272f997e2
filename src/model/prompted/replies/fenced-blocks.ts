export interface FencedBlock {
  /** Lower case; '' where none is given. */
  readonly language: string
  readonly text: string
}

// The closing fence may be missing at the end of a reply.
const BLOCK = /(?:```|~~~)[ \t]*([\w+#-]*)[ \t]*(?:\r?\n|(?=[^`]))([\s\S]*?)(?:```|~~~|$)/g
/** Only these are languages when the block stands on one line: "```SELECT 1```" begins with its query. */
const LANGUAGES = new Set([
  '',
  'sql',
  'sqlite',
  'json',
  'json5',
  'text',
  'plaintext',
  'mysql',
  'postgresql',
  'duckdb',
])

/** The code blocks of a reply, in order. */
export function fencedBlocks(text: string): readonly FencedBlock[] {
  return [...text.matchAll(BLOCK)].flatMap(([, label, body]) => {
    const language = label!.toLowerCase()
    const isLabel = LANGUAGES.has(language)
    const content = (isLabel ? body! : `${label} ${body}`).trim()
    return content === '' ? [] : [{ language: isLabel ? language : '', text: content }]
  })
}
