import { identifierWords, stemWord, wordsOf } from '../../../src/base/text.ts'
import type { Expression } from '../../../src/sql/ast.ts'
import { parseQuery } from '../../../src/sql/parse.ts'
import { SqlSyntaxError } from '../../../src/sql/sql-syntax-error.ts'
import { walkQuery } from '../../../src/sql/walk.ts'
import type { SynthesisFacts } from './synthesis-facts.ts'

/** Faithful is a question that says the values and the kind of sum of its query, and no other values. */
export function judgePair({ pair, evidence, paraphrases }: SynthesisFacts): string {
  const needs = needsOf(pair.sql)
  const reason = needs === null ? 'the query cannot be read' : faultOf(pair.question, evidence, needs)
  const isVague = needs !== null && !names(pair.question, needs)
  return JSON.stringify({
    reason: reason ?? (isVague ? 'it does not say what of' : ''),
    verdict: reason !== null ? 'unfaithful' : isVague ? 'ambiguous' : 'faithful',
    paraphrases: paraphrases.map(
      (other) => needs !== null && faultOf(other, evidence, needs) === null && names(other, needs),
    ),
  })
}

interface Needs {
  /** Texts and numbers of the query. */
  readonly values: readonly string[]
  /** What each function of the query is called. */
  readonly sums: readonly RegExp[]
  /** Stems of the words of tables and columns. */
  readonly stems: ReadonlySet<string>
}

const SUMS: Readonly<Record<string, RegExp>> = {
  count: /\b(?:how many|number|count)/i,
  avg: /\b(?:average|mean)\b/i,
  sum: /\b(?:total|sum|altogether|how much)\b/i,
}
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function needsOf(sql: string): Needs | null {
  const values: string[] = []
  const sums: RegExp[] = []
  const stems = new Set<string>()
  const add = (name: string): void => {
    for (const word of identifierWords(name)) stems.add(stemWord(word))
  }
  const visit = (part: Expression): void => {
    if (part.kind === 'string') values.push(part.value)
    if (part.kind === 'number' && part.text !== '1') values.push(part.text)
    if (part.kind === 'column') add(part.name)
    const sum = part.kind === 'call' ? SUMS[part.name.toLowerCase()] : undefined
    if (sum !== undefined) sums.push(sum)
  }
  try {
    walkQuery(parseQuery(sql), {
      expression: visit,
      fromItem: (item) => {
        if (item.kind === 'table') add(item.name)
      },
    })
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
  return { values, sums, stems }
}

function faultOf(question: string, evidence: string, { values, sums, stems }: Needs): string | null {
  const said = `${question} ${evidence}`.toLowerCase()
  const missing = values.find((value) => !isSaid(said, value))
  if (missing !== undefined) return `it does not say ${missing}`
  if (sums.some((sum) => !sum.test(said))) return 'it does not ask for that sum'
  const written = [...question.matchAll(/'([^']+)'|"([^"]+)"|\b(\d[\d.]*)\b/g)]
  const stranger = written
    .map(([, one, two, three]) => one ?? two ?? three ?? '')
    .find((value) => value !== '1' && !stems.has(value) && !values.some((own) => holds(own, value)))
  return stranger === undefined ? null : `the query does not know ${stranger}`
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

/** A year stands for a date of it, and a small number may be a word. */
function isSaid(said: string, value: string): boolean {
  const plain = value.toLowerCase().replace(/^%|%$/g, '')
  const word = NUMBERS[Number(plain) - 1]
  const year = /^(\d{4})-\d\d-\d\d/.exec(plain)?.[1]
  return [plain, word, year].some((form) => form !== undefined && said.includes(form))
}

function names(question: string, { stems }: Needs): boolean {
  return wordsOf(question).some(({ text }) => stems.has(stemWord(text)))
}
