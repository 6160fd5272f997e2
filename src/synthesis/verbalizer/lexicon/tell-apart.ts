import { identifierWords } from '../../../base/text.ts'
import { pluralOf } from '../../../sql/restatement/plural.ts'
import { isPlaceNoun } from './column-noun.ts'
import type { ColumnWords } from './column-words.ts'
import type { Entity } from './entity.ts'

/**
 * The columns of a table under nouns that name one of them each: what two columns would be called is spelled out as
 * the schema writes it, what goes by the noun of another table says whose it is, and the "maker" of car makers that is not what they are called by is the maker name.
 */
export function tellApart(
  columns: readonly ColumnWords[],
  entity: Entity,
  others: ReadonlySet<string>,
): readonly ColumnWords[] {
  const head = entity.one.split(' ').at(-1)!
  const isHead = (column: ColumnWords): boolean =>
    column.one === head && entity.one !== head && !entity.names.includes(column) && column.role !== 'count'
  const isShared = (column: ColumnWords): boolean =>
    column.role !== 'key' &&
    columns.some((other) => other !== column && other.role !== 'key' && other.one === column.one)
  // "class" of a student, where there are classes as well.
  const isOther = (column: ColumnWords): boolean =>
    others.has(column.one) &&
    column.role === 'category' &&
    column.one !== entity.one &&
    !isPlaceNoun(column.one)
  if (!columns.some((column) => isHead(column) || isShared(column) || isOther(column))) return columns
  return columns.map((column) => {
    if (isShared(column)) {
      const written = identifierWords(column.column).join(' ')
      return { ...column, one: written, many: pluralOf(written) }
    }
    if (isOther(column)) {
      const one = `${entity.one} ${column.one}`
      return { ...column, one, many: pluralOf(one) }
    }
    // What rows are called besides their name is seldom asked for.
    return isHead(column)
      ? { ...column, one: `${column.one} name`, many: `${column.one} names`, isCryptic: true }
      : column
  })
}
