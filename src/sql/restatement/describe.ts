import type { Call, Expression, Query } from '../ast.ts'
import { literalValue } from '../literal-value.ts'
import { printExpression } from '../print.ts'
import { quoteString } from '../print-name.ts'
import { isSameName } from '../scope.ts'
import { expressionParts } from '../walk.ts'
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
    case 'binary': {
      const word = ARITHMETIC[expression.operator]
      if (word === undefined) return quoted(expression)
      const left = describe(expression.left, speaker)
      return {
        text: `${inner(expression.left, left.text)} ${word} ${inner(expression.right, standAlone(describe(expression.right, speaker)))}`,
        isNoun: left.isNoun,
      }
    }
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
  return height > 0 && expressionParts(expression).every((part) => isWithin(part, height - 1))
}

/** Words for a place in time: later and earlier instead of more and less. */
export function isMoment(expression: Expression, speaker: Speaker): boolean {
  const [argument] =
    expression.kind === 'call' && isAggregate(expression) ? expression.arguments : [expression]
  const bare = argument
  return (
    bare?.kind === 'column' &&
    /\b(date|datetime|time|timestamp|day|year|birthday|birthdate)$/.test(describe(bare, speaker).text)
  )
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
  return noun(`${source.noun} ${words}`)
}

/** "artist name" needs no second "artist". */
function saysItself(words: string, sourceNoun: string): boolean {
  return words === sourceNoun || words.startsWith(`${sourceNoun} `)
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
  if (isAggregate(call)) {
    if (call.arguments.length > 1) return quoted(call)
    const qualified = inner(first, describe(first, { ...speaker, subject: undefined }).text)
    const different = call.distinct ? 'different ' : ''
    switch (name) {
      case 'count':
        return noun(
          call.distinct
            ? `number of different ${pluralOf(qualified)}`
            : `number of known ${pluralOf(qualified)}`,
        )
      case 'sum':
      case 'total':
        return noun(call.distinct ? `total of the different values of ${qualified}` : `total of ${qualified}`)
      case 'avg':
        return noun(call.distinct ? `average of the different values of ${qualified}` : `average ${argument}`)
      case 'max':
        return noun(`${isMoment(first, speaker) ? 'latest' : 'maximum'} ${argument}`)
      case 'min':
        return noun(`${isMoment(first, speaker) ? 'earliest' : 'minimum'} ${argument}`)
      default:
        return name === 'group_concat' ? noun(`list of ${different}${pluralOf(qualified)}`) : quoted(call)
    }
  }
  const option = second === undefined ? undefined : literalValue(second)
  if (name === 'length' && second === undefined) return noun(`length of ${argument}`)
  if (name === 'abs' && second === undefined) return noun(`absolute value of ${argument}`)
  if (name === 'round' && second === undefined) return plainOrNoun(first, `${argument}, rounded`, speaker)
  if (name === 'round' && option !== undefined)
    return plainOrNoun(first, `${argument}, rounded to ${option} decimals`, speaker)
  if (name === 'lower' || name === 'upper') return plainOrNoun(first, `${argument} in ${name} case`, speaker)
  if (name === 'strftime' && call.arguments.length === 2) {
    const unit = STRFTIME[String(literalValue(first) ?? '')]
    if (unit !== undefined) return noun(`${unit} of ${describe(second!, speaker).text}`)
  }
  return quoted(call)
}

const STRFTIME: Readonly<Record<string, string>> = {
  '%Y': 'year',
  '%m': 'month',
  '%d': 'day',
  '%Y-%m': 'year and month',
}

const ARITHMETIC: Readonly<Partial<Record<string, string>>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
}

function inner(part: Expression, text: string): string {
  return part.kind === 'binary' ? `(${text})` : text
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
