import { identifierWords, stemWord } from '../../base/text.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { Query } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { printExpression } from '../../sql/print.ts'
import type { Comparison } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'
import type { ValueMatch } from '../../values/value-index.ts'
import type { DraftEdit } from './draft-change.ts'
import { type DraftColumn, sourceOf } from './draft-scope.ts'
import { isSamePlace } from './edit-query.ts'
import { hasBlanks, type Misfit } from './find-misfits.ts'
import { addTable } from './join-tables.ts'
import { quoted, stringOf } from './stored-literal.ts'

interface MoveFacts {
  readonly question: string
  readonly context: DatabaseContext
  /** The literal first, then its variants. */
  readonly spellings: readonly string[]
}

/** A literal of the question that another column holds: the test moves there. null when none is near. */
export function moveLiteral(
  query: Query,
  misfit: Misfit,
  columns: readonly DraftColumn[],
  { question, context, spellings }: MoveFacts,
): DraftEdit | null {
  const { comparison, value } = misfit
  const place = columns.find(({ node }) => node === comparison.node)
  if (place === undefined || !isSaid(value, question)) return null
  const refersTo = tablesReferredTo(comparison, context)
  for (const text of spellings) {
    const matches = context.values
      .findExact(text, { limit: 30 })
      .filter((match) => match.table !== comparison.table || match.column !== comparison.column)
      .filter((match) => !hasBlanks(match.value))
    // A variant is a guess: it must at least be where the key of the column leads.
    const isGuess = text !== value
    const inSight = matches
      .filter((match) => !isTested(match, misfit, query, context))
      .map((match) => ({ match, rank: rankOf(match, place, refersTo, comparison, question) }))
      .filter(({ rank }) => rank < (isGuess ? 2 : 4))
      .sort((one, other) => one.rank - other.rank || other.match.rowCount - one.match.rowCount)
    for (const { match } of inSight) {
      const edit = moved(query, misfit, match, place, columns, context)
      if (edit !== null) return edit
    }
  }
  return null
}

/** Whether the draft wants the column to be something else already: it cannot be two things at once. */
function isTested(
  match: ValueMatch,
  { comparison }: Misfit,
  query: Query,
  context: DatabaseContext,
): boolean {
  return resolveNames(query, context.survey.schema).comparisons.some(
    (other) =>
      other.node !== comparison.node &&
      other.operator === '=' &&
      other.table === match.table &&
      other.column === match.column &&
      other.value !== match.value,
  )
}

/** 0: the table that the column refers to; 1: the same table; 2: another table of the SELECT; 3: one key away. */
function rankOf(
  match: ValueMatch,
  { scope }: DraftColumn,
  refersTo: ReadonlySet<string>,
  comparison: Comparison,
  question: string,
): number {
  const asked = new Set(identifierWords(question).map(stemWord))
  const bonus = identifierWords(match.column).some((word) => asked.has(stemWord(word))) ? 0 : 0.4
  if (refersTo.has(match.table)) return 0 + bonus
  if (match.table === comparison.table) return 1 + bonus
  if (scope.sources.some(({ table }) => table === match.table)) return 2 + bonus
  return bonus === 0 ? 3 : 9
}

function tablesReferredTo({ table, column }: Comparison, { graph }: DatabaseContext): Set<string> {
  return new Set(
    graph.joins.flatMap(({ key }) =>
      key.from.table === table && key.from.columns.includes(column) ? [key.to.table] : [],
    ),
  )
}

/** The same test on the column that holds the value, joined in where its table is not there yet. */
function moved(
  query: Query,
  { comparison, value }: Misfit,
  match: ValueMatch,
  place: DraftColumn,
  columns: readonly DraftColumn[],
  context: DatabaseContext,
): DraftEdit | null {
  const { node, literal } = comparison
  const because = `${comparison.table}.${comparison.column} does not hold ${quoted(value)}; ${match.table}.${match.column} does.`
  const own = sourceOf(node, place.scope)
  const source =
    own?.table === match.table ? own : place.scope.sources.find(({ table }) => table === match.table)
  const put = (into: Query, table: string): Query =>
    mapQuery(into, {
      expression: (expression) => {
        if (isSamePlace(expression, node)) {
          return { kind: 'column', table, name: match.column, ...(node.span && { span: node.span }) }
        }
        if (isSamePlace(expression, literal)) return stringOf(match.value, literal)
        return expression
      },
    })
  const change = {
    kind: 'value' as const,
    before: `${printExpression(node)} ${comparison.operator.toUpperCase()} ${quoted(value)}`,
    after: `${match.table}.${match.column} ${comparison.operator.toUpperCase()} ${quoted(match.value)}`,
    because,
  }
  if (source !== undefined) return { query: put(query, source.name), changes: [change], cost: 1 }
  const joined = addTable(query, place.scope, match.table, { graph: context.graph, columns })
  if (joined === null || joined.added.length > 2) return null
  return {
    query: put(joined.query, joined.sourceName),
    changes: [
      change,
      {
        kind: 'join',
        before: '',
        after: joined.conditions.map((condition) => printExpression(condition)).join(' AND '),
        because: `${match.table} is joined in along its keys.`,
      },
    ],
    cost: 1 + 0.5 * joined.added.length,
  }
}

/** Whether the question has the words of the literal, in any form: then it is no invention of the draft's. */
function isSaid(value: string, question: string): boolean {
  const said = new Set(identifierWords(question).map(stemWord))
  const words = identifierWords(value).map(stemWord)
  return words.length > 0 && words.some((word) => said.has(word))
}
