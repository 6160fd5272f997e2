import type { PromptFacts } from './prompt-facts.ts'

const STOP_WORDS = new Set(
  'a an and are all any average at be been by called can costs did do does each first for from had has have highest how i in is it its largest last least list lowest made make many maximum mean minimum most much name named names number of on or our over per show sold smallest sum that the their there they total under was were what where which who with'.split(
    ' ',
  ),
)

/** "cities" -> "city", "Orders" -> "order": good enough to compare words with names. */
export function singular(word: string): string {
  const lower = word.toLowerCase()
  if (lower.endsWith('ies')) return `${lower.slice(0, -3)}y`
  if (/(?:ss|us)$/.test(lower)) return lower
  return lower.replace(/s$/, '')
}

export function nameWords(name: string): string[] {
  return name.split(/[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])/).map(singular)
}

/** Where the question says a name, all of its words one after another; -1 where it does not. */
export function placeOfName(question: string, name: string): number {
  const words = [...question.matchAll(/[A-Za-z0-9]+/g)]
  const wanted = nameWords(name)
  const at = words.findIndex((_, first) =>
    wanted.every((word, offset) => singular(words[first + offset]?.[0] ?? '') === word),
  )
  return at < 0 ? -1 : words[at]!.index
}

/** "the average price" */
export const MEASURED = /\b(?:average|mean|total)\s+(\w+)/i

/** Words that neither grammar nor the shown schema explains: what stands in quotes, in capitals, or is plain but unknown. */
export function namedWords({ question, tables }: PromptFacts): string[] {
  const known = new Set(
    tables.flatMap(({ name, columns }) => [
      ...nameWords(name),
      ...columns.flatMap((one) => nameWords(one.name)),
    ]),
  )
  const found: string[] = []
  // What is measured names a column, known or not.
  const [, measured = ''] = MEASURED.exec(question) ?? []
  known.add(singular(measured))
  let run: string[] = []
  const flush = (): void => {
    if (run.length > 0) found.push(run.join(' '))
    run = []
  }
  const text = question.replace(/'([^']+)'|"([^"]+)"/g, (_, one?: string, other?: string) => {
    found.push(one ?? other ?? '')
    return '|'
  })
  for (const [index, word] of (text.match(/[\p{L}\p{N}-]+|[^\s]/gu) ?? []).entries()) {
    const isKnown =
      STOP_WORDS.has(word.toLowerCase()) || known.has(singular(word)) || !/[\p{L}\p{N}]/u.test(word)
    const isCapital = /^\p{Lu}/u.test(word) && index > 0
    if (isKnown) flush()
    else if (isCapital) run.push(word)
    else {
      flush()
      if (index > 0) found.push(word)
    }
  }
  flush()
  return found
}
