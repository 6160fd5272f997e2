import type { ColumnReference, Expression, Query, Select } from '../ast.ts'
import { conjunctsOf } from '../conditions.ts'
import { printExpression, printQuery } from '../print.ts'
import { isSameName } from '../scope.ts'
import { walkExpression } from '../walk.ts'
import {
  countedNoun,
  countedRows,
  describe,
  isAggregate,
  standAlone,
  type TellForm,
  type TellQuery,
} from './describe.ts'
import { limiting, sorting, superlative } from './ordering.ts'
import { isKey, layOut, type NamedSource, ownerOf, type Place, type Reading } from './place.ts'
import { listOf, pluralOf } from './plural.ts'
import { hasNone, hasOne, joinRestrictions, type Restriction, restrictionsOf } from './restriction.ts'
import {
  entityOf,
  hasAggregate,
  ownersIn,
  positional,
  resolveAlias,
  speak,
  type Tail,
  type Telling,
} from './telling.ts'

/** A SELECT as a noun phrase: "the name of each track whose …". */
export function tellSelect(
  select: Select,
  tail: Tail,
  reading: Reading,
  outer: Place | undefined,
  form: TellForm,
  tell: TellQuery,
): string {
  const place = layOut(select, reading, outer)
  const items = select.columns.flatMap((column) => (column.kind === 'result' ? [column.expression] : []))
  const telling: Telling = { place, tell, select, items, tail, form }
  if (isBeyondWords(telling)) return quotedQuery(select, tail)
  if (select.from === undefined) {
    const values = items.map((item) => standAlone(describe(item, speak(telling, undefined))))
    return `the ${values.length > 1 ? 'values' : 'value'} of ${listOf(values)}${sorting(telling, undefined)}${limiting(tail)}`
  }
  const phrase = tellRows(telling)
  const from = place.derived.map(
    (query, index) =>
      `${pluralOf(derivedSources(place)[index]?.noun ?? 'row')} are: ${tell(query, place, 'each')}`,
  )
  return from.length === 0 ? phrase : `${phrase}, where the ${listOf(from)}`
}

function tellRows(telling: Telling): string {
  const { select, items, form, place } = telling
  if (form === 'any') {
    const entity = entityOf(place, undefined)
    if (select.groupBy.length > 0 || items.some(hasAggregate)) return quotedQuery(select, telling.tail)
    return `${entity.one}${joinRestrictions(narrow(telling, entity.source), 'one')}`
  }
  if (select.groupBy.length > 0) return tellGroups(telling)
  if (select.having === undefined && items.length === select.columns.length && items.every(hasAggregate)) {
    return tellAggregates(telling)
  }
  if (items.some(hasAggregate) || select.having !== undefined) return tellMixed(telling)
  return tellPlain(telling)
}

/** What would be told wrongly is quoted instead. */
function isBeyondWords({ place, select, items, tail }: Telling): boolean {
  if (place.oddJoins.length > 0 || select.windows.length > 0) return true
  const stars = select.columns.length - items.length
  if (stars > 0 && (select.columns.length > 1 || select.groupBy.length > 0 || select.distinct)) return true
  if (select.columns.some((column) => column.kind === 'all-of') && place.sources.length > 1) return true
  return tail.orderBy.some((term) => term.nulls !== undefined)
}

function quotedQuery(select: Select, tail: Tail): string {
  const query: Query = {
    kind: 'query',
    body: select,
    orderBy: tail.orderBy,
    ...(tail.limit && { limit: tail.limit }),
  }
  return `\`${printQuery(query)}\``
}

