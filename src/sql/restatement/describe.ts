import type { Binary, Call, ColumnReference, Expression, Query } from '../ast.ts'
import { literalValue } from '../literal-value.ts'
import { printExpression } from '../print.ts'
import { quoteString } from '../print-name.ts'
import { isSameName } from '../scope.ts'
import { expressionParts, walkExpression } from '../walk.ts'
import { assembledDate, withoutAssembly } from './assembled-date.ts'
import { namesMoment } from './column-phrase.ts'
import { columnWords, isKey, type NamedSource, ownerOf, type Place } from './place.ts'
import { pluralOf } from './plural.ts'

/** Words for a value, without an article in front. `isNoun`: "the" may stand before it. */
export interface Description {
  readonly text: string
  readonly isNoun: boolean
}

/** each: "the name of each dog"; all: "the names of dogs"; any: "dog", with what narrows it down. */
export type TellForm = 'each' | 'all' | 'any'

/** Says a subquery as a noun phrase in the plural or singular; handed in, as selects and values need each other. */
export type TellQuery = (query: Query, place: Place, form: TellForm) => string

export interface Speaker {
  readonly place: Place
  /** Whose columns need no table in front. */
  readonly subject: NamedSource | undefined
  readonly tell: TellQuery
}

export function describe(expression: Expression, speaker: Speaker): Description {
  const { place } = speaker
  const date = assembledDate(expression)
  if (date !== undefined) return describeColumn(date, speaker)
  if (!isWithin(expression, HEIGHT_LIMIT)) return quoted(expression)
  switch (expression.kind) {
    case 'column':
      return describeColumn(expression, speaker)
    case 'string':
    case 'number':
    case 'null':
    case 'boolean':
    case 'blob':
    case 'parameter':
      return { text: printExpression(expression), isNoun: false }
    case 'current-moment':
      return noun(expression.name.replaceAll('_', ' '))
    case 'unary':
      return literalValue(expression) === undefined ? quoted(expression) : plain(printExpression(expression))
    case 'collate':
      return quoted(expression)
    case 'cast':
      if (/^(real|float|double|numeric|decimal)/i.test(expression.type))
        return describe(expression.operand, speaker)
      return quoted(expression)
    case 'subquery':
      return plain(speaker.tell(expression.query, place, 'each'))
    case 'binary':
      return describeArithmetic(expression, speaker)
    case 'call':
      return describeCall(expression, speaker)
    default:
      return quoted(expression)
  }
}

/** "the average age", "20". */
export function standAlone({ text, isNoun }: Description): string {
  return isNoun ? `the ${text}` : text
}

export function quoted(expression: Expression): Description {
  return plain(`\`${printExpression(expression)}\``)
}

/** What `count(*)` counts here, in the plural. */
export function countedNoun({ grain, sources }: Place): string {
  if (grain !== undefined && !sources.some((source) => source.isOptional)) return pluralOf(grain.noun)
  return sources.length === 1 ? pluralOf(sources[0]!.noun) : 'matching rows'
}

export function isAggregate(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.over !== undefined) return false
  const name = expression.name.toLowerCase()
  if (name === 'min' || name === 'max') return expression.arguments.length === 1
  return /^(count|sum|avg|total|group_concat|string_agg|json_group_array)$/.test(name)
}

/** The rows of a count; undefined when the call counts something else than rows. */
export function countedRows(call: Expression, place: Place): string | undefined {
  if (call.kind !== 'call' || call.name.toLowerCase() !== 'count' || call.distinct) return undefined
  if (call.filter !== undefined || call.over !== undefined) return undefined
  if (call.star || call.arguments.length === 0) return countedNoun(place)
  const [argument] = call.arguments
  if (argument?.kind !== 'column')
    return argument && literalValue(argument) !== undefined ? countedNoun(place) : undefined
  const owner = ownerOf(argument, place)
  if (owner === undefined || owner.isOuter) return undefined
  const isGroupKey = place.groupKeys.some(
    (key) => ownerOf(key, place)?.source === owner.source && isSameName(key.name, argument.name),
  )
  if (!isGroupKey && !isKey(owner.source, argument.name)) return undefined
  if (owner.source === place.grain) return pluralOf(owner.source.noun)
  return owner.source.isOptional ? undefined : countedNoun(place)
}

