import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Entity } from '../lexicon/entity.ts'
import { PREPOSITIONS } from '../lexicon/known-nouns.ts'
import type { Attribute, Statistic, Test } from '../meaning/meaning.ts'
import { attributeNoun } from './attribute-phrase.ts'
import { type Forms, have, type Speech, Unsayable } from './forms.ts'
import { indefinite } from './noun-phrase.ts'
import { placeOf } from './place-phrase.ts'
import { sayRows } from './rows-phrase.ts'

/** "highest" of a price, "latest" of a date. */
export function extremeOf(column: ColumnWords, statistic: 'min' | 'max'): string {
  const isTime = column.role === 'date' || column.role === 'year'
  if (isTime) return statistic === 'max' ? 'latest' : 'earliest'
  if (/^(?:age)$/.test(column.one)) return statistic === 'max' ? 'greatest' : 'lowest'
  if (/(?:length|duration)$/.test(column.one)) return statistic === 'max' ? 'greatest' : 'shortest'
  if (/(?:size|area)$/.test(column.one)) return statistic === 'max' ? 'largest' : 'smallest'
  return statistic === 'max' ? 'highest' : 'lowest'
}

/** "whose price is above the average price of …" */
export function sayStatistic(
  column: ColumnWords,
  test: Extract<Test, { kind: 'statistic' }>,
  entity: Entity,
  speech: Speech,
): Forms {
  const { operator, statistic, over, within } = test
  const noun = column.one
  if (statistic === 'sum') throw new Unsayable('compared with a sum')
  const isTime = column.role === 'date' || column.role === 'year'
  if (isTime && statistic === 'avg') throw new Unsayable('an average of dates')
  const isSame = over.entity === entity && test.column === column
  const group = within && sharedBy(within, entity)
  if (operator === '=') {
    if (!isSame || statistic === 'avg') throw new Unsayable('equal to a statistic of others')
    const extreme = extremeOf(column, statistic)
    if (over.conditions.length > 0) throw new Unsayable('equal to the highest of others')
    if (group !== undefined) {
      return {
        after: `with the ${extreme} ${noun} among all ${entity.many} ${group}`,
        verb: have(`the ${extreme} ${noun} among all ${entity.many} ${group}`),
      }
    }
    // Beside other conditions it must be said of which rows it is the highest.
    return {
      after: `with the ${extreme} ${noun}`,
      isLong: true,
      whose: `${noun} is the ${extreme} of all ${entity.many}`,
      verb: have(`the ${extreme} ${noun} of all ${entity.many}`),
    }
  }
  if (operator === '<>') throw new Unsayable('unequal to a statistic')
  const words = ORDER[operator][isTime ? 1 : 0]
  const among =
    group === undefined ? sayRows(over, 'many', speech) : `${sayRows(over, 'many', speech)} ${group}`
  if (group !== undefined && over.conditions.length > 0) throw new Unsayable('a statistic within a part')
  const isPlain = isSame && over.conditions.length === 0
  const said = nameOfStatistic(statistic, test.column)
  if (isPlain && statistic === 'avg' && group === undefined && (operator === '>' || operator === '<')) {
    const side = operator === '>' ? 'above' : 'below'
    const adjective = side === 'above' ? 'above-average' : 'below-average'
    return {
      after: speech.random.pick([
        `with ${indefinite(`${adjective} ${noun}`)}`,
        `with ${indefinite(noun)} ${side} the average`,
      ]),
      isLong: true,
      whose: `${noun} is ${side} the average ${noun} of all ${entity.many}`,
      verb: have(`${indefinite(noun)} ${side} the average of all ${entity.many}`),
    }
  }
  const all = over.conditions.length === 0 && group === undefined ? `all ${among}` : among
  return { whose: `${noun} is ${words} the ${said} ${test.column.one} of ${all}` }
}

/** "with the same genre", "from the same country", "on the same album": what the rows have in common. */
function sharedBy(within: Attribute, entity: Entity): string {
  const key = within.path.at(-1)
  const noun = key?.role ?? attributeNoun(within).one
  const place = within.path.length === 0 ? placeOf(within.column, entity) : undefined
  const isPlain = key === undefined ? within.column.role === 'category' : key.isPlain
  return `${place ?? (isPlain ? PREPOSITIONS.get(noun) : undefined) ?? 'with'} the same ${noun}`
}

const ORDER: Readonly<Record<'<' | '<=' | '>' | '>=', readonly [string, string]>> = {
  '>': ['above', 'after'],
  '>=': ['at least', 'no earlier than'],
  '<': ['below', 'before'],
  '<=': ['at most', 'no later than'],
}

function nameOfStatistic(statistic: Exclude<Statistic, 'sum'>, column: ColumnWords): string {
  return statistic === 'avg' ? 'average' : extremeOf(column, statistic)
}