function tellPlain(telling: Telling): string {
  const { place, select, items, tail, form } = telling
  const owners = new Set(items.flatMap((item) => ownersIn(item, place)))
  const entity = entityOf(place, owners.size === 1 ? [...owners][0] : undefined)
  const speaker = speak(telling, entity.source)
  const restrictions = narrow(telling, entity.source)
  const described = items.map((item) => describe(item, speaker))
  const texts = described.map((description) => description.text)
  const isStar = items.length === 0
  const the = isStar ? '' : described[0]!.isNoun ? 'the ' : 'the value of '
  const one = isStar ? 'all columns' : listOf(texts)
  const many = isStar
    ? 'all columns'
    : listOf(described.map(({ text, isNoun }) => (isNoun ? pluralOf(text) : text)))
  const among =
    restrictions.length === 0 ? '' : `, among ${entity.many}${joinRestrictions(restrictions, 'many')}`
  const best = select.distinct ? undefined : superlative(telling, speaker)
  if (best !== undefined && best.count === 1) {
    return `${the}${one} of the ${entity.one} ${best.text}${among}`
  }
  if (best !== undefined) return `${the}${many} of the ${best.count} ${entity.many} ${best.text}${among}`
  const rest = sorting(telling, entity.source) + limiting(tail)
  const plural = `${entity.many}${joinRestrictions(restrictions, 'many')}${withoutPartner(place, select)}${rest}`
  if (select.distinct && form === 'each') {
    if (items.length > 1) return `the different combinations of ${listOf(texts)} of ${plural}`
    return `the different ${many} of ${plural}`
  }
  if (form === 'all') return `${the}${many} of ${plural}`
  return `${the}${one} of each ${entity.one}${joinRestrictions(restrictions, 'one')}${withoutPartner(place, select)}${rest}`
}

/** Aggregates over everything: one row. */
function tellAggregates(telling: Telling): string {
  const { place, select, items, tail } = telling
  const owners = new Set(items.flatMap((item) => ownersIn(item, place)))
  const only = owners.size === 1 ? [...owners][0] : undefined
  const entity = entityOf(place, place.grain ?? only)
  const restrictions = narrow(telling, entity.source)
  const mods = joinRestrictions(restrictions, 'many')
  const rest = withoutPartner(place, select) + sorting(telling, entity.source) + limiting(tail)
  const [single] = items
  if (items.length === 1 && single !== undefined) {
    const counted = countedRows(single, place)
    if (counted !== undefined) {
      const rows =
        counted === entity.many
          ? entity.many
          : counted === 'matching rows'
            ? `matching rows of ${listOf(place.sources.map(({ noun }) => pluralOf(noun)))}`
            : counted
      return `the number of ${rows}${mods}${rest}`
    }
  }
  if (
    items.length === 1 &&
    single?.kind === 'call' &&
    /^count$/i.test(single.name) &&
    only !== undefined &&
    only === entity.source
  ) {
    const [argument] = single.arguments
    if (argument?.kind === 'column' && single.filter === undefined && single.over === undefined) {
      const words = describe(argument, speak(telling, only)).text
      if (single.distinct) return `the number of different ${pluralOf(words)} of ${entity.many}${mods}${rest}`
      return `the number of ${entity.many}${mods}, counting only those whose ${words} is known${rest}`
    }
  }
  const isAverageLike = items.every(
    (item) => item.kind === 'call' && /^(avg|min|max)$/i.test(item.name) && isAggregate(item),
  )
  if (isAverageLike && only !== undefined && only === entity.source) {
    const texts = items.map((item) => describe(item, speak(telling, only)).text)
    return `the ${listOf(texts)} of ${entity.many}${mods}${rest}`
  }
  const texts = items.map((item) => standAlone(describe(item, speak(telling, undefined))))
  const over = mods === '' && place.sources.length === 1 ? '' : ` over ${entity.many}${mods}`
  return `${listOf(texts)}${over}${rest}`
}

/** Columns beside aggregates without GROUP BY: SQLite takes them from some row, for max and min from theirs. */
function tellMixed(telling: Telling): string {
  return quotedQuery(telling.select, telling.tail)
}

