import { sayCount } from '../lexicon/sayable-value.ts'
import type { AverageOfGroups, FirstPerGroup, ListMeaning, SetMeaning } from '../meaning/meaning.ts'
import { attributeNoun, groupNoun, refuseNulls } from './attribute-phrase.ts'
import { isNegative } from './condition-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { hasClause } from './list-question.ts'
import { nameMeasure } from './measure-phrase.ts'
import { sayRows, sayVerbs } from './rows-phrase.ts'
import { sayShown } from './shown-phrase.ts'
import { superlativeOf } from './superlative-phrase.ts'

export function setQuestion({ operator, left, right }: SetMeaning, speech: Speech): string {
  const { random } = speech
  if (
    operator === 'union all' ||
    left.order.length > 0 ||
    right.order.length > 0 ||
    left.limit !== undefined ||
    right.limit !== undefined
  ) {
    throw new Unsayable('a set operation with more')
  }
  if (left.shown.length !== right.shown.length) throw new Unsayable('sets of different width')
  const isSame =
    left.rows.entity === right.rows.entity &&
    left.shown.every((attribute, place) => isSameColumn(attribute, right.shown[place]!))
  const isIdentity = isSame && identifies(left)
  if (isIdentity) return identityQuestion({ kind: 'set', operator, left, right }, speech)
  if ([left, right].some(({ rows }) => rows.conditions.some(({ kind }) => kind === 'any')))
    throw new Unsayable('alternatives in a set')
  // Sets of pairs hold pairs, which no list of nouns says.
  if (left.shown.length > 1) throw new Unsayable('sets of several columns')
  const [a, b] = [left.shown[0]!, right.shown[0]!]
  const noun = attributeNoun(a)
  const isNameOfBoth = attributeNoun(b).one === noun.one
  if (!isNameOfBoth) throw new Unsayable('sets of different columns')
  const leftRows = withAll(left, speech)
  const rightRows = withAll(right, speech)
  if (hasOpenEnd(leftRows) && operator !== 'union') throw new Unsayable('sets of clauses')
  if (operator === 'intersect') {
    const [one, other] = [left, right].map(({ rows }) => sayRows(rows, 'many', speech))
    return random.pick([
      `Which ${noun.many} appear both among ${leftRows} and among ${rightRows}?`,
      `Find the ${noun.many} that ${one} and ${other} have in common.`,
    ])
  }
  if (operator === 'except') {
    return random.pick([
      `Which ${noun.many} appear among ${leftRows} but not among ${rightRows}?`,
      `Find the ${noun.many} of ${leftRows} that do not occur among ${rightRows}.`,
    ])
  }
  return random.pick([
    `List all ${noun.many} that appear among ${leftRows} or among ${rightRows}, without duplicates.`,
    `Which different ${noun.many} appear among ${leftRows} or among ${rightRows}?`,
  ])
}

function isSameColumn(left: ListMeaning['shown'][number], right: ListMeaning['shown'][number]): boolean {
  return (
    left.column === right.column &&
    left.part === right.part &&
    left.path.length === right.path.length &&
    left.path.every((key, place) => key === right.path[place])
  )
}

/** No two rows show the same. */
function identifies({ shown, rows }: ListMeaning): boolean {
  const own = shown
    .filter(({ path, part }) => path.length === 0 && part === undefined)
    .map(({ column }) => column)
  const { names } = rows.entity
  return (
    own.some(({ isUnique }) => isUnique) || (names.length === 2 && names.every((name) => own.includes(name)))
  )
}

function withAll({ rows }: ListMeaning, speech: Speech): string {
  return `${rows.conditions.length === 0 ? 'all ' : ''}${sayRows(rows, 'many', speech)}`
}

function hasOpenEnd(text: string): boolean {
  return / (?:who|that|whose) .* (?:who|that|whose) /.test(text)
}

