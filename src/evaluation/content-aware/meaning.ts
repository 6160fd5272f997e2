import { foldText, stemWord } from '../../base/text.ts'
import { type ColumnName, columnKey, findTable } from '../../database/schema.ts'
import type { Comparison } from '../../sql/resolution.ts'
import type { ContentDatabase } from './content-database.ts'
import type { Finding } from './content-rule.ts'
import { findNamedValue, type QuestionText, questionWords } from './question-text.ts'
import { SEX_WORDS } from './word-list.ts'

/** Encoding knowledge that could be derived: these words of a question mean this stored value. */
export interface Meaning extends ColumnName {
  readonly keyword: string
  readonly value: string | number
  readonly how: MeaningSource
}

/**
 * counterpart: another question with the same SQL names the value where this one says the keyword.
 * same-row: the rows that hold the value, and no others, hold the keyword in another column; so does a lookup table.
 * sex-code: the column holds M and F.
 * perturbation: the value was replaced by the keyword here.
 */
export type MeaningSource = 'counterpart' | 'same-row' | 'sex-code' | 'perturbation'

/** Why an entry can be believed, for people. */
export const MEANING_NOTES: Readonly<Record<MeaningSource, string>> = {
  counterpart: 'the same question names the stored value in another wording',
  'same-row': 'stands in the same row as the stored value, and with no other',
  'sex-code': 'the column holds M and F',
  perturbation: 'put in the place of the stored value',
}

const STOP_WORDS = new Set(
  'a an the of in from with for to and or is are was were be been has have had do does did at by on that who which s'.split(
    ' ',
  ),
)
const LONGEST_KEYWORD = 4
/** Of the words around the value: with less in common, the question was asked anew and no word was replaced. */
const LEAST_SHARED = 0.6
const SHORTEST_TEXT = 3

export interface MeaningContext {
  /** All of the gold SQL. */
  readonly comparisons: readonly Comparison[]
  /** Questions of the same database with the same SQL. */
  readonly counterparts: readonly string[]
}

/** What can be said for sure of a value that a question does not name. */
export async function deriveMeanings(
  question: QuestionText,
  finding: Finding,
  database: ContentDatabase,
  { comparisons, counterparts }: MeaningContext,
): Promise<Meaning[]> {
  const { rule, table, column, value } = finding
  const isWhole = ['=', '<>', 'is', 'is not', 'in', 'not in'].includes(finding.comparison.operator)
  if (rule === 'column-not-named' || !isWhole) return []
  const stored = await database.distinctValues({ table, column }, 2, { column, value })
  if (stored.length !== 1) return []
  const meaning = (keyword: string, how: MeaningSource): Meaning => ({
    keyword,
    table,
    column,
    value: stored[0]!,
    how,
  })
  const replaced = counterparts.flatMap((text) => replacedWords(text, question.text, String(value)))
  if (replaced.length > 0) return [meaning(replaced[0]!, 'counterpart')]
  const sex = await sexWord(question, finding, database)
  if (sex !== undefined) return [meaning(sex, 'sex-code')]
  const text = await textOfSameRow(question, finding, database, comparisons)
  return text === undefined ? [] : [meaning(text, 'same-row')]
}