function tellGroups(telling: Telling): string {
  const { place, select, items, tail, form } = telling
  const keys = select.groupBy.map((key) => positional(key, items) ?? key)
  const plain = items.filter((item) => !hasAggregate(item))
  const aggregates = items.filter(hasAggregate)
  if (select.distinct && aggregates.length > 0) return quotedQuery(select, tail)
  const group = groupedSource(keys, plain, place)
  const subject = group ?? place.grain
  const speaker = speak(telling, subject)
  const having = select.having === undefined ? [] : restrictionsOf(conjunctsOf(select.having), speaker)
  const isGrain = group !== undefined && group === place.grain
  const own = isGrain ? narrow(telling, group) : []
  const scope = isGrain ? '' : considering(telling)
  const best = superlative(telling, speaker)
  const rest =
    scope +
    withoutPartner(place, select) +
    (best === undefined ? sorting(telling, subject) + limiting(tail) : '')
  const texts = [...plain, ...aggregates].map((item) => describe(item, speaker).text)

  if (group !== undefined) {
    const mods = (number: 'one' | 'many'): string => joinRestrictions([...own, ...having], number)
    const many = pluralOf(group.noun)
    if (best !== undefined) {
      const which = best.count === 1 ? group.noun : `${best.count} ${many}`
      const what = best.count === 1 ? listOf(texts) : listOf(texts.map(pluralOf))
      const among = mods('many') === '' ? '' : `, among ${many}${mods('many')}`
      return `the ${what} of the ${which} ${best.text}${among}${rest}`
    }
    if (form === 'all') return `the ${listOf(texts.map(pluralOf))} of ${many}${mods('many')}${rest}`
    return `the ${listOf(texts)} of each ${group.noun}${mods('one')}${rest}`
  }

  const keyTexts = keys.map((key) => describe(key, speaker).text)
  const isSingle = keyTexts.length === 1
  const key = isSingle ? keyTexts[0]! : `combination of ${listOf(keyTexts)}`
  const manyKeys = isSingle ? pluralOf(key) : `combinations of ${listOf(keyTexts)}`
  const named = new Set(keys.map((expression) => printExpression(expression)))
  const isKeysOnly = plain.every((item) => named.has(printExpression(resolveAlias(item, place))))
  const counts = aggregates.map((item) => standAlone(describe(item, speaker)))
  const mods = joinRestrictions(having, 'one')
  if (!isKeysOnly) {
    if (best !== undefined) return quotedQuery(select, tail)
    return `for each ${key}${mods}: ${listOf(texts.map((text) => `the ${text}`))}${rest}`
  }
  if (best !== undefined) {
    const which = best.count === 1 ? `the ${key}` : `the ${best.count} ${manyKeys}`
    const among = having.length === 0 ? '' : `, among ${manyKeys}${joinRestrictions(having, 'many')}`
    const also = counts.length === 0 ? '' : `, with ${listOf(counts)}`
    return `${which} ${best.text}${among}${also}${rest}`
  }
  if (counts.length > 0) return `${listOf(counts)} for each ${key}${mods}${rest}`
  if (form === 'all') return `the ${manyKeys}${joinRestrictions(having, 'many')}${rest}`
  return `each ${key}${mods}${rest}`
}

/** The table whose rows the groups are: grouped by its key, or by the name of what others refer to. */
function groupedSource(
  keys: readonly Expression[],
  plain: readonly Expression[],
  place: Place,
): NamedSource | undefined {
  const [onlyKey] = keys
  const parent = keys.length === 1 && onlyKey?.kind === 'column' ? referredBy(onlyKey, place) : undefined
  if (parent !== undefined && plain.length > 0 && !parent.isOptional && parent !== place.grain) {
    if (plain.every((item) => item.kind === 'column' && ownerOf(item, place)?.source === parent))
      return parent
  }
  const owners = keys.map((key) => (key.kind === 'column' ? ownerOf(key, place) : undefined))
  const source = owners[0]?.source
  if (source === undefined || owners.some((owner) => owner?.source !== source || owner.isOuter))
    return undefined
  if (source.isOptional || plain.length === 0) return undefined
  if (!plain.every((item) => item.kind === 'column' && ownerOf(item, place)?.source === source))
    return undefined
  const isKeyed = keys.some((key) => key.kind === 'column' && isKey(source, key.name))
  const isOnlyKey = plain.every((item) => item.kind === 'column' && isKey(source, item.name))
  if (isKeyed && !isOnlyKey && source !== place.grain) return source
  if (isKeyed && source === place.grain) return undefined
  const isNamed = keys.every((key) => key.kind === 'column' && /^(name|title)$/i.test(key.name))
  return isNamed && keys.length === 1 && plain.length === 1 && source !== place.grain ? source : undefined
}

