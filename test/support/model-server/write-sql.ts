import { findPath } from './join-path.ts'
import type { Meaning, PromptFacts } from './prompt-facts.ts'
import { MEASURED, namedWords, nameWords, placeOfName, singular } from './question-words.ts'
import { readHint } from './read-hint.ts'
import type { ShownTable } from './read-table-line.ts'

/** A small model loses sight of what stands further down. */
const TABLES_READ = 6

/**
 * The query that the prompt leads to by a few general rules. Values come from what the prompt says words mean in the
 * data; without that the word itself is guessed, as models do. Rows are grouped only when an example shows how.
 */
export function writeSql(facts: PromptFacts): string {
  const tables = facts.tables.slice(0, TABLES_READ)
  const subject = subjectOf(facts.question, tables)
  if (subject === undefined) return 'SELECT 1'
  const known = [...facts.meanings, ...readHint(facts.hint, tables)].filter(
    ({ words, table }) => saidIn(facts.question, words) && tables.some(({ name }) => name === table),
  )
  const guesses = namedWords(facts)
    .filter((word) => !known.some(({ words }) => overlaps(words, word)))
    .map((word): Meaning => guessOf(word, subject))
  const conditions = [...known, ...guesses]
  const measure = measureOf(facts, subject, tables)
  const used = [...conditions.map(({ table }) => table), measure.table ?? subject.name]
  const joined = [...new Set(used)].filter((table) => table !== subject.name)
  const from = joined.reduce(
    (text, table) =>
      text +
      findPath(facts.joins, subject.name, table)
        .map((step) => ` JOIN ${step}`)
        .join(''),
    subject.name,
  )
  const where = [...new Set(conditions.map(({ condition }) => condition))].join(' AND ')
  return `SELECT ${measure.select} FROM ${from}${where === '' ? '' : ` WHERE ${where}`}${measure.order}`
}

/** The table that the question names first; else the one that has a column it names; else the first. */
export function subjectOf(question: string, tables: readonly ShownTable[]): ShownTable | undefined {
  const places = tables
    .map((table) => ({ table, place: placeOfName(question, table.name) }))
    .filter(({ place }) => place >= 0)
    .sort((one, other) => one.place - other.place)
  const withColumn = tables.find(({ columns }) =>
    columns.some(({ name }) => placeOfName(question, name) >= 0),
  )
  return places[0]?.table ?? withColumn ?? tables[0]
}

interface Measure {
  readonly select: string
  readonly order: string
  /** Joined for the sake of what is selected. */
  readonly table?: string
}

function measureOf(
  { question, demonstrations }: PromptFacts,
  subject: ShownTable,
  tables: readonly ShownTable[],
): Measure {
  const column = (name: string): string => `${subject.name}.${name}`
  const [, each] = /\bhow many\b.*\beach (\w+)/i.exec(question) ?? []
  const group = tables.find(({ name }) => each !== undefined && placeOfName(each, name) >= 0)
  if (group !== undefined && /GROUP BY/.test(demonstrations)) {
    const label = `${group.name}.${displayColumn(group)}`
    return { select: `${label}, count(*)`, order: ` GROUP BY ${label}`, table: group.name }
  }
  if (/\bhow many\b/i.test(question)) return { select: 'count(*)', order: '' }
  const [phrase, word] = MEASURED.exec(question) ?? []
  if (phrase !== undefined && word !== undefined) {
    const measured =
      subject.columns.find(({ name }) => nameWords(name).includes(singular(word)))?.name ?? word
    return { select: `${/total/i.test(phrase) ? 'sum' : 'avg'}(${column(measured)})`, order: '' }
  }
  const asked = subject.columns.filter(({ name }) => placeOfName(beforeSubject(question, subject), name) >= 0)
  const selected = asked.length > 0 ? asked.map(({ name }) => name) : [displayColumn(subject)]
  return { select: selected.map(column).join(', '), order: '' }
}

function displayColumn({ columns }: ShownTable): string {
  const display = columns.find(({ name, type }) => type === 'text' && /name|title/i.test(name))
  return (display ?? columns[0]!).name
}

function beforeSubject(question: string, { name }: ShownTable): string {
  const place = placeOfName(question, name)
  return place < 0 ? question : question.slice(0, place)
}

/** The word as it stands, in the first column that holds texts: what a model does that knows nothing better. */
function guessOf(word: string, { name, columns }: ShownTable): Meaning {
  const column = columns.find(({ type, isKey }) => type === 'text' && !isKey) ?? columns[0]!
  return { words: word, table: name, condition: `${name}.${column.name} = '${word.replaceAll("'", "''")}'` }
}

function saidIn(question: string, words: string): boolean {
  return question.toLowerCase().includes(words.toLowerCase())
}

function overlaps(words: string, word: string): boolean {
  return saidIn(words, word) || saidIn(word, words)
}
