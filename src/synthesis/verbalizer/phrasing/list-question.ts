import { sayCount } from '../lexicon/sayable-value.ts'
import type { ListMeaning } from '../meaning/meaning.ts'
import { isKnown } from './attribute-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { sayOrder } from './order-phrase.ts'
import { sayPinned } from './pinned.ts'
import { sayRows, splitRows } from './rows-phrase.ts'
import { withShownParents } from './shown-parents.ts'
import { isNames, sayShown } from './shown-phrase.ts'
import { superlativeOf } from './superlative-phrase.ts'

export function listQuestion(list: ListMeaning, speech: Speech): string {
  const pinned =
    list.order.length === 0 && list.limit === undefined && !list.isDistinct ? sayPinned(list.rows) : undefined
  if (pinned !== undefined) return pinnedQuestion(list, pinned, speech)
  const meaning = { ...list, rows: withShownParents(list) }
  if (meaning.limit !== undefined) return topQuestion(meaning, speech)
  return meaning.isDistinct ? differentQuestion(meaning, speech) : plainQuestion(meaning, speech)
}

function pinnedQuestion({ shown, rows }: ListMeaning, pinned: string, { random }: Speech): string {
  const asked = rows.conditions.flatMap((condition) => (condition.kind === 'test' ? [condition.column] : []))
  if (shown.some(({ path, column }) => path.length === 0 && asked.includes(column))) {
    throw new Unsayable('what was said already')
  }
  const what = sayShown(shown, 'one')
  const are = shown.length > 1 ? 'are' : 'is'
  return random.pick([
    `What ${are} the ${what} of ${pinned}?`,
    `Show the ${what} of ${pinned}.`,
    `Give me the ${what} of ${pinned}.`,
    `Find the ${what} of ${pinned}.`,
  ])
}

function plainQuestion({ rows, shown, order }: ListMeaning, speech: Speech): string {
  const { random } = speech
  refuseIdleOrder(order, rows)
  const [only, ...more] = shown
  // "the prices of products with a price above 10"
  const isKnownValue = rows.conditions.some(
    (condition) => condition.kind === 'test' && condition.column === only?.column,
  )
  if (isKnownValue && more.length === 0 && only?.path.length === 0 && only.column.role !== 'name')
    throw new Unsayable('what was asked for already')
  const tail = sayOrder(order, rows, speech)
  const isAll = rows.conditions.length === 0
  const split = tail === '' && isNames(shown, rows.entity) ? splitRows(rows, 'many', speech) : undefined
  if (split !== undefined && random.below(2) === 0) return `Which ${split.noun} ${split.verb}?`
  const all = `${isAll ? random.pick(['all ', 'all the ']) : ''}${sayRows(rows, 'many', speech)}`
  const what = sayShown(shown, 'many')
  const patterns = [
    `What are the ${what} of ${all}${tail}?`,
    `List the ${what} of ${all}${tail}.`,
    `Show the ${what} of ${all}${tail}.`,
    `Show me the ${what} of ${all}${tail}.`,
    `Find the ${what} of ${all}${tail}.`,
    `Give the ${what} of ${all}${tail}.`,
  ]
  if (shown.length > 1) {
    const each = sayRows(rows, 'one', speech)
    patterns.push(
      `For each ${each}, show the ${sayShown(shown, 'one')}${tail}.`,
      `Show the ${sayShown(shown, 'one')} of each ${each}${tail}.`,
    )
  }
  return random.pick(patterns)
}

/** By what is the same in all rows, or by a column that rows spoken of have as well. */
function refuseIdleOrder(order: ListMeaning['order'], { conditions }: ListMeaning['rows']): void {
  for (const { by } of order) {
    if (by.kind !== 'attribute') continue
    const isIdle = conditions.some((condition) => {
      if (condition.kind === 'children')
        return condition.rows.conditions.some(
          (one) => one.kind === 'test' && one.column.one === by.column.one,
        )
      const isFixed =
        condition.kind === 'test' &&
        ((condition.test.kind === 'compare' && condition.test.part === undefined) ||
          condition.test.kind === 'statistic') &&
        condition.test.operator === '='
      return isFixed && by.path.length === 0 && condition.column === by.column && by.part === undefined
    })
    if (isIdle) throw new Unsayable('an order that tells nothing')
  }
}