// Beyond this, words are harder to follow than SQL.
const HEIGHT_LIMIT = 5

function isWithin(expression: Expression, height: number): boolean {
  const parts = assembledDate(expression) === undefined ? expressionParts(expression) : []
  return height > 0 && parts.every((part) => isWithin(part, height - 1))
}

/** Words for a place in time: later and earlier instead of more and less. */
export function isMoment(expression: Expression, speaker: Speaker): boolean {
  const [argument] =
    expression.kind === 'call' && isAggregate(expression) ? expression.arguments : [expression]
  if (argument === undefined) return false
  if (assembledDate(argument) !== undefined) return true
  return argument.kind === 'column' && namesMoment(describe(argument, speaker).text)
}

function describeColumn(column: Extract<Expression, { kind: 'column' }>, speaker: Speaker): Description {
  const { place, subject } = speaker
  const owner = ownerOf(column, place)
  if (owner === undefined) {
    const alias = column.table === undefined ? place.aliases.get(column.name.toLowerCase()) : undefined
    // Within what an alias stands for, aliases mean nothing.
    if (alias !== undefined) return describe(alias, { ...speaker, place: { ...place, aliases: new Map() } })
    return column.doubleQuoted ? plain(quoteString(column.name)) : quoted(column)
  }
  const { source, isOuter } = owner
  const words = columnWords(source, column.name, place.reading)
  if (isOuter) return plain(`that ${source.noun}'s ${words}`)
  if (source === subject || saysItself(words, source.noun)) return noun(words)
  // The column "total" of order totals.
  return noun(source.noun.endsWith(` ${words}`) ? source.noun : `${source.noun} ${words}`)
}

/** "artist name" needs no second "artist". */
function saysItself(words: string, sourceNoun: string): boolean {
  const start = sourceNoun.replace(/ (member|row|record|item)$/, '')
  return words === start || words.startsWith(`${start} `)
}

function describeArithmetic(expression: Binary, speaker: Speaker): Description {
  const word = ARITHMETIC[expression.operator]
  if (word === undefined) return quoted(expression)
  const left = describe(expression.left, speaker)
  // One table in front is enough: "invoice line quantity times unit price".
  const [first] = columnsIn(expression.left)
  const owner = first && ownerOf(first, speaker.place)
  const right = describe(expression.right, {
    ...speaker,
    subject: speaker.subject ?? (owner?.isOuter === false ? owner.source : undefined),
  })
  const rightText = isCall(expression.right) ? standAlone(right) : right.text
  const [before, after] = [
    bracketed(expression.left, left.text, expression, 'left'),
    bracketed(expression.right, rightText, expression, 'right'),
  ]
  // "the total of price times quantity, divided by the number of orders": the comma does what brackets would.
  const pause = isCall(expression.left) && before.startsWith('(') ? ',' : ''
  return { text: `${pause === '' ? before : left.text}${pause} ${word} ${after}`, isNoun: left.isNoun }
}

const STRENGTH: Readonly<Partial<Record<string, number>>> = { '+': 1, '-': 1, '*': 2, '/': 2 }

/** Brackets where the words would otherwise be read in another order than the SQL. */
function bracketed(part: Expression, text: string, around: Binary, side: 'left' | 'right'): string {
  if (part.kind === 'call') {
    return part.arguments.some((argument) => argument.kind === 'binary') || isRounding(part)
      ? `(${text})`
      : text
  }
  if (part.kind === 'cast') return bracketed(part.operand, text, around, side)
  if (part.kind !== 'binary') return text
  const own = STRENGTH[part.operator] ?? 0
  const needed = STRENGTH[around.operator] ?? 0
  const isSafe =
    own > needed ||
    (own === needed && (side === 'left' || (around.operator === part.operator && /[+*]/.test(part.operator))))
  return isSafe ? text : `(${text})`
}

function isCall(expression: Expression): boolean {
  return expression.kind === 'call' || (expression.kind === 'cast' && isCall(expression.operand))
}

function isRounding(expression: Expression): boolean {
  return expression.kind === 'call' && /^round$/i.test(expression.name)
}

function columnsIn(expression: Expression): ColumnReference[] {
  const columns: ColumnReference[] = []
  walkExpression(expression, {
    expression: (part) => {
      if (part.kind === 'column') columns.push(part)
    },
  })
  return columns
}