/** The table whose key this column holds by the joins: grouping by `album.artist_id` is grouping by artist. */
function referredBy(column: ColumnReference, place: Place): NamedSource | undefined {
  const owner = ownerOf(column, place)
  if (owner === undefined || owner.isOuter) return undefined
  for (const { left, right, leftColumn, rightColumn, parent } of place.links) {
    if (parent === right && left === owner.source && isSameName(leftColumn, column.name)) return right
    if (parent === left && right === owner.source && isSameName(rightColumn, column.name)) return left
  }
  return undefined
}

/** Filters on what the groups are made of. */
function considering(telling: Telling): string {
  const { place } = telling
  const entity = entityOf(place, place.grain)
  const restrictions = narrow(telling, entity.source)
  if (restrictions.length === 0) return ''
  return `, considering only ${entity.many}${joinRestrictions(restrictions, 'many')}`
}

/** The restrictions of WHERE, and of joins to tables that nothing else speaks of. */
function narrow(telling: Telling, subject: NamedSource | undefined): Restriction[] {
  const { place } = telling
  const speaker = speak(telling, subject)
  const present = place.filters.filter((filter) => missingPartner(filter, place) === undefined)
  const restrictions = restrictionsOf(present, speaker)
  for (const filter of place.filters) {
    const missing = missingPartner(filter, place)
    if (missing !== undefined) restrictions.push(hasNone(missing.noun))
  }
  const mentioned = mentionedSources(telling)
  for (const source of place.sources) {
    if (subject === undefined || source === subject || source.isOptional || mentioned.has(source)) continue
    const degree = place.links.filter((link) => link.left === source || link.right === source).length
    if (degree === 1 && place.sources.length > 1) restrictions.push(hasOne(source.noun))
  }
  return restrictions
}

/** LEFT JOIN … WHERE right.id IS NULL: rows without a partner. */
function missingPartner(filter: Expression, place: Place): NamedSource | undefined {
  if (filter.kind !== 'is-null' || filter.negated || filter.operand.kind !== 'column') return undefined
  const owner = ownerOf(filter.operand, place)
  if (owner === undefined || owner.isOuter || !owner.source.isOptional) return undefined
  return /(id|code|key)$/i.test(filter.operand.name) ? owner.source : undefined
}

function withoutPartner(place: Place, select: Select): string {
  const optional = place.sources.filter((source) => source.isOptional)
  const first = place.sources.find((source) => !source.isOptional)
  if (optional.length === 0 || first === undefined || select.from?.kind !== 'join') return ''
  const missing = place.filters.map((filter) => missingPartner(filter, place))
  const kept = optional.filter((source) => !missing.includes(source))
  if (kept.length === 0) return ''
  return `, including ${pluralOf(first.noun)} without ${listOf(
    kept.map((source) => pluralOf(source.noun)),
    'or',
  )}`
}

function mentionedSources(telling: Telling): Set<NamedSource> {
  const { place, select, items, tail } = telling
  const spoken = [
    ...items,
    ...place.filters,
    ...select.groupBy,
    ...(select.having ? [select.having] : []),
    ...tail.orderBy.map((term) => resolveAlias(term.expression, place)),
  ]
  const mentioned = new Set(spoken.flatMap((expression) => ownersIn(expression, place)))
  for (const expression of spoken) {
    walkExpression(expression, {
      expression: (part) => {
        if (place.grain !== undefined && countedRows(part, place) === countedNoun(place))
          mentioned.add(place.grain)
      },
    })
  }
  if (items.length === 0) for (const source of place.sources) mentioned.add(source)
  return mentioned
}

function derivedSources(place: Place): NamedSource[] {
  return place.sources.filter((source) => source.isDerived)
}
