import { pythonFloatOf } from './python-float.ts'
import {
  AGGREGATES,
  ARITHMETIC_OPERATORS,
  CONDITION_OPERATORS,
  type ColumnUnit,
  type Condition,
  type ConditionList,
  type ConditionValue,
  type Connective,
  type Ordering,
  SET_OPERATORS,
  type SelectItem,
  type SetOperation,
  type SpiderQuery,
  type TableUnit,
  type ValueUnit,
} from './spider-query.ts'
import type { SpiderSchemaNames } from './spider-schema-names.ts'
import { SpiderTokens } from './spider-tokens.ts'
import { UnreadableSpiderSql } from './unreadable-spider-sql.ts'

/** HAVING is none of them: it ends no condition. */
const CLAUSE_STARTS = new Set([
  'select',
  'from',
  'where',
  'group',
  'order',
  'limit',
  'intersect',
  'union',
  'except',
])
const JOIN_WORDS = new Set(['join', 'on', 'as'])

/** Python gives up on its own recursion about here; conditions cost it four calls a level. */
const DEEPEST = 240

/** Reads one query from the first token on; what follows it is not looked at. */
export function parseClauses(
  tokens: readonly string[],
  aliases: ReadonlyMap<string, string>,
  names: SpiderSchemaNames,
): SpiderQuery {
  return new SpiderParser(tokens, aliases, names).query()
}

/** The rules of the official parser, each a method that moves on over what it reads. */
class SpiderParser {
  readonly #tokens: SpiderTokens
  readonly #aliases: ReadonlyMap<string, string>
  readonly #names: SpiderSchemaNames
  #depth = 0

  constructor(tokens: readonly string[], aliases: ReadonlyMap<string, string>, names: SpiderSchemaNames) {
    this.#tokens = new SpiderTokens(tokens)
    this.#aliases = aliases
    this.#names = names
  }

  query(): SpiderQuery {
    if (++this.#depth > DEEPEST) throw new UnreadableSpiderSql('it is nested too deeply')
    const tokens = this.#tokens
    const start = tokens.place
    const isBlock = tokens.require() === '('
    // The tables must be known before the columns of SELECT can be.
    tokens.moveAfterFirst('from')
    const { tables, joinConditions, defaults } = this.#from()
    const afterFrom = tokens.place
    tokens.place = isBlock ? start + 1 : start
    const select = this.#select(defaults)
    tokens.place = afterFrom
    const where = this.#conditionsAfter('where', defaults)
    const groupBy = this.#groupBy(defaults)
    const having = this.#conditionsAfter('having', defaults)
    const orderBy = this.#orderBy(defaults)
    const hasLimit = this.#limit()
    while (tokens.take(';')) {}
    if (isBlock) tokens.expect(')')
    while (tokens.take(';')) {}
    const setOperation = this.#setOperation()
    this.#depth--
    return { ...select, tables, joinConditions, where, groupBy, having, orderBy, hasLimit, setOperation }
  }

  #from(): {
    readonly tables: readonly TableUnit[]
    readonly joinConditions: ConditionList
    readonly defaults: readonly string[]
  } {
    const tokens = this.#tokens
    const tables: TableUnit[] = []
    const defaults: string[] = []
    const joinConditions: (Condition | Connective)[] = []
    while (!tokens.isAtEnd()) {
      const isBlock = tokens.take('(')
      if (tokens.require() === 'select') tables.push({ kind: 'subquery', query: this.query() })
      else {
        tokens.take('join')
        const name = this.#table()
        tables.push({ kind: 'table', name })
        defaults.push(name)
      }
      if (tokens.take('on')) {
        const conditions = this.#conditions(defaults)
        if (joinConditions.length > 0) joinConditions.push('and')
        joinConditions.push(...conditions)
      }
      if (isBlock) tokens.expect(')')
      if (this.#isClauseEnd()) break
    }
    return { tables, joinConditions, defaults }
  }

  /** An alias is looked up once: it may lead to a column of SELECT or to another alias, which then has no columns. */
  #table(): string {
    const word = this.#tokens.require()
    const name = this.#aliases.get(word)
    if (name === undefined || !this.#names.identifiers.has(name)) {
      throw new UnreadableSpiderSql(`${word} is read as a table and is none`)
    }
    this.#tokens.place += this.#tokens.peek(1) === 'as' ? 3 : 1
    return name
  }

  #select(defaults: readonly string[]): Pick<SpiderQuery, 'isDistinct' | 'select'> {
    const tokens = this.#tokens
    tokens.expect('select')
    const isDistinct = tokens.take('distinct')
    const select: SelectItem[] = []
    while (!tokens.isAtEnd() && !CLAUSE_STARTS.has(tokens.require())) {
      const aggregate = tokens.takeOneOf(AGGREGATES) ?? 'none'
      select.push({ aggregate, value: this.#valueUnit(defaults) })
      tokens.take(',')
    }
    return { isDistinct, select }
  }

  #conditionsAfter(word: 'where' | 'having', defaults: readonly string[]): ConditionList {
    return this.#tokens.take(word) ? this.#conditions(defaults) : []
  }

  #groupBy(defaults: readonly string[]): readonly ColumnUnit[] {
    const tokens = this.#tokens
    const columns: ColumnUnit[] = []
    if (!tokens.take('group')) return columns
    tokens.expect('by')
    while (!tokens.isAtEnd() && !this.#isClauseEnd()) {
      columns.push(this.#columnUnit(defaults))
      if (!tokens.take(',')) break
    }
    return columns
  }

