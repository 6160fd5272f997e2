import type { ChatMessage } from './prompt-facts.ts'

/** What a prompt of synthesis says beside the database, read from its messages alone. */
export interface SynthesisFacts {
  readonly difficulties: readonly string[]
  /** Columns that questions are wanted about, as "table.column". */
  readonly wanted: readonly string[]
  readonly queries: readonly string[]
  /** How many other ways to ask are wanted. */
  readonly paraphraseCount: number
  readonly pair: { readonly question: string; readonly sql: string }
  readonly steps: readonly string[]
  /** Of the judgement. */
  readonly paraphrases: readonly string[]
  readonly evidence: string
}

export function readSynthesisPrompt(messages: readonly ChatMessage[]): SynthesisFacts {
  const user = messages.find(({ role }) => role === 'user')?.content ?? ''
  const pair = section(user, 'pair')
  return {
    difficulties: numbered(after(user, 'Pairs to write, with their difficulty:')),
    wanted: quoted(section(user, 'wanted')),
    queries: numbered(section(user, 'queries')),
    paraphraseCount: Number(/^Paraphrases of each question: (\d+)$/m.exec(user)?.[1] ?? 0),
    pair: {
      question: /^Question: (.*)$/m.exec(pair)?.[1] ?? '',
      sql: /^SQL: (.*)$/m.exec(pair)?.[1] ?? '',
    },
    steps: numbered(after(user, 'Pairs to write, with what each adds:')).map((line) => line.split(':')[0]!),
    paraphrases: quoted(section(user, 'paraphrases')),
    evidence: section(user, 'hint'),
  }
}

function section(text: string, tag: string): string {
  return new RegExp(`<${tag}>\\n([\\s\\S]*?)\\n</${tag}>`).exec(text)?.[1] ?? ''
}

function after(text: string, heading: string): string {
  const at = text.lastIndexOf(`${heading}\n`)
  return at < 0 ? '' : text.slice(at + heading.length + 1)
}

function numbered(text: string): readonly string[] {
  return [...text.matchAll(/^\d+\. (.*)$/gm)].map(([, line]) => line!)
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/"(?:[^"\\\n]|\\.)*"/g)].map(([one]) => JSON.parse(one) as string)
}
