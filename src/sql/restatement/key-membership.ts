import { identifierWords } from '../../base/text.ts'
import type { ColumnReference, Expression, Query, Select } from '../ast.ts'
import { allOf, conjunctsOf } from '../conditions.ts'
import { isSameName } from '../scope.ts'
import type { Speaker } from './describe.ts'
import { columnWords, isKey, layOut, ownerOf } from './place.ts'
import { pluralOf } from './plural.ts'

/**
 * The rows that `key IN (SELECT …)` asks for, told as rows and not as keys: "the customers of invoices whose total is
 * more than 10". Undefined when the operand is no key or the query gives something else than that key.
 */
export function rowsAmong(operand: Expression, query: Query, speaker: Speaker): string | undefined {
  if (operand.kind !== 'column' || query.with !== undefined || query.body.kind !== 'select') return undefined
  const owner = ownerOf(operand, speaker.place)
  if (owner === undefined || owner.isOuter || owner.source !== speaker.subject) return undefined
  if (!isKey(owner.source, operand.name)) return undefined
  const select = query.body
  const [only, second] = select.columns
  if (only?.kind !== 'result' || only.expression.kind !== 'column' || second !== undefined) return undefined
  const column = only.expression
  const place = layOut(select, speaker.place.reading, speaker.place)
  const inner = ownerOf(column, place)
  if (inner === undefined || inner.isOuter) return undefined
  const isOwnTable = isSameName(inner.source.table, owner.source.table)
  if (
    isOwnTable ? !isSameName(column.name, operand.name) : !refersTo(column.name, operand.name, owner.source)
  )
    return undefined
  const told = speaker.tell({ ...query, body: withoutNullGuard(select, column) }, speaker.place, 'all')
  const words = columnWords(inner.source, column.name, place.reading)
  const rows = pluralOf(owner.source.noun)
  for (const name of [words, `${inner.source.noun} ${words}`]) {
    const start = `the ${pluralOf(name)}`
    if (told !== start && !told.startsWith(`${start} `)) continue
    const rest = told.slice(start.length)
    if (!isOwnTable) return `the ${rows}${rest}`
    // "the customers of customers whose …", "the customers of the 5 customers with …" say it twice.
    if (rest.startsWith(` of ${rows}`)) return `the ${rest.slice(4)}`
    if (rest.startsWith(' of the ')) return rest.slice(4)
    return undefined
  }
  return undefined
}

/** `customer_id` or `CustomerId` for the key of customers: the names say it, whatever was declared. */
function refersTo(
  column: string,
  key: string,
  { table, noun }: { readonly table: string; readonly noun: string },
): boolean {
  const words = identifierWords(column).join('')
  const keyWords = identifierWords(key).join('')
  const nouns = [noun.replaceAll(' ', ''), identifierWords(table).join('')]
  if (words === keyWords) return nouns.some((name) => words.startsWith(name))
  return nouns.some((name) => words === name + keyWords)
}

/** One NULL among them would make NOT IN true of nothing: a guard that words need not tell. */
function withoutNullGuard(select: Select, column: ColumnReference): Select {
  const { where, ...rest } = select
  const kept = allOf(
    conjunctsOf(where).filter(
      (condition) =>
        condition.kind !== 'is-null' ||
        !condition.negated ||
        condition.operand.kind !== 'column' ||
        !isSameName(condition.operand.name, column.name) ||
        (condition.operand.table ?? '').toLowerCase() !== (column.table ?? '').toLowerCase(),
    ),
  )
  return kept === undefined ? rest : { ...rest, where: kept }
}