function differentQuestion({ rows, shown, order }: ListMeaning, speech: Speech): string {
  const { random } = speech
  const tail = sayOrder(order, rows, speech)
  const all = `${rows.conditions.length === 0 ? 'all ' : ''}${sayRows(rows, 'many', speech)}`
  const different = random.pick(['different', 'distinct'])
  if (shown.some(({ path, column }) => column.hasNulls && !(path.length === 0 && isKnown(column, rows))))
    throw new Unsayable('a value that is missing')
  const what = sayShown(shown, 'many')
  if (shown.length > 1) {
    const pairs = `combinations of ${sayShown(shown, 'one')}`
    return random.pick([
      `What are the ${different} ${pairs} among ${all}${tail}?`,
      `List the ${different} ${pairs} of ${all}${tail}.`,
    ])
  }
  return random.pick([
    `What are the ${different} ${what} of ${all}${tail}?`,
    `List the ${different} ${what} of ${all}${tail}.`,
    `Show all ${different} ${what} of ${all.replace(/^all /, '')}${tail}.`,
    `Which ${different} ${what} are there among ${all}${tail}?`,
  ])
}

/** ORDER BY with LIMIT: the highest, the five latest, the second cheapest. */
function topQuestion({ rows, shown, order, limit, skip, isDistinct }: ListMeaning, speech: Speech): string {
  const [first, ...others] = order
  if (first === undefined || others.length > 0 || isDistinct || limit === undefined)
    throw new Unsayable('a limit without an order')
  if (skip !== undefined && limit > 1) throw new Unsayable('an offset')
  const { random } = speech
  const number = limit === 1 ? 'one' : 'many'
  const best = superlativeOf(first, number, speech, 1 + (skip ?? 0))
  const { entity } = rows
  const amount = limit === 1 ? '' : `${sayCount(limit)} `
  const isLong = rows.conditions.length > 1 || hasClause(sayRows(rows, 'many', speech))
  const what = sayShown(shown, number)
  const are = number === 'many' || shown.length > 1 ? 'are' : 'is'
  if (rows.conditions.length === 0 || !isLong) {
    const all = sayRows(rows, number, speech)
    if (hasClause(all)) throw new Unsayable('a superlative after a clause')
    const top =
      best.adjective === undefined ? `${amount}${all} ${best.after}` : `${amount}${best.adjective} ${all}`
    const patterns = [
      `What ${are} the ${what} of the ${top}?`,
      `Show the ${what} of the ${top}.`,
      `Find the ${what} of the ${top}.`,
      `Give me the ${what} of the ${top}.`,
    ]
    if (isNames(shown, entity) && best.adjective === undefined) {
      const has = best.after.replace(/^with /, number === 'one' ? 'has ' : 'have ')
      if (has !== best.after) patterns.push(`Which ${amount}${all} ${has}?`)
    }
    return random.pick(patterns)
  }
  const among = sayRows(rows, 'many', speech)
  const one = limit === 1 ? 'the one' : `the ${sayCount(limit)}`
  const which =
    best.adjective === undefined
      ? `${one} ${best.after}`
      : `the ${amount}${best.adjective} ${limit === 1 ? 'one' : 'ones'}`
  return random.pick([
    `Among ${among}, what ${are} the ${what} of ${which}?`,
    `Among ${among}, show the ${what} of ${which}.`,
    `Of the ${among}, find ${which} and show ${limit === 1 ? 'its' : 'their'} ${what}.`.replace(
      'its',
      entity.isPerson ? 'their' : 'its',
    ),
    ...(isNames(shown, entity) && best.adjective === undefined && best.after.startsWith('with ')
      ? [
          `Among ${among}, which ${limit === 1 ? 'one' : amount.trim()} ${best.after.replace(/^with /, limit === 1 ? 'has ' : 'have ')}?`,
        ]
      : []),
  ])
}

/** Whether a superlative after it would be heard as part of it. */
export function hasClause(text: string): boolean {
  return / (?:who|that|whose|with|of) /.test(text)
}
