import { type ColumnName, columnKey, type Schema } from '../../database/schema.ts'
import type { JoinKey } from '../../exploration/survey.ts'
import type { ColumnReference, Expression, Query } from '../../sql/ast.ts'
import { type SpiderDifficulty, spiderDifficulty } from '../../sql/difficulty.ts'
import { printQuery } from '../../sql/print.ts'
import type { Resolution } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { skeletonOf } from '../../sql/skeleton.ts'
import { walkQuery } from '../../sql/walk.ts'
import { type Construct, constructsOf } from './constructs.ts'

/** What quotas, coverage and duplicates need to know of a query. */
export interface QueryFacts {
  /** As printed: two queries are the same when these are. */
  readonly sql: string
  readonly skeleton: string
  readonly difficulty: SpiderDifficulty
  readonly tables: readonly string[]
  /** Each once, as stored. */
  readonly columns: readonly ColumnName[]
  /** Of the survey's joins: those that the query follows, in a join or in a subquery. */
  readonly joins: readonly JoinKey[]
  readonly constructs: ReadonlySet<Construct>
  readonly resolution: Resolution
}

export function factsOf(query: Query, schema: Schema, joins: readonly JoinKey[]): QueryFacts {
  const resolution = resolveNames(query, schema)
  const columns = new Map(
    resolution.columns.map(({ table, column }) => [columnKey({ table, column }), { table, column }]),
  )
  const equated = equatedColumns(query, resolution)
  return {
    sql: printQuery(query),
    skeleton: skeletonOf(query),
    difficulty: spiderDifficulty(query),
    tables: resolution.tables,
    columns: [...columns.values()],
    joins: joins.filter((key) => pairsOf(key).every((pair) => equated.has(pair))),
    constructs: constructsOf(query),
    resolution,
  }
}

function pairsOf({ from, to }: JoinKey): string[] {
  return from.columns.map((column, place) =>
    pairKey(
      columnKey({ table: from.table, column }),
      columnKey({ table: to.table, column: to.columns[place]! }),
    ),
  )
}

/** Pairs of columns that the query holds to be equal: `a = b` anywhere, and `a IN (SELECT b …)`. */
function equatedColumns(query: Query, resolution: Resolution): ReadonlySet<string> {
  const stored = new Map<unknown, string>()
  for (const { node, table, column } of resolution.columns) {
    if (node?.kind === 'column') stored.set(node, columnKey({ table, column }))
  }
  const pairs = new Set<string>()
  const equate = (left: Expression | undefined, right: Expression | undefined): void => {
    const [one, other] = [left, right].map((side) => stored.get(side))
    if (one !== undefined && other !== undefined) pairs.add(pairKey(one, other))
  }
  walkQuery(query, {
    expression: (expression) => {
      if (expression.kind === 'binary' && expression.operator === '=')
        equate(expression.left, expression.right)
      if (expression.kind === 'in' && expression.set.kind === 'query') {
        equate(expression.operand, shownColumn(expression.set.query))
      }
    },
  })
  return pairs
}

function shownColumn({ body }: Query): ColumnReference | undefined {
  if (body.kind !== 'select') return undefined
  const [first] = body.columns
  return first?.kind === 'result' && first.expression.kind === 'column' ? first.expression : undefined
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}\u0001${other}` : `${other}\u0001${one}`
}
