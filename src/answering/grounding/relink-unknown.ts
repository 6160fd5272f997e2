import type { DatabaseContext } from '../../model/model.ts'
import type { Binary, Expression, Query } from '../../sql/ast.ts'
import { printExpression } from '../../sql/print.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { DraftEdit } from './draft-change.ts'
import { type DraftColumn, type DraftScope, type DraftSource, readDraftScopes } from './draft-scope.ts'
import { columnOf, equal, isSamePlace, plainlyJoined, replaceNodes } from './edit-query.ts'

/** An unknown column that was only there to join two tables: the key that joins them takes its place. */
export function relinkUnknown(
  query: Query,
  { node, scope }: DraftColumn,
  columns: readonly DraftColumn[],
  context: DatabaseContext,
): DraftEdit[] {
  const edits: DraftEdit[] = []
  const conditions = plainlyJoined(scope.select.from)?.conditions ?? []
  walkQuery(query, {
    expression: (expression) => {
      if (expression.kind === 'binary' && expression.operator === '=') {
        const { left, right } = expression
        if (left.kind !== 'column' || right.kind !== 'column' || (left !== node && right !== node)) return
        const [one, other] = [left, right].map((end) => sourceNamed(end.table, scope))
        if (one === undefined || other === undefined || one === other) return
        if (!conditions.some((condition) => holdsNode(condition, expression))) return
        for (const key of keysBetween(one, other, context)) {
          edits.push(relinked(query, expression, columnOf(one, key.left), columnOf(other, key.right)))
        }
      }
      if (
        expression.kind === 'in' &&
        expression.set.kind === 'query' &&
        expression.operand.kind === 'column'
      ) {
        const inner = expression.set.query
        if (inner.body.kind !== 'select') return
        const [result] = inner.body.columns
        if (result?.kind !== 'result' || result.expression.kind !== 'column') return
        if (expression.operand !== node && result.expression !== node) return
        const innerScope = readDraftScopes(query, context.survey.schema).find(
          ({ select }) => select === inner.body,
        )
        const outer = columns.find((column) => column.node === expression.operand)?.scope
        if (innerScope === undefined || outer === undefined) return
        for (const one of outer.sources) {
          for (const other of innerScope.sources) {
            for (const key of keysBetween(one, other, context)) {
              const nodes = new Map<Expression, Expression>([
                [expression.operand, columnOf(one, key.left)],
                [result.expression, columnOf(other, key.right)],
              ])
              edits.push({
                query: replaceNodes(query, nodes),
                changes: [
                  {
                    kind: 'join',
                    before: `${printExpression(expression.operand)} IN (SELECT ${printExpression(result.expression)} …)`,
                    after: `${one.name}.${key.left} IN (SELECT ${other.name}.${key.right} …)`,
                    because: `There is no column ${printExpression(node)}; this key joins ${one.table} and ${other.table}.`,
                  },
                ],
                cost: 0.9,
              })
            }
          }
        }
      }
    },
  })
  return edits
}

function relinked(query: Query, before: Binary, left: Expression, right: Expression): DraftEdit {
  return {
    query: replaceNodes(
      query,
      new Map([
        [before.left, left],
        [before.right, right],
      ]),
    ),
    changes: [
      {
        kind: 'join',
        before: printExpression(before),
        after: printExpression(equal(left, right)),
        because: 'The tables are joined by this key; one of the columns does not exist.',
      },
    ],
    cost: 0.9,
  }
}

function holdsNode(condition: Expression, wanted: Expression): boolean {
  if (condition === wanted || isSamePlace(condition, wanted)) return true
  return (
    condition.kind === 'binary' &&
    condition.operator === 'and' &&
    (holdsNode(condition.left, wanted) || holdsNode(condition.right, wanted))
  )
}

function sourceNamed(name: string | undefined, scope: DraftScope): DraftSource | undefined {
  return scope.sources.find(
    (source) =>
      name !== undefined && source.table !== null && source.name.toLowerCase() === name.toLowerCase(),
  )
}

/** Single-column keys between two tables, read from the first to the second. */
export function keysBetween(
  one: DraftSource,
  other: DraftSource,
  { graph }: DatabaseContext,
): { readonly left: string; readonly right: string }[] {
  return graph.joins.flatMap(({ key: { from, to } }) => {
    if (from.columns.length !== 1) return []
    if (from.table === one.table && to.table === other.table)
      return [{ left: from.columns[0]!, right: to.columns[0]! }]
    if (to.table === one.table && from.table === other.table)
      return [{ left: to.columns[0]!, right: from.columns[0]! }]
    return []
  })
}
