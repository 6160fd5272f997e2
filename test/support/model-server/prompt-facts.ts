import type { TaskName } from '../../../src/model/model-events.ts'
import { readTableLine, type ShownTable } from './read-table-line.ts'

/** What one request says, read from its messages alone. */
export interface PromptFacts {
  readonly task: TaskName | 'unknown'
  readonly question: string
  readonly tables: readonly ShownTable[]
  /** Pairs of "table.column" that belong together. */
  readonly joins: readonly (readonly [string, string])[]
  readonly meanings: readonly Meaning[]
  readonly hint: string
  /** The query to revise. */
  readonly draft: string
  readonly findings: readonly string[]
  /** The whole text of demonstrations, '' without any. */
  readonly demonstrations: string
  /** Of the variants task. */
  readonly keyword: string
  readonly samples: readonly string[]
  /** What the user turn says outside of quoted text and of the question: where no cell's words may ever stand. */
  readonly unquoted: string
}

/** What words of the question mean in the data. */
export interface Meaning {
  readonly words: string
  readonly table: string
  /** A condition on the table, ready for SQL. */
  readonly condition: string
}

export interface ChatMessage {
  readonly role: string
  readonly content: string
}

const QUOTED = /"(?:[^"\\\n]|\\.)*"/g

export function readPrompt(messages: readonly ChatMessage[]): PromptFacts {
  const system = messages
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n')
  const user = messages.find(({ role }) => role === 'user')?.content ?? ''
  const question = lastMatch(user, /^Question: (.*)$/gm)
  const database = lastSection(user, 'database')
  const [tables = '', joins = '', meanings = ''] = splitDatabase(database)
  const keyword = lastMatch(user, /^Words: ("(?:[^"\\]|\\.)*")$/gm)
  return {
    task: taskOf(system, user),
    question,
    tables: tables.split('\n').flatMap((line) => readTableLine(line) ?? []),
    joins: joins.split('\n').flatMap(readJoin),
    meanings: meanings.split('\n').flatMap((line) => readMeaning(line) ?? []),
    hint: lastSection(user, 'hint'),
    draft: lastSection(user, 'query'),
    findings: lastSection(user, 'found')
      .split('\n')
      .map((line) => line.replace(/^- /, ''))
      .filter((line) => line !== ''),
    demonstrations: demonstrationsOf(system, user),
    keyword: keyword === '' ? '' : (JSON.parse(keyword) as string),
    samples: [...lastSection(user, 'samples').matchAll(QUOTED)].map(([text]) => JSON.parse(text) as string),
    unquoted: unquotedText(messages),
  }
}

function taskOf(system: string, user: string): PromptFacts['task'] {
  if (system.includes('"verdict"')) return 'judgement'
  if (user.includes('\n<queries>')) return 'wording'
  if (user.includes('with what each adds:')) return 'evolution'
  if (system.includes('{"pairs":')) return 'questions'
  if (user.includes('<found>')) return 'revision'
  if (user.includes('\nWords: ')) return 'variants'
  if (/"schema"[\s\S]*"content"/.test(system)) return 'keywords'
  if (system.includes('{"tables":')) return 'linking'
  return /\bSELECT query\b/.test(system) ? 'sql' : 'unknown'
}

/** Cells stand in double quotes, and in single ones within a query. The question is the asker's own. */
function unquotedText(messages: readonly ChatMessage[]): string {
  return messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) =>
      content
        .replace(/^Question: .*$/gm, '')
        .replace(QUOTED, '""')
        .replace(/<(query|queries|pair|examples|style)>[\s\S]*?<\/\1>/g, (query) =>
          query.replace(/'(?:[^']|'')*'/g, "''"),
        ),
    )
    .join('\n')
}

/** Tables, joins, and words of the question, each under its heading. */
function splitDatabase(database: string): string[] {
  const parts = { 'Tables:': '', 'Joins:': '', 'Words of the question in the data:': '' }
  let current: keyof typeof parts | undefined
  for (const line of database.split('\n')) {
    if (line in parts) current = line as keyof typeof parts
    else if (current !== undefined) parts[current] += `${line}\n`
  }
  return Object.values(parts)
}

function readJoin(line: string): (readonly [string, string])[] {
  const [, left, right] = /^(\S+) = (\S+)$/.exec(line.trim()) ?? []
  return left === undefined || right === undefined ? [] : [[left, right]]
}

/** `"Ice Tea": means products.title = "ice tea"`, or `stored as …`, or `means rows of orders where …`. */
function readMeaning(line: string): Meaning | undefined {
  const [, quoted, rest] = /^("(?:[^"\\]|\\.)*"): (.*)$/.exec(line) ?? []
  if (quoted === undefined || rest === undefined) return undefined
  const words = JSON.parse(quoted) as string
  const [, filtered, condition] = /^means rows of (\w+) where (.*)$/.exec(rest) ?? []
  if (filtered !== undefined && condition !== undefined) return { words, table: filtered, condition }
  const [, table, column, value] =
    /^(?:means|stored as) (\w+)\.(\w+) = ("(?:[^"\\]|\\.)*"|-?[\d.]+)/.exec(rest) ?? []
  if (table === undefined || column === undefined || value === undefined) return undefined
  return { words, table, condition: `${table}.${column} = ${literal(value)}` }
}

function literal(value: string): string {
  return value.startsWith('"') ? `'${(JSON.parse(value) as string).replaceAll("'", "''")}'` : value
}

/** Fixed examples end the system text; those that are near to the question stand before it. */
function demonstrationsOf(system: string, user: string): string {
  const fixed = system.indexOf('Example:')
  return `${fixed < 0 ? '' : system.slice(fixed)}\n${lastSection(user, 'examples')}`.trim()
}

function lastSection(text: string, tag: string): string {
  return lastMatch(text, new RegExp(`<${tag}>\\n([\\s\\S]*?)\\n</${tag}>`, 'g'))
}

function lastMatch(text: string, pattern: RegExp): string {
  return [...text.matchAll(pattern)].at(-1)?.[1] ?? ''
}
