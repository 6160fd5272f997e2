import type { Entity } from '../lexicon/entity.ts'
import { AGENTS, DEEDS, PREPOSITIONS } from '../lexicon/known-nouns.ts'
import { sayCount } from '../lexicon/sayable-value.ts'
import type { Comparator, Condition, Count, Literal, Rows } from '../meaning/meaning.ts'
import { attributeNoun, isOwnToo } from './attribute-phrase.ts'
import { be, type Forms, have, type Speech, Unsayable, type Verb, verb } from './forms.ts'
import { indefinite } from './noun-phrase.ts'
import { isNamedOnly } from './pinned.ts'
import { sayRows, sayVerbs } from './rows-phrase.ts'
import { testForms } from './test-phrase.ts'
import { sayLiteral } from './value-phrase.ts'

/** A condition on rows of `entity` in words. */
export function conditionForms(condition: Condition, entity: Entity, speech: Speech): Forms {
  switch (condition.kind) {
    case 'test':
      return testForms(condition.column, condition.test, entity, speech)
    case 'parent':
      return parentForms(condition, speech)
    case 'children':
      return childrenForms(condition, speech)
    case 'any':
      return anyForms(condition.of, entity, speech)
    case 'columns':
      return columnForms(condition, entity)
  }
}

type Parent = Extract<Condition, { kind: 'parent' }>

function parentForms({ key, rows, negated }: Parent, speech: Speech): Forms {
  const { role, parent } = key
  const { conditions } = rows
  const isOfOther = conditions.some(
    (one) =>
      one.kind === 'test' &&
      (isOwnToo(key, one.column) || (!key.isKind && parent.names.includes(one.column))),
  )
  if (key.isSubtype && !isOfOther) {
    const [only, ...others] = conditions
    if (only === undefined || others.length > 0 || negated) throw new Unsayable('what the row is besides')
    return conditionForms(only, parent, speech)
  }
  if (conditions.length === 0) {
    return negated
      ? { after: `without ${indefinite(role)}`, verb: have(`no ${role}`) }
      : { after: `with ${indefinite(role)}`, verb: have(indefinite(role)) }
  }
  const name = nameOf(rows)
  if (name !== undefined) {
    if (negated)
      return { whose: `${role} is not ${name}`, verb: have(`${indefinite(role)} other than ${name}`) }
    const preposition = key.isPlain ? PREPOSITIONS.get(parent.one) : undefined
    const thing = preposition === 'by' || preposition === 'from' ? name : `the ${role} ${name}`
    const where = preposition === undefined ? undefined : `${preposition} ${thing}`
    const of = parent.isPerson ? `of ${role} ${name}` : `of the ${role} ${name}`
    return {
      whose: `${role} is ${name}`,
      ...(where === undefined ? { after: of, isLong: true } : { tail: where }),
      verb: where === undefined ? have(`${parent.isPerson ? '' : 'the '}${role} ${name}`.trim()) : be(where),
    }
  }
  if (negated && !key.isPlain) throw new Unsayable('not of a role')
  if (negated)
    return {
      verb: verb(
        `does not belong to any of the ${sayRows(rows, 'many', speech)}`,
        `do not belong to any of the ${sayRows(rows, 'many', speech)}`,
      ),
    }
  const clause = parentClause(rows, role, speech)
  // "whose project's organisation's type is …" is one owner too many.
  const whose = /'s .*'s /.test(clause) ? undefined : clause
  const preposition = PREPOSITIONS.get(parent.one)
  const isPlace = preposition !== undefined && preposition !== 'from'
  // "staff of parks with a name starting with U": whose name? And parts of parts of parts are too many.
  const nested = key.isPlain ? sayRows(rows, 'many', speech) : ''
  const isClear = key.isPlain && !isSaidOf(key.child, rows) && !/ of .* of /.test(` of ${nested}`)
  return {
    ...(whose !== undefined && { whose }),
    ...(isClear && { nested: `${isPlace ? preposition : 'of'} ${nested}` }),
    verb: have(`${indefinite(role)} ${relative(rows, speech)}`),
  }
}

