import { foldText } from '../src/base/text.ts'
import type { Mention } from '../src/model/builtin/linking/mention.ts'
import { linkImpliedMeasures } from '../src/model/builtin/linking/names/implied-measures.ts'
import { linkNames } from '../src/model/builtin/linking/names/link-names.ts'
import { schemaLexiconOf } from '../src/model/builtin/linking/schema-lexicon.ts'
import { linkValues } from '../src/model/builtin/linking/values/link-values.ts'
import { expandSharedHeads, tokenizeQuestion } from '../src/model/builtin/linking/words/question-tokens.ts'
import { cuesAt } from '../src/model/builtin/parsing/cues.ts'
import { degreeColumns, makeScope, momentColumns } from '../src/model/builtin/parsing/parse-scope.ts'
import type { GenerationRequest } from '../src/model/model.ts'
import type { Expression, FromItem, Query, Select } from '../src/sql/ast.ts'
import { parseQuery } from '../src/sql/parse.ts'
import { resolveNames } from '../src/sql/resolve.ts'
import { walkQuery } from '../src/sql/walk.ts'

/** The columns, tables and values of the gold query that no words of the question were tied to. */
export function findUnlinked(gold: string, request: GenerationRequest): string[] {
  const { question, context, grounded, part, now } = request
  const lexicon = schemaLexiconOf(context.survey)
  const tokens = expandSharedHeads(tokenizeQuestion(question))
  const mentions = [
    ...linkNames(tokens, lexicon, part),
    ...linkValues(question, tokens, grounded, lexicon, now),
    ...linkImpliedMeasures(tokens, lexicon),
  ]
  const scope = makeScope(tokens, lexicon, context.survey.joins, mentions)
  const tables = new Set(
    mentions.flatMap((mention) => (mention.kind === 'table' ? [mention.table.table] : [])),
  )
  const columns = new Set<string>()
  const add = (table: string, column: string) => columns.add(`${table}.${column}`.toLowerCase())
  for (const mention of mentions) {
    if (mention.kind === 'column' || mention.kind === 'value')
      add(mention.column.table, mention.column.column)
  }
  // What a table stands for, and what a word of degree or a date stands for.
  for (const name of tables) {
    const entry = lexicon.findTable(name)
    for (const { column } of entry.displayColumns) add(name, column)
    for (const column of entry.columns) if (column.isKey || column.isForeignKey) add(name, column.column)
  }
  tokens.forEach((_, index) => {
    for (const { cue } of cuesAt(tokens, index)) {
      if ('concept' in cue && cue.concept !== undefined)
        for (const { column } of degreeColumns(scope, cue.concept, [...tables]))
          add(column.table, column.column)
    }
  })
  if (mentions.some(({ kind }) => kind === 'period'))
    for (const { column } of momentColumns(scope, [...tables][0] ?? null)) add(column.table, column.column)

  const resolved = resolveNames(parseQuery(gold), context.survey.schema)
  const missing = new Set<string>()
  for (const { table, column, clause } of resolved.columns) {
    if (clause !== 'on' && !columns.has(`${table}.${column}`.toLowerCase())) missing.add(`${table}.${column}`)
  }
  const used = new Set(resolved.columns.filter(({ clause }) => clause !== 'on').map(({ table }) => table))
  if (/count\s*\(\s*\*/i.test(gold) && resolved.tables.length === 1 && used.size === 0) {
    for (const table of resolved.tables) if (!tables.has(table)) missing.add(table)
  }
  for (const { value } of resolved.comparisons)
    if (!isSaid(value, mentions)) missing.add(JSON.stringify(value))
  return [...missing]
}

function isSaid(value: string | number, mentions: readonly Mention[]): boolean {
  const wanted = foldText(String(value).replaceAll('%', '').trim())
  return mentions.some((mention) => {
    if (mention.kind === 'value' || mention.kind === 'number')
      return foldText(String(mention.value)) === wanted
    if (mention.kind === 'period') return wanted.startsWith(mention.from.slice(0, 4))
    return mention.kind === 'text' && foldText(mention.text).includes(wanted)
  })
}

/** Whether a sketch can say what the query says, as far as its clauses tell. */
export function isExpressible(gold: string): boolean {
  const query = parseQuery(gold)
  let isKnown = true
  walkQuery(query, {
    query: (inner) => {
      if (inner.with !== undefined || compoundDepth(inner) > 1) isKnown = false
    },
    select: (select) => {
      if (readsTwice(select) || readsSubquery(select.from)) isKnown = false
    },
    expression: (expression) => {
      if (isArithmetic(expression) || comparesColumns(expression)) isKnown = false
    },
  })
  return isKnown
}

function compoundDepth({ body }: Query): number {
  return body.kind === 'compound' ? 1 + (body.left.kind === 'compound' ? 1 : 0) : 0
}

function readsTwice({ from }: Select): boolean {
  const names = tablesOf(from)
  return new Set(names).size < names.length
}

function tablesOf(from: FromItem | undefined): string[] {
  if (from === undefined) return []
  if (from.kind === 'join') return [...tablesOf(from.left), ...tablesOf(from.right)]
  return from.kind === 'table' ? [from.name.toLowerCase()] : []
}

function readsSubquery(from: FromItem | undefined): boolean {
  if (from?.kind === 'join') return readsSubquery(from.left) || readsSubquery(from.right)
  return from?.kind === 'subquery-table'
}

function isArithmetic(expression: Expression): boolean {
  return expression.kind === 'binary' && ['+', '-', '*', '/', '||'].includes(expression.operator)
}

/** A column against another one outside a join's ON is not told apart from it here: only strict comparisons count. */
function comparesColumns(expression: Expression): boolean {
  return (
    expression.kind === 'binary' &&
    ['<', '>', '<=', '>=', '<>'].includes(expression.operator) &&
    expression.left.kind === 'column' &&
    expression.right.kind === 'column' &&
    expression.right.doubleQuoted !== true
  )
}
