import type { Expression, Limit, OrderTerm, ResultColumn } from '../../../sql/ast.ts'
import type { ExpressionKeys } from './expression-key.ts'
import type { Sight } from './sight.ts'

/** A column of a result: its name in lower case, and what it is. */
export interface NamedKey {
  readonly name: string
  readonly key: string
}

/** What a result column or a star stands for. */
export function resultKeys(column: ResultColumn, sight: Sight, keys: ExpressionKeys): readonly NamedKey[] {
  if (column.kind === 'result') {
    const { expression, alias } = column
    const name = alias ?? (expression.kind === 'column' ? expression.name : '')
    return [{ name: name.toLowerCase(), key: keys.keyOf(expression) }]
  }
  const isAll = column.kind === 'all'
  const sources = isAll
    ? sight.sources
    : sight.sources.filter(({ name }) => name === column.table.toLowerCase()).slice(0, 1)
  if (sources.length === 0) return [{ name: '*', key: isAll ? '*' : `?${column.table.toLowerCase()}.*` }]
  return sources.flatMap((source) => {
    if (source.columns.size === 0) return [{ name: '*', key: `${source.label}.*` }]
    const names = [...source.columns].filter(([name]) => !isAll || !source.merged.has(name))
    return names.map(([name, key]) => ({ name, key: sight.standsFor(`${source.label}.${key}`) }))
  })
}

/** A lone name is a result column first; a lone number is its place. */
export function orderedBy(
  { expression }: OrderTerm,
  columns: readonly NamedKey[],
  aliases: ReadonlyMap<string, string>,
  keys: ExpressionKeys,
): string {
  const isName = expression.kind === 'column' && expression.table === undefined
  const alias = isName ? aliases.get(expression.name.toLowerCase()) : undefined
  return alias ?? ordinalKey(expression, columns) ?? keys.keyOf(expression)
}

/** What the number of a result column stands for. */
export function ordinalKey(expression: Expression, columns: readonly NamedKey[]): string | undefined {
  return expression.kind === 'number' ? columns[Number(expression.text) - 1]?.key : undefined
}

/** OFFSET 0 is none. */
export function limitKeys(limit: Limit | undefined, keys: ExpressionKeys): readonly string[] {
  if (limit === undefined) return []
  const offset = limit.offset === undefined ? '0' : keys.keyOf(limit.offset)
  return [keys.keyOf(limit.count), ...(offset === '0' ? [] : [`offset ${offset}`])]
}
