import type { Expression, FromItem, Query, Select } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import type { MutationKind } from './mutation.ts'

/** What may stand in the place of a node. */
export interface Edit<Node> {
  readonly kind: MutationKind
  readonly node: Node
}

/** For each sort of node what may stand in its place; a node is given with its parts as they are. */
export interface EditRules {
  readonly expression: (expression: Expression) => readonly Edit<Expression>[]
  readonly fromItem: (item: FromItem) => readonly Edit<FromItem>[]
  readonly select: (select: Select) => readonly Edit<Select>[]
  readonly query: (query: Query) => readonly Edit<Query>[]
}

/** Every query that one edit at one place gives, in the order of the places. */
export function editQuery(query: Query, rules: EditRules): Edit<Query>[] {
  const places: (readonly Edit<unknown>[])[] = []
  const record =
    <Node>(rule: (node: Node) => readonly Edit<Node>[]) =>
    (node: Node): Node => {
      places.push(rule(node))
      return node
    }
  mapQuery(
    query,
    everyNode(record(rules.expression), record(rules.fromItem), record(rules.select), record(rules.query)),
  )
  return places.flatMap((edits, place) =>
    edits.map(({ kind, node }) => ({ kind, node: replaceAt(query, place, node) })),
  )
}

/** Nodes are visited in the same order each time, so that a number names a place. */
function replaceAt(query: Query, place: number, replacement: unknown): Query {
  let visited = 0
  const change = <Node>(node: Node): Node => (visited++ === place ? (replacement as Node) : node)
  return mapQuery(query, everyNode(change, change, change, change))
}

function everyNode(
  expression: (node: Expression) => Expression,
  fromItem: (node: FromItem) => FromItem,
  select: (node: Select) => Select,
  query: (node: Query) => Query,
): Required<NonNullable<Parameters<typeof mapQuery>[1]>> {
  return { expression, fromItem, select, query }
}
