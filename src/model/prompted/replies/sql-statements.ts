import { parseQuery } from '../../../sql/parse.ts'
import { SqlSyntaxError } from '../../../sql/sql-syntax-error.ts'

/** A piece of a reply that begins as SQL does. */
export interface SqlStatement {
  readonly kind: 'query' | 'other'
  readonly sql: string
  readonly parses: boolean
}

const QUERY = String.raw`SELECT\b|WITH\s+(?:RECURSIVE\s+)?[\w"\x60[\]]+\s*(?:\([^)]*\)\s*)?AS\b`
/** Written as statements are, so that "update the query" in a sentence is none. */
const OTHER = [
  String.raw`INSERT\s+(?:OR\s+\w+\s+)?INTO\b`,
  String.raw`REPLACE\s+INTO\b`,
  String.raw`UPDATE\s+\S+\s+SET\b`,
  String.raw`DELETE\s+FROM\b`,
  String.raw`(?:DROP|CREATE|ALTER)\s+(?:\w+\s+)?(?:TABLE|VIEW|INDEX|TRIGGER|DATABASE|SCHEMA|USER|ROLE)\b`,
  String.raw`TRUNCATE\s+\w+`,
  String.raw`(?:ATTACH|DETACH)\s+(?:DATABASE\s+)?\S+`,
  String.raw`PRAGMA\s+\w+`,
  String.raw`VACUUM\b`,
  String.raw`(?:GRANT|REVOKE)\s+\w+`,
].join('|')
const AT_START = new RegExp(String.raw`(^|[\n\x60:;]|[.!?]\s)([\s"“(*]{0,20})(?:(${QUERY})|(${OTHER}))`, 'gi')
const ANYWHERE = new RegExp(String.raw`(\b)()(?:(${QUERY})|(${OTHER}))`, 'gi')
/** What a query goes on with on its next line. */
const CONTINUES =
  /^\s*(?:FROM|WHERE|(?:NATURAL|INNER|LEFT|RIGHT|FULL|CROSS|OUTER|JOIN)|ON|USING|GROUP|HAVING|ORDER|LIMIT|OFFSET|UNION|INTERSECT|EXCEPT|AND|OR|NOT|AS|WINDOW|CASE|WHEN|THEN|ELSE|END|--|\/\*|[),(<>=+*/|-])/i

/** A line that ends so is not the end of a query. */
const UNFINISHED =
  /(?:[,(=<>+|-]|\b(?:SELECT|DISTINCT|FROM|WHERE|AND|OR|NOT|BY|ON|AS|IN|JOIN|UNION|ALL|EXCEPT|INTERSECT))$/i

// A reply that goes round in circles must not cost more than a good one.
const LONGEST_REPLY = 20_000
const MOST_LINES = 200
const MOST_STATEMENTS = 10

/** The statements of a text that may hold prose around them, in order, up to the first query that parses. */
export function sqlStatements(
  text: string,
  where: 'at-start' | 'anywhere' = 'at-start',
): readonly SqlStatement[] {
  const bounded = text.slice(0, LONGEST_REPLY)
  const statements: SqlStatement[] = []
  let end = 0
  for (const match of bounded.matchAll(where === 'at-start' ? AT_START : ANYWHERE)) {
    const own = beginningOf(match)
    if (own < end) continue
    const around = where === 'at-start' ? statementAround(bounded, end, own) : undefined
    const { start, statement } = around ?? { start: own, statement: statementAt(bounded, match) }
    statements.push(statement)
    end = start + statement.sql.length
    if (statement.parses || statements.length === MOST_STATEMENTS) break
  }
  return statements
}

function beginningOf(match: RegExpExecArray): number {
  return match.index + match[1]!.length + match[2]!.length
}

function statementAt(text: string, match: RegExpExecArray): SqlStatement {
  const rest = text.slice(beginningOf(match))
  const statement = rest.slice(0, statementEnd(rest))
  return match[4] === undefined
    ? readEnclosedQuery(statement, match[2]!.trim().at(-1))
    : { kind: 'other', sql: statement, parses: false }
}

/** A line that begins with SELECT may be the inside of a statement that begins within a sentence. */
function statementAround(
  text: string,
  from: number,
  inner: number,
): { readonly start: number; readonly statement: SqlStatement } | undefined {
  const before = [...text.slice(from, inner).matchAll(ANYWHERE)].slice(0, MOST_STATEMENTS)
  for (const match of before) {
    const start = from + beginningOf(match)
    const [statement] = sqlStatements(text.slice(start), 'anywhere')
    if (statement === undefined || start + statement.sql.length <= inner) continue
    if (statement.parses || (statement.kind === 'other' && isOpenBracket(text.slice(start, inner)))) {
      return { start, statement }
    }
  }
  return undefined
}

function isOpenBracket(text: string): boolean {
  return text.split('(').length > text.split(')').length
}

/** The query that `SELECT` and the text make together, where a model went on after a prompt's last word. */
export function continuedQuery(text: string): SqlStatement | null {
  const statement = readQueryIn(`SELECT ${text.slice(0, statementEnd(text))}`)
  return statement.parses && /\bFROM\b/i.test(statement.sql) ? statement : null
}

const CLOSINGS: Readonly<Record<string, string>> = { '"': '"', '“': '”', '(': ')', '*': '**' }

/** What stands before a query may also close behind it. */
function readEnclosedQuery(text: string, opening: string | undefined): SqlStatement {
  const closing = opening === undefined ? undefined : CLOSINGS[opening]
  for (const end of closing === undefined ? [] : [text.indexOf(closing), text.lastIndexOf(closing)]) {
    const inner = end < 0 ? null : readQueryIn(text.slice(0, end))
    if (inner?.parses) return inner
  }
  return readQueryIn(text)
}

/** Line by line: the longest beginning that parses and is followed by nothing that goes on with it. */
function readQueryIn(text: string): SqlStatement {
  const lines = text.split('\n')
  let best: string | null = null
  for (let count = 1; count <= Math.min(lines.length, MOST_LINES); count++) {
    const candidate = lines.slice(0, count).join('\n').trim()
    const isUnfinished = UNFINISHED.test(candidate)
    if (!isUnfinished && isReadable(candidate)) best = candidate
    const next = lines.slice(count).find((line) => line.trim() !== '')
    if (next === undefined || (best !== null && !isUnfinished && !CONTINUES.test(next))) break
  }
  if (best !== null) return { kind: 'query', sql: best, parses: true }
  const [paragraph] = text.split(/\n\s*\n|```|~~~/)
  return { kind: writesAfterWith(text) ? 'other' : 'query', sql: paragraph!.trim(), parses: false }
}

function isReadable(sql: string): boolean {
  try {
    parseQuery(sql)
    return true
  } catch (error) {
    if (error instanceof SqlSyntaxError) return false
    throw error
  }
}

/** `WITH doomed AS (…) DELETE FROM …` */
function writesAfterWith(text: string): boolean {
  return /^\s*WITH\b/i.test(text) && /\)\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i.test(text)
}

/** Where the statement ends that the text begins with: at a semicolon outside quotes, a code fence, or the end. */
function statementEnd(text: string): number {
  let quote = ''
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === "'" || character === '"') quote = character
    else if (character === ';' || text.startsWith('```', index) || text.startsWith('~~~', index)) return index
  }
  // An apostrophe of a sentence after the query is no quote.
  return quote === '' ? text.length : endIgnoringQuotes(text)
}

function endIgnoringQuotes(text: string): number {
  const end = text.search(/;|```|~~~/)
  return end < 0 ? text.length : end
}
