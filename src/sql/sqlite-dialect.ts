import type { Dialect } from './dialect.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

// From SQLite's grammar: keywords that neither fall back to a name nor name a join.
const RESERVED = words(`
  add all alter and as autoincrement between case check collate commit constraint create default deferrable
  delete distinct drop else escape except exists foreign from group having in index insert intersect into is
  isnull join limit not nothing notnull null on or order primary references returning select set table then to
  transaction union unique update using values when where`)

const AWKWARD = words(`
  asc cast cross current current_date current_time current_timestamp desc end exclude false filter following
  full glob groups if indexed inner left like match materialized natural nulls offset outer over partition
  preceding raise range recursive regexp replace right row rows true unbounded window with within`)

export const SQLITE: Dialect = {
  name: 'sqlite',
  identifierQuote: '"',
  identifierQuotes: { '"': '"', '`': '`', '[': ']' },
  doubleQuotedStrings: true,
  reservedWords: RESERVED,
  awkwardWords: AWKWARD,
}
