import { SQLITE } from '../../sql/sqlite-dialect.ts'
import { tokenize } from '../../sql/tokens.ts'
import { displayWidth } from './display-width.ts'

const CLAUSE_STARTS = new Set(
  'from where group having order limit union intersect except window join left right inner cross full natural'.split(
    ' ',
  ),
)

/** Breaks a sentence between words into lines of at most `width` columns. */
export function wrapWords(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => fillLines(line.split(' '), width, ''))
    .join('\n')
}

/**
 * Breaks SQL that is wider than `width` before its clauses, then between tokens: never within a text or a name, so
 * that it can be copied.
 */
export function wrapSql(sql: string, width: number): string {
  if (displayWidth(sql) <= width || sql.includes('\n')) return sql
  const clauses: string[][] = [[]]
  let depth = 0
  let lastClause = ''
  for (const { text, word } of pieces(sql)) {
    // LEFT JOIN and the like are one start, not two.
    const isStart =
      depth === 0 && CLAUSE_STARTS.has(word) && !(word === 'join' && CLAUSE_STARTS.has(lastClause))
    if (isStart && clauses.at(-1)!.length > 0) clauses.push([])
    clauses.at(-1)!.push(text)
    depth += text.split('(').length - text.split(')').length
    lastClause = word
  }
  return clauses.map((words) => fillLines(words, width, '  ')).join('\n')
}

/** The stretches of SQL between its blanks; blanks within quotes are not between. */
function pieces(sql: string): { readonly text: string; readonly word: string }[] {
  const found: { text: string; word: string }[] = []
  let start = 0
  let word = ''
  let end = 0
  for (const token of tokensOf(sql)) {
    if (end > start && /^ +$/.test(sql.slice(end, token.start))) {
      found.push({ text: sql.slice(start, end), word })
      start = token.start
    }
    if (token.start === start) word = token.kind === 'word' ? token.text.toLowerCase() : ''
    end = token.end
  }
  if (start < sql.length) found.push({ text: sql.slice(start), word })
  return found
}

/** None for what is no SQL: it stays as it is. */
function tokensOf(sql: string): ReturnType<typeof tokenize> {
  try {
    return tokenize(sql, SQLITE)
  } catch {
    return []
  }
}

function fillLines(words: readonly string[], width: number, indentation: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line === '') line = word
    else if (displayWidth(line) + 1 + displayWidth(word) <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = indentation + word
    }
  }
  return [...lines, line].join('\n')
}