  #orderBy(defaults: readonly string[]): Ordering | null {
    const tokens = this.#tokens
    if (!tokens.take('order')) return null
    tokens.expect('by')
    const values: ValueUnit[] = []
    let direction: Ordering['direction'] = 'asc'
    while (!tokens.isAtEnd() && !this.#isClauseEnd()) {
      values.push(this.#valueUnit(defaults))
      direction = tokens.takeOneOf(['asc', 'desc']) ?? direction
      if (!tokens.take(',')) break
    }
    return { direction, values }
  }

  /** Anything may stand after LIMIT, as long as something does. */
  #limit(): boolean {
    if (!this.#tokens.take('limit')) return false
    this.#tokens.require()
    this.#tokens.place++
    return true
  }

  #setOperation(): SetOperation | null {
    const operator = this.#tokens.takeOneOf(SET_OPERATORS)
    return operator === undefined ? null : { operator, query: this.query() }
  }

  #conditions(defaults: readonly string[]): ConditionList {
    const tokens = this.#tokens
    const list: (Condition | Connective)[] = []
    while (!tokens.isAtEnd()) {
      list.push(this.#condition(defaults))
      if (this.#isClauseEnd() || JOIN_WORDS.has(tokens.peek() ?? '')) break
      const connective = tokens.takeOneOf(['and', 'or'])
      if (connective === undefined) continue
      // The official evaluator stops with an error when it comes to this one.
      if (list.length % 2 === 0)
        throw new UnreadableSpiderSql('two of its conditions have nothing between them')
      list.push(connective)
    }
    return list
  }

  #condition(defaults: readonly string[]): Condition {
    const tokens = this.#tokens
    const subject = this.#valueUnit(defaults)
    const isNegated = tokens.require() === 'not'
    if (isNegated) tokens.place++
    const operator = tokens.takeOneOf(CONDITION_OPERATORS)
    if (operator === undefined) {
      throw new UnreadableSpiderSql(`${tokens.peek() ?? 'its end'} stands where a comparison is read`)
    }
    const value = this.#value(defaults)
    let secondValue: ConditionValue | null = null
    if (operator === 'between') {
      tokens.expect('and')
      secondValue = this.#value(defaults)
    }
    return { isNegated, operator, subject, value, secondValue }
  }

  #value(defaults: readonly string[]): ConditionValue {
    const tokens = this.#tokens
    const start = tokens.place
    const isBlock = tokens.take('(')
    const value = this.#bareValue(start, defaults)
    if (isBlock) tokens.expect(')')
    return value
  }

  #bareValue(start: number, defaults: readonly string[]): ConditionValue {
    const tokens = this.#tokens
    const word = tokens.require()
    if (word === 'select') return { kind: 'subquery', query: this.query() }
    if (word.includes('"')) {
      tokens.place++
      return { kind: 'string', text: word }
    }
    const number = pythonFloatOf(word)
    if (number !== undefined) {
      tokens.place++
      return { kind: 'number', value: number }
    }
    // All up to here is the value, of which only a leading column counts: in `a = b or c = d` the rest is lost.
    let end = tokens.place
    while (!this.#endsValue(tokens.at(end))) end++
    tokens.place = start
    const unit = tokens.within(end, () => this.#columnUnit(defaults))
    tokens.place = end
    return { kind: 'column', unit }
  }

  #endsValue(word: string | undefined): boolean {
    if (word === undefined || word === ',' || word === ')' || word === 'and') return true
    return CLAUSE_STARTS.has(word) || JOIN_WORDS.has(word)
  }

  #valueUnit(defaults: readonly string[]): ValueUnit {
    const tokens = this.#tokens
    const isBlock = tokens.require() === '('
    if (isBlock) tokens.place++
    const left = this.#columnUnit(defaults)
    const operator = tokens.takeOneOf(ARITHMETIC_OPERATORS)
    const right = operator === undefined ? null : this.#columnUnit(defaults)
    if (isBlock) tokens.expect(')')
    return { operator: operator ?? 'none', left, right }
  }

  #columnUnit(defaults: readonly string[]): ColumnUnit {
    const tokens = this.#tokens
    const isBlock = tokens.require() === '('
    if (isBlock) tokens.place++
    const aggregate = tokens.takeOneOf(AGGREGATES)
    // An aggregate has brackets of its own; one around it stays open, as in the official parser.
    if (aggregate !== undefined) tokens.expect('(')
    const isDistinct = tokens.take('distinct')
    const column = this.#column(defaults)
    if (aggregate !== undefined || isBlock) tokens.expect(')')
    return { aggregate: aggregate ?? 'none', column, isDistinct }
  }

  #column(defaults: readonly string[]): string {
    const word = this.#tokens.require()
    const column = this.#findColumn(word, defaults)
    if (column === undefined) throw new UnreadableSpiderSql(`${word} is read as a column and is none`)
    this.#tokens.place++
    return column
  }

  #findColumn(word: string, defaults: readonly string[]): string | undefined {
    if (word === '*') return word
    if (word.includes('.')) {
      const [alias, column, ...rest] = word.split('.')
      const table = this.#aliases.get(alias!)
      const name = `${table}.${column}`
      return table === undefined || rest.length > 0 || !this.#names.identifiers.has(name) ? undefined : name
    }
    for (const name of defaults) {
      const table = this.#aliases.get(name)
      const columns = table === undefined ? undefined : this.#names.tables.get(table)
      // The first table in FROM decides, and one that is no table ends the search.
      if (columns === undefined) return undefined
      if (columns.has(word)) return `${table}.${word}`
    }
    return undefined
  }

  #isClauseEnd(): boolean {
    const word = this.#tokens.peek()
    return word !== undefined && (CLAUSE_STARTS.has(word) || word === ')' || word === ';')
  }
}
