import type { TableReference } from '../../sql/ast.ts'
import { parseQuery } from '../../sql/parse.ts'
import { SQLITE } from '../../sql/sqlite-dialect.ts'
import { type Token, tokenize } from '../../sql/tokens.ts'
import { walkQuery } from '../../sql/walk.ts'

/** A word of SQL as far as its meaning goes: a column with its table's alias is one word. */
export interface SqlWord {
  readonly kind: Token['kind']
  readonly text: string
  /** The table that an alias before the point stands for, in lower case. */
  readonly table?: string
  readonly start: number
  readonly end: number
}

/** What SQL says in other words as well. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['!=', '<>'],
  ['==', '='],
])
const EMPTY_WORDS = new Set(['INNER', 'OUTER'])

/**
 * The words of a query, left out what does not matter: INNER, the naming of aliases that stand for one table each, and
 * semicolons at the end. Text that is no SQL is cut at its words and signs.
 */
export function sqlWords(sql: string): readonly SqlWord[] {
  const tokens = readTokens(sql)
  while (tokens.at(-1)?.text === ';') tokens.pop()
  const { tableOf, isNaming } = readAliases(sql)
  const words: SqlWord[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (isNaming(token) || (token.kind === 'word' && EMPTY_WORDS.has(token.key))) continue
    const table = isName(token) ? tableOf(token.text) : undefined
    const column = tokens[at + 2]
    const word = { text: SYNONYMS.get(token.text) ?? token.text, kind: token.kind, start: token.start }
    if (table !== undefined && tokens[at + 1]?.text === '.' && column !== undefined) {
      words.push({ ...word, text: column.text, table, end: column.end })
      at += 2
    } else words.push({ ...word, end: token.end })
  }
  return words
}

/** "Text" in double quotes may be a name or a string: it equals either. A column without a table may be of any. */
export function isSameWord(one: SqlWord, other: SqlWord): boolean {
  if (one.table !== undefined && other.table !== undefined && one.table !== other.table) return false
  if (isString(one) && isString(other) && one.text === other.text) return true
  if (isName(one) && isName(other)) return one.text.toLowerCase() === other.text.toLowerCase()
  return one.kind === other.kind && one.text === other.text
}

function isName({ kind }: Pick<Token, 'kind'>): boolean {
  return kind === 'word' || kind === 'quoted'
}

function isString({ kind }: SqlWord): boolean {
  return kind === 'string' || kind === 'quoted'
}

function readTokens(sql: string): Token[] {
  try {
    return tokenize(sql, SQLITE).filter(({ kind }) => kind !== 'end')
  } catch {
    return [...sql.matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)].map(({ 0: text, index }) => ({
      kind: 'word',
      text,
      key: text.toUpperCase(),
      start: index,
      end: index + text.length,
    }))
  }
}

interface Aliases {
  /** The table that a name before a point stands for, where it can only be one. */
  tableOf(name: string): string | undefined
  /** Whether a token only gives an alias to a table. */
  isNaming(token: Token): boolean
}

function readAliases(sql: string): Aliases {
  const references: TableReference[] = []
  try {
    walkQuery(parseQuery(sql), { fromItem: (item) => void (item.kind === 'table' && references.push(item)) })
  } catch {
    return { tableOf: () => undefined, isNaming: () => false }
  }
  const tables = new Map<string, Set<string>>()
  for (const { name, alias } of references) {
    const key = (alias ?? name).toLowerCase()
    tables.set(key, (tables.get(key) ?? new Set()).add(name.toLowerCase()))
  }
  const tableOf = (name: string): string | undefined => {
    const [table, another] = tables.get(name.toLowerCase()) ?? []
    return another === undefined && table !== undefined && isUsedOnce(table, tables) ? table : undefined
  }
  const namings = references.flatMap(({ name, alias, span }) =>
    alias !== undefined && span !== undefined && tableOf(alias) !== undefined ? [{ name, span }] : [],
  )
  return {
    tableOf,
    isNaming: ({ text, start, end }) =>
      namings.some(
        ({ name, span }) => start > span.start && end <= span.end && text !== name && text !== '.',
      ),
  }
}

/** A table joined to itself has two names, and which of them is meant matters. */
function isUsedOnce(table: string, tables: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return [...tables.values()].filter((names) => names.has(table)).length === 1
}