function describeCall(call: Call, speaker: Speaker): Description {
  const { place } = speaker
  if (call.over !== undefined || call.filter !== undefined || call.orderBy !== undefined) return quoted(call)
  const name = call.name.toLowerCase()
  const counted = countedRows(call, place)
  if (counted !== undefined) return noun(`number of ${counted}`)
  const [first, second] = call.arguments
  if (first === undefined) return quoted(call)
  const argument = inner(first, describe(first, speaker).text)
  if (isAggregate(call)) return describeAggregate(call, first, speaker)
  const option = second === undefined ? undefined : literalValue(second)
  if (name === 'length' && second === undefined) return noun(`length of ${argument}`)
  if (name === 'abs' && second === undefined) return noun(`absolute value of ${argument}`)
  if (name === 'round' && (second === undefined || option !== undefined)) {
    const { text, isNoun } = describe(first, speaker)
    return { text: `${text}, rounded${option === undefined ? '' : ` to ${option} decimals`}`, isNoun }
  }
  if ((name === 'coalesce' || name === 'ifnull') && option !== undefined && call.arguments.length === 2) {
    const { text, isNoun } = describe(first, speaker)
    return { text: `${text} (${describe(second!, speaker).text} where there is none)`, isNoun }
  }
  if (name === 'lower' || name === 'upper') return plainOrNoun(first, `${argument} in ${name} case`, speaker)
  const part = calendarPart(call)
  if (part !== undefined) return noun(`${part.unit} of ${describe(part.moment, speaker).text}`)
  return quoted(call)
}

function describeAggregate(call: Call, first: Expression, speaker: Speaker): Description {
  if (call.arguments.length > 1) return quoted(call)
  const name = call.name.toLowerCase()
  const isOfMany = first.kind === 'binary' && assembledDate(first) === undefined
  const own = describe(first, speaker).text
  const argument = isOfMany ? `of ${own}` : isRounding(first) ? `of (${own})` : own
  const full = describe(first, { ...speaker, subject: undefined }).text
  const qualified = isRounding(first) ? `(${full})` : full
  const different = `the different values of ${qualified}`
  switch (name) {
    case 'count':
      return noun(`number of ${call.distinct ? 'different' : 'known'} ${pluralOf(inner(first, full))}`)
    case 'sum':
    case 'total':
      return noun(`total of ${call.distinct ? different : qualified}`)
    case 'avg':
      return noun(call.distinct ? `average of ${different}` : `average ${argument}`)
    case 'max':
      return noun(`${isMoment(first, speaker) ? 'latest' : 'maximum'} ${argument}`)
    case 'min':
      return noun(`${isMoment(first, speaker) ? 'earliest' : 'minimum'} ${argument}`)
    case 'group_concat':
      return noun(`list of ${call.distinct ? 'different ' : ''}${pluralOf(inner(first, full))}`)
    default:
      return quoted(call)
  }
}

/** `strftime('%Y', d)` and its like: the year, month or day of a moment, as text. */
export function calendarPart(
  expression: Expression,
): { readonly unit: string; readonly moment: Expression } | undefined {
  if (expression.kind !== 'call' || expression.name.toLowerCase() !== 'strftime') return undefined
  const [format, moment, modifier] = expression.arguments
  if (format === undefined || moment === undefined || modifier !== undefined) return undefined
  const unit = CALENDAR_UNITS[String(literalValue(format) ?? '')]
  return unit === undefined ? undefined : { unit, moment: withoutAssembly(moment) }
}

const CALENDAR_UNITS: Readonly<Record<string, string>> = {
  '%Y': 'year',
  '%Y-%m': 'month',
  '%Y-%m-%d': 'day',
  '%m': 'month of the year',
  '%d': 'day of the month',
}

const ARITHMETIC: Readonly<Partial<Record<string, string>>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
}

function inner(part: Expression, text: string): string {
  return part.kind === 'binary' && assembledDate(part) === undefined ? `(${text})` : text
}

function plainOrNoun(part: Expression, text: string, speaker: Speaker): Description {
  return { text, isNoun: describe(part, speaker).isNoun }
}

function noun(text: string): Description {
  return { text, isNoun: true }
}

function plain(text: string): Description {
  return { text, isNoun: false }
}
