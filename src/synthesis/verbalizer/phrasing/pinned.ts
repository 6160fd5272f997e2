import type { Entity } from '../lexicon/entity.ts'
import { sayPerson } from '../lexicon/sayable-value.ts'
import type { Condition, Rows } from '../meaning/meaning.ts'
import { sayLiteral } from './value-phrase.ts'

/** First and last name, when that is all that is asked for. */
export function isNamedOnly(conditions: readonly Condition[], entity: Entity): string | undefined {
  if (entity.names.length !== 2 || conditions.length !== 2) return undefined
  const parts = entity.names.map((name) => {
    const found = conditions.find((condition) => condition.kind === 'test' && condition.column === name)
    const test = found?.kind === 'test' ? found.test : undefined
    return test?.kind === 'compare' && test.operator === '=' && test.part === undefined
      ? String(test.value)
      : undefined
  })
  return parts.every((part) => part !== undefined) ? sayPerson(parts.join(' ')) : undefined
}

/** "the customer named Frank Harris": rows that can be only one; undefined when there may be several. */
export function sayPinned(rows: Rows): string | undefined {
  const { entity, conditions } = rows
  const both = isNamedOnly(conditions, entity)
  if (both !== undefined) return entity.isPerson ? `${entity.one} ${both}` : `the ${entity.one} ${both}`
  const [only, ...others] = conditions
  if (only?.kind !== 'test' || others.length > 0 || !only.column.isUnique) return undefined
  const { column, test } = only
  if (test.kind !== 'compare' || test.operator !== '=' || test.part !== undefined) return undefined
  const isName = entity.names.length === 1 && entity.names[0] === column
  if (isName)
    return entity.isPerson
      ? `${entity.one} ${sayLiteral(column, test.value)}`
      : `the ${entity.one} ${sayLiteral(column, test.value)}`
  if (column.role !== 'key' && column.role !== 'name' && column.role !== 'code' && column.role !== 'contact')
    return undefined
  return `the ${entity.one} with ${column.one} ${test.value}`
}