/** The same rows under two conditions: "customers from Germany who also have an order". */
function identityQuestion({ operator, left, right }: SetMeaning, speech: Speech): string {
  const { entity } = left.rows
  const { random } = speech
  const relative = entity.isPerson ? 'who' : 'that'
  if (right.rows.conditions.length === 0) throw new Unsayable('a set of everything')
  if ([left, right].some(({ rows }) => rows.conditions.some(({ kind }) => kind === 'any'))) {
    throw new Unsayable('alternatives in a set')
  }
  const what = sayShown(left.shown, 'many')
  const first = sayRows(left.rows, 'many', speech)
  if (operator === 'except') {
    if (right.rows.conditions.some(isNegative)) throw new Unsayable('except those that are not')
    const second = sayRows(right.rows, 'many', speech)
    const others = second.startsWith(entity.many)
      ? second.replace(entity.many, 'those')
      : `the ${second.replace(entity.many, 'ones')}`
    const all = left.rows.conditions.length === 0 ? `all ${first}` : first
    return random.pick([
      `${random.pick(['List', 'Show', 'Find'])} the ${what} of ${all}, except ${others}.`,
      `What are the ${what} of ${all}, leaving out ${others}?`,
    ])
  }
  if (left.rows.conditions.length === 0) throw new Unsayable('a set of everything')
  const firstVerbs = sayVerbs(left.rows.conditions, entity, 'many', speech)
  const secondVerbs = sayVerbs(right.rows.conditions, entity, 'many', speech)
  if (operator === 'intersect') {
    return random.pick([
      `What are the ${what} of ${entity.many} ${relative} ${firstVerbs} and also ${secondVerbs}?`,
      `${random.pick(['List', 'Show', 'Find'])} the ${what} of ${entity.many} ${relative} both ${firstVerbs} and ${secondVerbs}.`,
    ])
  }
  return random.pick([
    `What are the ${what} of ${entity.many} ${relative} ${firstVerbs} or ${secondVerbs}, or both?`,
    `${random.pick(['List', 'Show', 'Find'])} the ${what} of ${entity.many} ${relative} ${firstVerbs} or ${secondVerbs}, or both.`,
  ])
}

/** "What is the average number of orders per customer?" */
export function averageQuestion({ statistic, group, measure }: AverageOfGroups, speech: Speech): string {
  const { random } = speech
  const [key, ...others] = group.keys
  if (
    key === undefined ||
    others.length > 0 ||
    measure.kind === 'percentage' ||
    measure.kind === 'count-if' ||
    statistic === 'sum'
  ) {
    throw new Unsayable('an average of shares')
  }
  refuseNulls(key, group.rows)
  const noun = groupNoun(key)
  const { rows } = group
  const all = sayRows(rows, 'many', speech)
  if (/ (?:who|that|whose|with) /.test(all)) throw new Unsayable('an average of clauses')
  if (rows.conditions.some(({ kind }) => kind !== 'test')) throw new Unsayable('an average of clauses')
  if (statistic !== 'avg' && rows.conditions.length > 0) throw new Unsayable('the highest of a part')
  const isCovered =
    (key.kind === 'attribute' && rows.conditions.length === 0) ||
    (key.kind === 'entity' &&
      rows.conditions.length === 0 &&
      key.path.length === 1 &&
      key.path[0]!.coversParents)
  const only = isCovered ? '' : `, counting only ${noun.many} with at least one`
  const name = { avg: 'average', max: 'highest', min: 'lowest' }[statistic]
  if (measure.kind === 'count') {
    return random.pick([
      `What is the ${name} number of ${all} per ${noun.one}${only}?`,
      ...(statistic === 'avg' && isCovered ? [`On average, how many ${all} are there per ${noun.one}?`] : []),
      `Find the ${name} number of ${all} per ${noun.one}${only}.`,
    ])
  }
  if (measure.kind !== 'statistic' || measure.statistic !== 'sum' || statistic !== 'avg')
    throw new Unsayable('an average of averages')
  const said = nameMeasure(measure, rows, speech)
  if (said.startsWith('total number of ')) throw new Unsayable('an average of numbers of numbers')
  return random.pick([
    `What is the ${name} ${said} of ${all} per ${noun.one}${isCovered ? '' : `, counting only ${noun.many} with ${rows.entity.many}`}?`,
  ])
}

/** "For each genre, show the names of the three longest tracks." */
export function firstPerGroupQuestion(
  { rows, shown, key, order, count }: FirstPerGroup,
  speech: Speech,
): string {
  const { random } = speech
  refuseNulls(key, rows)
  const noun = groupNoun(key)
  const number = count === 1 ? 'one' : 'many'
  const best = superlativeOf(order, number, speech)
  const all = sayRows(rows, number, speech)
  if (hasClause(all)) throw new Unsayable('a superlative after a clause')
  const amount = count === 1 ? '' : `${sayCount(count)} `
  const top =
    best.adjective === undefined ? `${amount}${all} ${best.after}` : `${amount}${best.adjective} ${all}`
  const isKey = (attribute: FirstPerGroup['shown'][number]): boolean =>
    key.kind === 'entity'
      ? key.entity.names.includes(attribute.column)
      : key.kind === 'attribute' && attribute.column === key.attribute.column
  const what = sayShown(
    shown.filter((attribute) => !isKey(attribute)),
    number,
  )
  if (!shown.some(isKey)) throw new Unsayable('groups that are not named')
  return random.pick([
    `For each ${noun.one}, show the ${what} of the ${top}.`,
    `For each ${noun.one}, what ${number === 'many' || shown.length > 2 ? 'are' : 'is'} the ${what} of the ${top}?`,
  ])
}
