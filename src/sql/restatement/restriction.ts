import type { Binary, Expression } from '../ast.ts'
import { allOf, conjunctsOf, disjunctsOf } from '../conditions.ts'
import { literalValue } from '../literal-value.ts'
import { quoteString } from '../print-name.ts'
import { tellDatePattern, tellDateTest, tellOutside, tellPeriod, withPeriods } from './date-restriction.ts'
import { countedRows, describe, isMoment, quoted, type Speaker, standAlone } from './describe.ts'
import { rowsAmong } from './key-membership.ts'
import { ownerOf } from './place.ts'
import { listOf, singularOf, withArticle } from './plural.ts'

/** What narrows a noun down: "whose age is 5", "that has more than 3 pets". */
export interface Restriction {
  readonly lead: 'whose' | 'that' | 'for which'
  readonly text: string
  /** The same about several; absent when nothing changes. */
  readonly textOfMany?: string
  /** The same as a sentence about "it". */
  readonly clause: string
  /** Ends in words about other rows: what followed would be read as about those. */
  readonly isNested?: boolean
}

export function restrictionsOf(conditions: readonly Expression[], speaker: Speaker): Restriction[] {
  return withPeriods(conditions).map((condition) => {
    if (condition.kind !== 'period') return restrict(condition, speaker)
    const { operand, test } = tellPeriod(condition)
    return about(operand, test, allOf(condition.bounds)!, speaker)
  })
}

/** " whose a is 1 and b is 2 and that has 3 c"; '' when there is none. */
export function joinRestrictions(restrictions: readonly Restriction[], number: 'one' | 'many'): string {
  let text = ''
  let lead = ''
  // "whose a is 1 and either b is 2 or c is 3": the other way round it would not read.
  const place = ({ text, isNested }: Restriction): number =>
    isNested ? 2 : text.startsWith('either ') ? 1 : 0
  const ordered = [...restrictions].sort((left, right) => place(left) - place(right))
  for (const restriction of ordered) {
    const isFirst = text === ''
    text += isFirst
      ? ` ${restriction.lead} `
      : restriction.lead === lead
        ? ' and '
        : ` and ${restriction.lead} `
    text += number === 'many' ? (restriction.textOfMany ?? restriction.text) : restriction.text
    lead = restriction.lead
  }
  return ordered.length === 1 ? text.replace(/^( \S+(?: which)?) either /, '$1 ') : text
}

function restrict(condition: Expression, speaker: Speaker): Restriction {
  switch (condition.kind) {
    case 'binary':
      if (condition.operator === 'or') return restrictOr(condition, speaker)
      if (condition.operator === 'and') return restrictAnd(condition, speaker)
      return restrictComparison(condition, speaker)
    case 'like': {
      const period =
        condition.operator === 'like' && condition.escape === undefined
          ? tellDatePattern(condition.operand, condition.pattern, speaker)
          : undefined
      if (period !== undefined) {
        const test = `is ${condition.negated ? 'not ' : ''}${period}`
        return about(condition.operand, test, condition, speaker)
      }
      const test =
        condition.operator === 'like' ? likeTest(condition.pattern, condition.negated, speaker) : undefined
      if (test === undefined || condition.escape !== undefined) return odd(condition)
      return about(condition.operand, test, condition, speaker)
    }
    case 'between': {
      const low = standAlone(describe(condition.low, speaker))
      const high = standAlone(describe(condition.high, speaker))
      return about(
        condition.operand,
        `is ${condition.negated ? 'not ' : ''}between ${low} and ${high}`,
        condition,
        speaker,
      )
    }
    case 'is-null':
      return about(condition.operand, condition.negated ? 'is known' : 'is missing', condition, speaker)
    case 'in': {
      const { set, negated } = condition
      if (set.kind === 'query') {
        const test = `${negated ? 'not ' : ''}among`
        const rows = rowsAmong(condition.operand, set.query, speaker)
        if (rows !== undefined) {
          const text = `is ${test} ${rows}`
          return {
            lead: 'that',
            text,
            textOfMany: `are ${test} ${rows}`,
            clause: `it ${text}`,
            isNested: true,
          }
        }
        const all = speaker.tell(set.query, speaker.place, 'all')
        return { ...about(condition.operand, `is ${test} ${all}`, condition, speaker), isNested: true }
      }
      if (set.kind === 'table' || set.items.length === 0) return odd(condition)
      const items = set.items.map((item) => standAlone(describe(item, speaker)))
      if (items.length === 1)
        return about(condition.operand, `is ${negated ? 'not ' : ''}${items[0]}`, condition, speaker)
      return about(
        condition.operand,
        `is ${negated ? 'none of' : 'one of'} ${listOf(items, negated ? 'and' : 'or')}`,
        condition,
        speaker,
      )
    }
    case 'exists':
      return whether(true, speaker.tell(condition.query, speaker.place, 'any'), condition)
    case 'unary':
      if (condition.operator !== 'not') return odd(condition)
      if (condition.operand.kind === 'exists') {
        return whether(false, speaker.tell(condition.operand.query, speaker.place, 'any'), condition)
      }
      return odd(condition)
    default:
      return odd(condition)
  }
}

function whether(exists: boolean, what: string, condition: Expression): Restriction {
  if (what.startsWith('`')) return odd(condition)
  const text = `there is ${exists ? withArticle(what) : `no ${what}`}`
  return { lead: 'for which', text, clause: text, isNested: true }
}

