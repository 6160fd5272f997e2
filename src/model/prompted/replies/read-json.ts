import type { z } from 'zod'
import { fencedBlocks } from './fenced-blocks.ts'
import { readLenientJson } from './lenient-json.ts'
import { type Reading, read, unreadable } from './reading.ts'
import { stripThinking } from './strip-thinking.ts'

/** A reply that goes round in circles must not cost more than a good one. */
export const LONGEST_REPLY = 40_000
const MOST_TRIED = 30

/** The first list or object of a reply that is of the shape; in code blocks, between sentences, or alone. */
export function readJson<Value>(reply: string, shape: z.ZodType<Value>): Reading<Value> {
  const text = stripThinking(reply).slice(0, LONGEST_REPLY)
  if (text === '') return unreadable('it is empty')
  const values = [...fencedBlocks(text).map((block) => block.text), text].flatMap(jsonValues)
  const tried = values.slice(0, MOST_TRIED).map((value) => shape.safeParse(value))
  for (const result of tried) if (result.success) return read(result.data)
  const [first] = tried
  return unreadable(first?.error === undefined ? 'it holds no complete JSON' : describe(first.error))
}

/** The lists and objects that stand in a text, in their order; of one that is not whole those inside it that are. */
export function jsonValues(text: string): readonly unknown[] {
  const values: unknown[] = []
  let tries = 0
  for (let start = nextBracket(text, 0); start >= 0 && tries < MOST_TRIED; tries++) {
    const found = readLenientJson(text, start)
    if (found !== undefined) values.push(found.value)
    start = nextBracket(text, found?.end ?? start + 1)
  }
  return values
}

function nextBracket(text: string, from: number): number {
  const at = text.slice(from).search(/[[{]/)
  return at < 0 ? -1 : from + at
}

/** As much of what zod says as fits one sentence. */
function describe(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return 'its JSON is of another shape'
  const place = issue.path.map(String).join('.').replace(/\s+/g, ' ')
  return `in its JSON, ${place === '' ? 'the whole' : `"${place.slice(0, 80)}"`}: ${issue.message.slice(0, 200)}`
}
