import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..', '..')

/** A fenced block of a document, by the language after its fence. */
export interface DocumentedBlock {
  readonly language: string
  readonly text: string
  /** Where it begins, for messages. */
  readonly line: number
}

export function blocksOf(document: string): DocumentedBlock[] {
  const text = readFileSync(join(ROOT, document), 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    text: match[2]!,
    line: text.slice(0, match.index).split('\n').length,
  }))
}