const TESTS: Readonly<Partial<Record<Binary['operator'], string>>> = {
  '=': 'is',
  is: 'is',
  '<>': 'is not',
  'is not': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
}
const MOMENT_TESTS: typeof TESTS = { ...TESTS, '<': 'is before', '>': 'is after' }
const COUNT_TESTS: typeof TESTS = {
  '=': 'exactly',
  '<': 'fewer than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
}
const FLIPPED: Readonly<Partial<Record<Binary['operator'], Binary['operator']>>> = {
  '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=', is: 'is', 'is not': 'is not',
} // biome-ignore format: a table

function restrictComparison(condition: Binary, speaker: Speaker): Restriction {
  const { left, right, operator } = condition
  const flipped = FLIPPED[operator]
  if (flipped === undefined) return odd(condition)
  const isBackwards =
    literalValue(left) !== undefined || (left.kind === 'column' && isFurtherOut(left, speaker))
  if (
    isBackwards &&
    literalValue(right) === undefined &&
    !(right.kind === 'column' && isFurtherOut(right, speaker))
  ) {
    return restrictComparison({ ...condition, operator: flipped, left: right, right: left }, speaker)
  }
  const counted = countedRows(left, speaker.place)
  const number = literalValue(right)
  const test = COUNT_TESTS[operator]
  if (counted !== undefined && typeof number === 'number' && test !== undefined) {
    return has(`${test} ${number} ${number === 1 ? singularOf(counted) : counted}`)
  }
  const date = tellDateTest(condition, speaker)
  if (date !== undefined) return about(date.operand, date.test, condition, speaker)
  const words = isMoment(left, speaker) && !isDuration(left, right, speaker) ? MOMENT_TESTS : TESTS
  return about(left, `${words[operator]} ${standAlone(describe(right, speaker))}`, condition, speaker)
}

/** A lap time of 95 is no point in time. */
function isDuration(left: Expression, right: Expression, speaker: Speaker): boolean {
  return typeof literalValue(right) === 'number' && describe(left, speaker).text.endsWith('time')
}

function isFurtherOut(column: Extract<Expression, { kind: 'column' }>, { place }: Speaker): boolean {
  return ownerOf(column, place)?.isOuter === true
}

function likeTest(pattern: Expression, negated: boolean, speaker: Speaker): string | undefined {
  const isText =
    pattern.kind === 'column' && pattern.doubleQuoted && ownerOf(pattern, speaker.place) === undefined
  const value = isText ? pattern.name : literalValue(pattern)
  if (typeof value !== 'string') return undefined
  const start = value.startsWith('%')
  const end = value.endsWith('%') && value.length > 1
  const core = value.slice(start ? 1 : 0, end ? -1 : undefined)
  const say = (positive: string, negative: string): string =>
    `${negated ? negative : positive} ${quoteString(core)}`
  if (core === '' || /[%_]/.test(core)) {
    return `${negated ? 'does not match' : 'matches'} the pattern ${quoteString(value)}`
  }
  if (start && end) return say('contains', 'does not contain')
  if (end) return say('starts with', 'does not start with')
  if (start) return say('ends with', 'does not end with')
  return say('reads like', 'does not read like')
}

function about(operand: Expression, test: string, condition: Expression, speaker: Speaker): Restriction {
  const { text, isNoun } = describe(operand, speaker)
  if (!isNoun) return odd(condition)
  return { lead: 'whose', text: `${text} ${test}`, clause: `its ${text} ${test}` }
}

function restrictOr(condition: Binary, speaker: Speaker): Restriction {
  const choices = disjunctsOf(condition)
  const outside = tellOutside(choices)
  if (outside !== undefined) return about(outside.operand, outside.test, condition, speaker)
  const parts = choices.map((part) => restrict(part, speaker))
  return joined(parts, (texts) => `either ${listOf(texts, 'or')}`)
}

/** Below OR: brackets keep it apart. */
function restrictAnd(condition: Binary, speaker: Speaker): Restriction {
  const parts = restrictionsOf(conjunctsOf(condition), speaker)
  return joined(parts, (texts) => (texts.length === 1 ? texts[0]! : `(${listOf(texts)})`))
}

function joined(parts: readonly Restriction[], join: (texts: readonly string[]) => string): Restriction {
  const lead = parts[0]!.lead
  const clause = join(parts.map((part) => part.clause))
  const isNested = parts.some((part) => part.isNested)
  if (parts.some((part) => part.lead !== lead)) return { lead: 'for which', text: clause, clause, isNested }
  const text = join(parts.map((part) => part.text))
  const textOfMany = join(parts.map((part) => part.textOfMany ?? part.text))
  return { lead, text, textOfMany, clause, isNested }
}

function odd(condition: Expression): Restriction {
  const text = `${quoted(condition).text} holds`
  return { lead: 'for which', text, clause: text }
}

/** A table that a join asks for although nothing else speaks of it. */
export function hasOne(noun: string): Restriction {
  return has(withArticle(noun))
}

export function hasNone(noun: string): Restriction {
  return has(`no ${noun}`)
}

function has(what: string): Restriction {
  return { lead: 'that', text: `has ${what}`, textOfMany: `have ${what}`, clause: `it has ${what}` }
}