/** The words that stand in `question` where `other` has exactly the value; at most one. */
function replacedWords(other: string, question: string, value: string): string[] {
  const from = questionWords(other)
  const to = questionWords(question)
  const wanted = questionWords(value).map(({ stem }) => stem)
  const first = from.findIndex(
    (_, at) => wanted.length > 0 && wanted.every((stem, offset) => from[at + offset]?.stem === stem),
  )
  if (first < 0) return []
  const before = from.slice(0, first).map(({ stem }) => stem)
  const after = from.slice(first + wanted.length).map(({ stem }) => stem)
  const starts = anchors(
    to.map(({ stem }) => stem),
    before,
    after,
  )
  if (starts === undefined) return []
  const rest = to.filter((_, at) => at < starts.start || at >= starts.end).map(({ stem }) => stem)
  if (sharedPart(rest, [...before, ...after]) < LEAST_SHARED) return []
  let keyword = to.slice(starts.start, starts.end)
  while (keyword.length > 0 && STOP_WORDS.has(keyword[0]!.folded)) keyword = keyword.slice(1)
  while (keyword.length > 0 && STOP_WORDS.has(keyword.at(-1)!.folded)) keyword = keyword.slice(0, -1)
  const isPhrase = keyword.every(({ folded }) => !STOP_WORDS.has(folded))
  if (keyword.length === 0 || keyword.length > LONGEST_KEYWORD || !isPhrase) return []
  const said = question.slice(keyword[0]!.start, keyword.at(-1)!.end)
  // 'airline "JetBlue"': what is quoted is the value's name.
  return [said.split(/["'“”‘’`](?=\p{L})/u).at(-1)!]
}

/** The part of the words of the longer text that the other has too. */
function sharedPart(one: readonly string[], other: readonly string[]): number {
  const left = [...other]
  const shared = one.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return shared.length / Math.max(one.length, other.length, 1)
}

/** Between the nearest word before the value and the nearest after it, each of which stands once in both questions. */
function anchors(
  to: readonly string[],
  before: readonly string[],
  after: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
  const left = before.at(-1)
  const right = after[0]
  const start = left === undefined ? 0 : to.indexOf(left) + 1
  const end = right === undefined ? to.length : to.indexOf(right, start)
  const isSingle = (stem: string | undefined): boolean =>
    stem === undefined ||
    (to.filter((other) => other === stem).length === 1 &&
      [...before, ...after].filter((other) => other === stem).length === 1)
  const isFound = (left === undefined || start > 0) && end >= start
  return isFound && isSingle(left) && isSingle(right) ? { start, end } : undefined
}

async function sexWord(
  question: QuestionText,
  { table, column, value }: Finding,
  database: ContentDatabase,
): Promise<string | undefined> {
  const words = SEX_WORDS[foldText(String(value))]
  if (words === undefined) return undefined
  const values = await database.distinctValues({ table, column }, 3)
  if (!values.every((one) => foldText(String(one)) in SEX_WORDS)) return undefined
  const stems = words.map(stemWord)
  const named = question.words.filter(({ stem }) => stems.includes(stem))
  return named.length === 0 ? undefined : named[0]!.raw
}

/** A text of the same rows, or of the row of a lookup table, that the question names and that belongs to no other value. */
async function textOfSameRow(
  question: QuestionText,
  finding: Finding,
  database: ContentDatabase,
  comparisons: readonly Comparison[],
): Promise<string | undefined> {
  const { value } = finding
  const compared = new Set(comparisons.map(columnKey))
  for (const { table, column } of placesOf(finding, database)) {
    const others = findTable(database.schema, table)?.columns ?? []
    for (const other of others) {
      if (other.type !== 'text' && other.type !== 'unknown') continue
      const place = { table, column: other.name }
      // What the query compares itself is another condition, and no name of this value.
      if (columnKey(place) === columnKey({ table, column }) || compared.has(columnKey(place))) continue
      const texts = await database.distinctValues(place, 2, { column, value })
      const [text] = texts
      if (texts.length !== 1 || typeof text !== 'string' || text.trim().length < SHORTEST_TEXT) continue
      if (findNamedValue(question, text) === undefined) continue
      const back = await database.distinctValues({ table, column }, 2, { column: other.name, value: text })
      if (back.length === 1) return text.trim()
    }
  }
  return undefined
}

/** The column itself, and the key that it refers to. */
function placesOf({ table, column }: Finding, { schema }: ContentDatabase): ColumnName[] {
  const keys = findTable(schema, table)?.foreignKeys ?? []
  const referred = keys.flatMap(({ columns, toTable, toColumns }) => {
    const refers = columns.length === 1 && columns[0]!.toLowerCase() === column.toLowerCase()
    const key = toColumns[0] ?? findTable(schema, toTable)?.primaryKey[0]
    return refers && key !== undefined ? [{ table: toTable, column: key }] : []
  })
  return [{ table, column }, ...referred]
}
