import { fencedBlocks } from './fenced-blocks.ts'
import { readLenientJson } from './lenient-json.ts'
import { type Reading, read, unreadable } from './reading.ts'
import { continuedQuery, type SqlStatement, sqlStatements } from './sql-statements.ts'
import { stripThinking } from './strip-thinking.ts'

const MOST_BLOCKS = 10

/**
 * The query of a reply, wherever the model put it: alone, in a code block, in JSON, after "SQL:", between sentences, or
 * going on after a SELECT. Of several the first that parses; of none that parses the first, so that the database says
 * what is wrong with it.
 */
export function readSql(reply: string): Reading<string> {
  const text = stripThinking(reply)
  if (text === '') return unreadable('it is empty')
  const statements = statementsOf(text)
  const query = statements.find(({ parses }) => parses)
  if (query !== undefined) return read(query.sql)
  if (statements.some(({ kind }) => kind === 'other')) {
    return unreadable('only a SELECT query may be run, and this one is not', 'writes')
  }
  const [first] = statements
  return first !== undefined && /\bFROM\b|^\s*SELECT\b/i.test(first.sql)
    ? read(first.sql)
    : unreadable('it holds no SELECT query')
}

function statementsOf(text: string): readonly SqlStatement[] {
  const blocks = fencedBlocks(text)
  const sqlBlocks = blocks.filter(({ language }) => language !== '' && language !== 'json')
  const sources = [
    ...sqlBlocks.map((block) => block.text),
    ...blocks.filter((block) => !sqlBlocks.includes(block)).map((block) => block.text),
    ...taggedQueries(text),
    ...codeSpans(text),
  ]
  const found: SqlStatement[] = []
  for (const source of [...sources.slice(0, MOST_BLOCKS), text]) {
    found.push(...inSource(source))
    if (found.some(({ parses }) => parses)) break
  }
  if (found.length > 0) return found
  return sqlStatements(text, 'anywhere')
}

function inSource(source: string): readonly SqlStatement[] {
  const inner = sqlInJson(source)
  if (inner !== null) return sqlStatements(inner)
  const statements = sqlStatements(source)
  if (statements.length > 0) return statements
  const continued = continuedQuery(
    source.replace(/^\s*(?:sql(?:ite)?(?:\s+query)?|query|answer)\s*:\s*/i, ''),
  )
  return continued === null ? [] : [continued]
}

/** `{"sql": "SELECT …"}` */
function sqlInJson(source: string): string | null {
  const value = source.startsWith('{') ? readLenientJson(source, 0)?.value : undefined
  if (typeof value !== 'object' || value === null) return null
  const texts = Object.values(value).filter((one) => typeof one === 'string')
  return texts.find((one) => sqlStatements(one).length > 0) ?? null
}

/** Prompts hold a draft between tags, and some models reply in kind. */
function taggedQueries(text: string): readonly string[] {
  return [...text.matchAll(/<(query|sql|answer)>([\s\S]*?)<\/\1>/gi)].map(([, , inner]) => inner!.trim())
}

/** Queries between single backquotes. Names between backquotes do not begin with SELECT. */
function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`((?:SELECT|WITH)\s[^`]*)`/gi)].map(([, span]) => span!)
}