/** "who is from Germany", "whose budget is above 10" */
function relative(rows: Rows, speech: Speech): string {
  const [only, ...others] = rows.conditions
  if (only !== undefined && others.length === 0) {
    const { whose } = conditionForms(only, rows.entity, speech)
    if (whose !== undefined)
      return `whose ${whose.replaceAll('{their}', rows.entity.isPerson ? 'their' : 'its')}`
  }
  return `${rows.entity.isPerson ? 'who' : 'that'} ${sayVerbs(rows.conditions, rows.entity, 'one', speech)}`
}

/** After "whose": "customer is from Germany", "department's budget is above 10". */
function parentClause(rows: Rows, role: string, speech: Speech): string {
  const [only, ...others] = rows.conditions
  if (only !== undefined && others.length === 0) {
    const forms = conditionForms(only, rows.entity, speech)
    const isOwn =
      only.kind === 'test' && only.test.kind !== 'null' && forms.after?.startsWith('with ') !== false
    if (
      forms.whose !== undefined &&
      (only.kind === 'parent' ||
        only.kind === 'columns' ||
        !isOwn ||
        forms.verb === undefined ||
        only.kind === 'test')
    ) {
      const isEasier =
        forms.adjective !== undefined || forms.after?.startsWith('from ') || forms.after?.startsWith('in ')
      if (!isEasier)
        return `${role}'s ${forms.whose.replaceAll('{their}', rows.entity.isPerson ? 'their' : 'its')}`
    }
  }
  return `${role} ${sayVerbs(rows.conditions, rows.entity, 'one', speech)}`
}

/** The name by which the rows are picked, when nothing else is asked of them. */
function nameOf(rows: Rows): string | undefined {
  const both = isNamedOnly(rows.conditions, rows.entity)
  if (both !== undefined) return both
  const [only, ...others] = rows.conditions
  const isName =
    only?.kind === 'test' && rows.entity.names.length === 1 && only.column === rows.entity.names[0]
  if (!isName || others.length > 0 || only.test.kind !== 'compare' || only.test.operator !== '=')
    return undefined
  return sayLiteral(only.column, only.test.value)
}

type Children = Extract<Condition, { kind: 'children' }>

function childrenForms({ key, rows, count }: Children, outer: Speech): Forms {
  const speech = isSaidOf(key.parent, rows) ? { ...outer, avoidsWhose: true } : outer
  const { parent, child } = key
  if (count.kind === 'compared') refuseZero(key.coversParents && rows.conditions.length === 0, count)
  if (rows.conditions.some(({ kind }) => kind === 'children')) throw new Unsayable('children of children')
  const isMany = rows.conditions.length > 1 && rows.conditions.some(({ kind }) => kind !== 'test')
  if (count.kind === 'none' && (isMany || rows.conditions.some(isNegative)))
    throw new Unsayable('none of what is not')
  if (key.isSubtype) {
    if (count.kind === 'compared' || !key.isKind) throw new Unsayable('a count of one')
    const [one, many] = [sayRows(rows, 'one', speech), sayRows(rows, 'many', speech)]
    const not = count.kind === 'none' ? 'not ' : ''
    return { verb: verb(`is ${not}${indefinite(one)}`, `are ${not}${many}`), isLong: true }
  }
  const across = acrossBridge(key, rows, count, speech)
  if (across !== undefined) return across
  if (!key.isPlain) {
    const whose = `the ${key.role} of`
    if (count.kind === 'none')
      return { verb: be(`not ${whose} any ${sayRows(rows, 'many', speech)}`), isLong: true }
    return { verb: be(`${whose} ${sayQuantity(rows, count, speech)}`), isLong: true }
  }
  const deed = AGENTS.has(parent.one.split(' ').at(-1)!) ? DEEDS.get(child.one.split(' ').at(-1)!) : undefined
  if (deed !== undefined && child.one.split(' ').length <= 2) {
    if (count.kind === 'none') {
      const any = `not ${deed} any ${sayRows(rows, 'many', speech)}`
      return { verb: have(any), isLong: true }
    }
    const what = sayQuantity(rows, count, speech)
    return { verb: have(`${deed} ${what}`), after: `with ${what}`, isLong: true }
  }
  if (count.kind === 'none') {
    const what = sayRows(rows, 'many', speech)
    return {
      isLong: true,
      verb: have(`no ${what}`),
      after:
        rows.conditions.length === 0
          ? speech.random.pick([`without any ${what}`, `with no ${what}`])
          : `with no ${what}`,
    }
  }
  const what = sayQuantity(rows, count, speech)
  return { verb: have(what), after: `with ${what}`, isLong: true }
}

