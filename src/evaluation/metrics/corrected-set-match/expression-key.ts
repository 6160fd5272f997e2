import type {
  Binary,
  Call,
  Expression,
  FrameBound,
  In,
  OrderTerm,
  Query,
  WindowDefinition,
} from '../../../sql/ast.ts'
import {
  connectiveOf,
  isCondition,
  negated,
  numberKey,
  orderedKey,
  setKey,
  sortedPair,
} from './condition-key.ts'
import { findColumnKey, type Sight } from './sight.ts'

/** How an expression reads the queries within it. */
export interface SubqueryReader {
  /** A text that equal queries share. */
  readonly keyOf: (query: Query, sight: Sight, use: SubqueryUse) => string
}

/** What of a subquery counts where it stands. */
export interface SubqueryUse {
  /** EXISTS looks at none; a row, and the part of a set operation, are compared by place. */
  readonly columns: 'any-order' | 'as-written' | 'none'
  /** Neither repeated rows nor their order count, unless LIMIT cuts them. */
  readonly isSet: boolean
}

export const AS_TABLE: SubqueryUse = { columns: 'any-order', isSet: false }
const AS_VALUES: SubqueryUse = { columns: 'any-order', isSet: true }
const AS_ROWS: SubqueryUse = { columns: 'as-written', isSet: true }
const AS_EXISTENCE: SubqueryUse = { columns: 'none', isSet: true }

/** Reads expressions into texts that are equal where nothing but the writing differs. */
export class ExpressionKeys {
  readonly #subqueries: SubqueryReader
  readonly #sight: Sight

  constructor(sight: Sight, subqueries: SubqueryReader) {
    this.#sight = sight
    this.#subqueries = subqueries
  }

  keyOf(expression: Expression): string {
    switch (expression.kind) {
      case 'column':
        return this.columnOf(expression) ?? unknownName(expression)
      case 'number':
        return numberKey(expression.text)
      case 'boolean':
        return expression.value ? '1' : '0'
      case 'string':
        return JSON.stringify(expression.value)
      case 'blob':
        return `x${expression.hex.toLowerCase()}`
      case 'null':
        return 'null'
      case 'current-moment':
        return expression.name
      case 'parameter':
        return expression.text
      case 'unary':
        return this.#unaryKey(expression.operator, expression.operand)
      case 'subquery':
        return this.#subqueries.keyOf(expression.query, this.#sight, AS_TABLE)
      case 'row':
        return `row(${this.#list(expression.items)})`
      case 'call':
        return this.#callKey(expression)
      case 'cast':
        return `cast(${this.keyOf(expression.operand)},${expression.type.toLowerCase()})`
      case 'collate':
        return `collate(${this.keyOf(expression.operand)},${expression.collation.toLowerCase()})`
      case 'case':
        return `case(${this.#list([
          ...(expression.operand === undefined ? [] : [expression.operand]),
          ...expression.branches.flatMap((branch) => [branch.when, branch.then]),
        ])};${expression.otherwise === undefined ? 'null' : this.keyOf(expression.otherwise)})`
      case 'binary':
        return isCondition(expression) ? this.conditionKey(expression) : this.#arithmeticKey(expression)
      default:
        return this.conditionKey(expression)
    }
  }

  /** What a reference to a known column stands for. */
  columnOf(expression: Expression): string | undefined {
    if (expression.kind !== 'column') return undefined
    return findColumnKey(this.#sight, expression.table?.toLowerCase(), expression.name.toLowerCase())
  }

  /** NOT is moved down to single comparisons, where `not a < b` is `a >= b`. */
  conditionKey(expression: Expression, isNegated = false): string {
    const connective = connectiveOf(expression, isNegated)
    return connective === undefined
      ? this.#singleKey(expression, isNegated)
      : setKey(connective, this.conditionKeys(expression, connective, isNegated))
  }

  /** The conditions that are joined by AND, or by OR, in whatever brackets. */
  conditionKeys(expression: Expression, connective: 'and' | 'or', isNegated = false): readonly string[] {
    if (connectiveOf(expression, isNegated) !== connective) return [this.conditionKey(expression, isNegated)]
    const negates = isNegated !== ('negated' in expression && expression.negated)
    switch (expression.kind) {
      case 'unary':
        return this.conditionKeys(expression.operand, connective, !isNegated)
      case 'binary':
        return [expression.left, expression.right].flatMap((side) =>
          this.conditionKeys(side, connective, isNegated),
        )
      case 'between': {
        const operand = this.keyOf(expression.operand)
        return [
          orderedKey('<=', this.keyOf(expression.low), operand, negates),
          orderedKey('<=', operand, this.keyOf(expression.high), negates),
        ]
      }
      case 'in': {
        // One of several values is equal to the one or to the other.
        const member = this.keyOf(expression.operand)
        const items = expression.set.kind === 'list' ? expression.set.items : []
        return items.map((item) => negated(sortedPair('=', member, this.keyOf(item)), negates))
      }
      default:
        return []
    }
  }

  #singleKey(expression: Expression, isNegated: boolean): string {
    const negates = isNegated !== ('negated' in expression && expression.negated)
    switch (expression.kind) {
      case 'unary':
        if (expression.operator === 'not') return this.conditionKey(expression.operand, !isNegated)
        break
      case 'binary':
        if (isCondition(expression)) return this.#comparisonKey(expression, isNegated)
        break
      case 'like': {
        const { operand, pattern, escape: escaping } = expression
        const parts = this.#list([operand, pattern, ...(escaping === undefined ? [] : [escaping])])
        return negated(`${expression.operator}(${parts})`, negates)
      }
      case 'is-null':
        return negated(sortedPair('is', this.keyOf(expression.operand), 'null'), negates)
      case 'in':
        return this.#membershipKey(expression, negates)
      case 'exists':
        return negated(
          `exists(${this.#subqueries.keyOf(expression.query, this.#sight, AS_EXISTENCE)})`,
          negates,
        )
    }
    return negated(this.keyOf(expression), isNegated)
  }