/** Says what a row is not, or has not. */
export function isNegative(condition: Condition): boolean {
  if (condition.kind === 'parent') return condition.negated || condition.rows.conditions.some(isNegative)
  if (condition.kind === 'children') return condition.count.kind === 'none'
  if (condition.kind !== 'test') return false
  const { test } = condition
  if (test.kind === 'null') return !test.negated
  return (test.kind === 'compare' && test.operator === '<>') || ('negated' in test && test.negated)
}

/** "employees with no job histories whose department is …": an employee has a department too. */
function isSaidOf({ columns, links }: Entity, { conditions }: Rows): boolean {
  return conditions.some((condition) => {
    if (condition.kind === 'parent') return links.some(({ role }) => role === condition.key.role)
    return condition.kind === 'test' && columns.some(({ one }) => one === condition.column.one)
  })
}

/** Groups have no line for zero: "fewer than three" would promise one. */
function refuseZero(
  isCovered: boolean,
  { fromOne, operator, to }: Extract<Count, { kind: 'compared' }>,
): void {
  const holdsZero = { '<': to > 0, '<=': to >= 0, '=': to === 0, '<>': to !== 0, '>': to < 0, '>=': to <= 0 }[
    operator
  ]
  if (fromOne && holdsZero && !isCovered) throw new Unsayable('a count that leaves out zero')
}

/** Students take courses: what the linking table links, not the linking table. */
function acrossBridge(from: Children['key'], rows: Rows, count: Count, speech: Speech): Forms | undefined {
  const bridge = from.child
  if (!bridge.isBridge && bridge.verb === undefined) return undefined
  // So many pairs are so many of the other side only where no pair is there twice.
  if (count.kind === 'compared' && !bridge.isPairing) return undefined
  const other = otherSide(from, rows)
  if (other === undefined) return undefined
  const { key: to } = other
  // A prerequisite is a course, but one that a course has: there it goes by its role.
  const target =
    from.isPlain && !to.isPlain
      ? { ...other.rows, entity: { ...to.parent, one: to.role, many: to.roles } }
      : other.rows
  const what =
    count.kind === 'none' ? `any ${sayRows(target, 'many', speech)}` : sayQuantity(target, count, speech)
  const said = linkVerb(from, to, count.kind === 'none')
  if (said === undefined) return undefined
  return { verb: { one: `${said.one} ${what}`, many: `${said.many} ${what}` }, isLong: true }
}

/** What the linking rows link to, when they are asked for nothing else. */
function otherSide(from: Children['key'], { conditions }: Rows): Parent | undefined {
  const [only, ...others] = conditions
  if (only === undefined) {
    const [key, ...more] = from.child.links.filter((link) => link !== from)
    if (key === undefined || more.length > 0 || !key.isComplete) return undefined
    return { kind: 'parent', key, rows: { entity: key.parent, conditions: [] }, negated: false }
  }
  return only.kind === 'parent' && others.length === 0 && !only.negated ? only : undefined
}

function linkVerb(from: Children['key'], to: Parent['key'], negated: boolean): Verb | undefined {
  const bridge = from.child
  const does = (one: string, many: string): Verb =>
    negated ? verb(`does not ${many}`, `do not ${many}`) : verb(one, many)
  const is = (what: string): Verb => be(negated ? `not ${what}` : what)
  if (bridge.verb !== undefined) {
    const isActive = from.parent.isPerson && !to.parent.isPerson
    const isPassive = to.parent.isPerson && !from.parent.isPerson
    if (isActive) return does(bridge.verb.one, bridge.verb.many)
    if (isPassive) return bridge.verb.by === undefined ? does('has', 'have') : is(bridge.verb.by)
    return undefined
  }
  if (from.isPlain && !to.isPlain) return does('has', 'have')
  if (!from.isPlain) return to.isPlain ? is(`the ${from.role} of`) : undefined
  if (bridge.one === `${from.parent.one} ${to.parent.one}`) return does('has', 'have')
  if (bridge.one === `${to.parent.one} ${from.parent.one}`) return does('belongs to', 'belong to')
  return is('linked to')
}

const COMPARED: Readonly<Record<Comparator, string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'fewer than',
  '<=': 'at most',
  '=': 'exactly',
  '<>': 'other than',
}

/** "at least one order from 2020", "more than three orders". */
function sayQuantity(rows: Rows, count: Exclude<Count, { kind: 'none' }>, speech: Speech): string {
  if (count.kind === 'some') return `at least one ${sayRows(rows, 'one', speech)}`
  if (count.operator === '<>') throw new Unsayable('any other number')
  const number = count.to === 1 ? 'one' : 'many'
  return `${COMPARED[count.operator]} ${sayCount(count.to)} ${sayRows(rows, number, speech)}`
}

function anyForms(conditions: readonly Condition[], entity: Entity, speech: Speech): Forms {
  // Nearly all rows are not the one or not the other.
  if (conditions.some(isNegative)) throw new Unsayable('not this or that')
  const oneOf = asOneOf(conditions)
  if (oneOf !== undefined) return conditionForms(oneOf, entity, speech)
  const forms = conditions.map((condition) => conditionForms(condition, entity, speech))
  const whose = forms.map((form) => form.whose)
  const verbs = forms.map((form) => form.verb)
  const isWhose = whose.every((text) => text !== undefined)
  const isVerb = verbs.every((form) => form !== undefined)
  if (isVerb && !isWhose) {
    return {
      verb: {
        one: verbs.map((form) => form!.one).join(' or '),
        many: verbs.map((form) => form!.many).join(' or '),
      },
    }
  }
  if (!isWhose) throw new Unsayable('alternatives of different kinds')
  return {
    whose: whose.join(' or whose '),
    ...(isVerb && {
      verb: {
        one: verbs.map((form) => form!.one).join(' or '),
        many: verbs.map((form) => form!.many).join(' or '),
      },
    }),
  }
}

/** "whose composer is A or whose composer is B": is one of the two. */
function asOneOf(conditions: readonly Condition[]): Condition | undefined {
  const values: Literal[] = []
  const [first] = conditions
  if (first?.kind !== 'test') return undefined
  for (const condition of conditions) {
    if (condition.kind !== 'test' || condition.column !== first.column) return undefined
    const { test } = condition
    if (test.kind !== 'compare' || test.operator !== '=' || test.part !== undefined) return undefined
    values.push(test.value)
  }
  return { ...first, test: { kind: 'one-of', values, negated: false } }
}

const NUMBERS: Readonly<Record<Comparator, string>> = {
  '>': 'higher than',
  '>=': 'at least as high as',
  '<': 'lower than',
  '<=': 'at most as high as',
  '=': 'the same as',
  '<>': 'different from',
}
const TIMES: Readonly<Record<Comparator, string>> = {
  '>': 'after',
  '>=': 'on or after',
  '<': 'before',
  '<=': 'on or before',
  '=': 'the same as',
  '<>': 'different from',
}

/** "salary is higher than that of their manager" */
function columnForms(
  { left, operator, right }: Extract<Condition, { kind: 'columns' }>,
  _entity: Entity,
): Forms {
  if (left.path.length > 0) throw new Unsayable('a column of another table first')
  const isTime = left.column.role === 'date' || left.column.role === 'year'
  const words = (isTime ? TIMES : NUMBERS)[operator]
  if (right.path.length === 0) return { whose: `${left.column.one} is ${words} {their} ${right.column.one}` }
  const isSame = left.column.one === right.column.one
  if (isSame && right.path.length === 1)
    return { whose: `${left.column.one} is ${words} that of {their} ${right.path[0]!.role}` }
  return { whose: `${left.column.one} is ${words} {their} ${attributeNoun(right).one}` }
}