  /** The direction, and where NULL goes: first when ascending and last when descending, unless it says otherwise. */
  orderKey({ direction, nulls }: OrderTerm, key: string): string {
    const usual = direction === 'asc' ? 'first' : 'last'
    return `${key} ${direction}${nulls === undefined || nulls === usual ? '' : ` nulls ${nulls}`}`
  }

  #comparisonKey({ operator, left, right }: Binary, isNegated: boolean): string {
    const one = this.keyOf(left)
    const other = this.keyOf(right)
    switch (operator) {
      case '=':
      case '<>':
        return negated(sortedPair('=', one, other), isNegated !== (operator === '<>'))
      case '<':
      case '<=':
        return orderedKey(operator, one, other, isNegated)
      case '>':
        return orderedKey('<', other, one, isNegated)
      case '>=':
        return orderedKey('<=', other, one, isNegated)
      case 'is':
      case 'is not distinct from':
        return negated(sortedPair('is', one, other), isNegated)
      default:
        return negated(sortedPair('is', one, other), !isNegated)
    }
  }

  #membershipKey({ operand, set }: In, isNegated: boolean): string {
    const member = this.keyOf(operand)
    if (set.kind === 'table') return negated(`in(${member},table ${set.name.toLowerCase()})`, isNegated)
    if (set.kind === 'query') {
      const use = operand.kind === 'row' ? AS_ROWS : AS_VALUES
      return negated(`in(${member},${this.#subqueries.keyOf(set.query, this.#sight, use)})`, isNegated)
    }
    return negated(`in(${member},())`, isNegated)
  }

  #unaryKey(operator: '-' | '+' | '~' | 'not', operand: Expression): string {
    if (operator === 'not') return this.conditionKey(operand, true)
    const key = this.keyOf(operand)
    if (operator === '+') return key
    return operand.kind === 'number' && operator === '-' ? `-${key}` : `${operator}(${key})`
  }

  #arithmeticKey({ operator, left, right }: Binary): string {
    const one = this.keyOf(left)
    const other = this.keyOf(right)
    const isCommutative = operator === '+' || operator === '*' || operator === '&' || operator === '|'
    return isCommutative ? sortedPair(operator, one, other) : `${operator}(${one},${other})`
  }

  #callKey(call: Call): string {
    const { name, distinct, star, filter, over } = call
    const order = (call.orderBy ?? []).map((term) => this.orderKey(term, this.keyOf(term.expression)))
    return [
      `${name.toLowerCase()}(${distinct ? 'distinct ' : ''}${star ? '*' : this.#list(call.arguments)})`,
      order.length === 0 ? '' : ` order(${order.join(',')})`,
      filter === undefined ? '' : ` filter(${this.conditionKey(filter)})`,
      over === undefined
        ? ''
        : ` over(${typeof over === 'string' ? over.toLowerCase() : this.#windowKey(over)})`,
    ].join('')
  }

  #windowKey({ base, partitionBy, orderBy, frame }: WindowDefinition): string {
    const bound = (of: FrameBound): string =>
      of.kind + ('distance' in of ? ` ${this.keyOf(of.distance)}` : '')
    const order = orderBy.map((term) => this.orderKey(term, this.keyOf(term.expression)))
    return [
      base?.toLowerCase() ?? '',
      partitionBy
        .map((part) => this.keyOf(part))
        .sort()
        .join(','),
      order.join(','),
      frame === undefined
        ? ''
        : [frame.unit, bound(frame.start), frame.end && bound(frame.end), frame.exclude].join(' '),
    ].join(';')
  }

  #list(expressions: readonly Expression[]): string {
    return expressions.map((expression) => this.keyOf(expression)).join(',')
  }
}

/** SQLite reads a name in double quotes that no column has as a string. */
function unknownName({ table, name, doubleQuoted }: Extract<Expression, { kind: 'column' }>): string {
  if (table === undefined && doubleQuoted) return JSON.stringify(name)
  return `?${table === undefined ? '' : `${table.toLowerCase()}.`}${name.toLowerCase()}`
}
