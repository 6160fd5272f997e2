import { sayCount } from '../lexicon/sayable-value.ts'
import type { Attribute, Comparator, GroupMeaning, Measure } from '../meaning/meaning.ts'
import { attributeNoun, groupNoun, refuseNulls } from './attribute-phrase.ts'
import { conditionForms } from './condition-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { nameMeasure, refuseCircular, relativeOf, sayMeasure } from './measure-phrase.ts'
import { listWith } from './noun-phrase.ts'
import { sayOrder } from './order-phrase.ts'
import { sayRows } from './rows-phrase.ts'
import { comparing } from './test-phrase.ts'
import { sayNumber } from './value-phrase.ts'

export function groupQuestion(meaning: GroupMeaning, speech: Speech): string {
  if (meaning.keys.some(({ kind }) => kind === 'label')) return labelQuestion(meaning, speech)
  const { rows, keys } = meaning
  for (const key of keys) refuseNulls(key, rows)
  // The enrollments of a teacher are those in the classes of that teacher, which nobody says.
  if (keys.some((key) => key.kind === 'entity' && key.path.length > 1))
    throw new Unsayable('groups at a distance')
  const isWithin = rows.conditions.some(
    (condition) =>
      condition.kind === 'test' && condition.test.kind === 'statistic' && condition.test.within !== undefined,
  )
  if (isWithin) throw new Unsayable('groups of those that stand out of groups')
  if (meaning.limit !== undefined) return topGroups(meaning, speech)
  return eachGroup(meaning, speech)
}

interface Shown {
  readonly measures: readonly Measure[]
  /** Columns of the groups besides what they are called by. */
  readonly extra: readonly Attribute[]
}

/** What is shown beside the name of the group itself, which "for each" promises. */
function sortShown({ shown, keys }: GroupMeaning): Shown {
  const attributes = shown.filter((item): item is Attribute => item.kind === 'attribute')
  const measures = shown.filter((item): item is Measure => item.kind !== 'attribute')
  const extra = attributes.filter(
    (attribute) =>
      !keys.some((key) =>
        key.kind === 'entity'
          ? key.entity.names.includes(attribute.column)
          : key.kind === 'attribute' && key.attribute.column === attribute.column,
      ),
  )
  const isNamed = keys.every((key) =>
    key.kind === 'entity'
      ? attributes.some(({ path }) => path.length === key.path.length) ||
        attributes.some(({ path }) => path.length === key.path.length - 1)
      : key.kind === 'attribute' &&
        attributes.some(({ column, part }) => column === key.attribute.column && part === key.attribute.part),
  )
  if (!isNamed) throw new Unsayable('groups that are not named')
  return { measures, extra }
}

/** "genre", "country and year": also whether the rows leave out groups that a listener would expect. */
function sayKeys(meaning: GroupMeaning, number: 'one' | 'many'): string {
  return listWith(meaning.keys.map((key) => groupNoun(key)[number]))
}

/** Groups come from the rows: an artist without albums has no line unless it was asked for. */
function coverage(meaning: GroupMeaning): string {
  const [key] = meaning.keys
  if (key?.kind !== 'entity') return ''
  const last = key.path.at(-1)!
  if (meaning.withEmpty) return `, including those without any ${meaning.rows.entity.many}`
  if (meaning.rows.conditions.length > 0 || key.path.length > 1 || last.coversParents) return ''
  // A start station is one only where a trip starts.
  return last.isPlain ? ` with at least one ${meaning.rows.entity.one}` : ''
}

function havingPhrase(meaning: GroupMeaning, speech: Speech): string | undefined {
  const { having, rows } = meaning
  if (having === undefined) return undefined
  return having
    .map(({ measure, operator, value }) => {
      if (measure.kind === 'count')
        return `${countCompared(operator, value)} ${value === 1 ? rows.entity.one : rows.entity.many}`
      if (measure.kind !== 'statistic' || operator === '=' || operator === '<>')
        throw new Unsayable('a condition on groups')
      const noun = nameMeasure(measure, rows, speech)
      return `${/^(?:average|earliest)/.test(noun) ? 'an' : 'a'} ${noun} ${comparing(operator, speech).after} ${sayNumber(value)}`
    })
    .join(' and ')
}

/** "Which countries have more than five customers from …", "For which grapes is the average price below 60?" */
function havingQuestion(meaning: GroupMeaning, speech: Speech): string {
  const { rows, order } = meaning
  const [only, ...others] = meaning.having ?? []
  if (only === undefined || others.length > 0) throw new Unsayable('several conditions on groups')
  const tail = sayOrder(order, rows, speech)
  const keys = sayKeys(meaning, 'many')
  const { measure, operator, value } = only
  if (measure.kind === 'count') {
    const what = `${countCompared(operator, value)} ${sayRows(rows, value === 1 ? 'one' : 'many', speech)}`
    return tail === '' || rows.conditions.length === 0
      ? `Which ${keys} have ${what}${tail}?`
      : `Find the ${keys} with ${what}${tail}.`
  }
  if (measure.kind !== 'statistic' || operator === '=' || operator === '<>')
    throw new Unsayable('a condition on groups')
  return `For which ${keys} is the ${sayMeasure(measure, rows, speech)} ${comparing(operator, speech).is} ${sayNumber(value)}${tail}?`
}

function countCompared(operator: Comparator, value: number): string {
  const words = {
    '>': 'more than',
    '>=': 'at least',
    '=': 'exactly',
    '<': 'fewer than',
    '<=': 'at most',
    '<>': '',
  }[operator]
  if (words === '') throw new Unsayable('any other number')
  return `${words} ${sayCount(value)}`
}

function eachGroup(meaning: GroupMeaning, speech: Speech): string {
  const { rows, order } = meaning
  const { measures, extra } = sortShown(meaning)
  const having = havingPhrase(meaning, speech)
  if (measures.length === 0) {
    if (having === undefined || extra.length > 0) throw new Unsayable('groups of nothing')
    return havingQuestion(meaning, speech)
  }
  if (rows.conditions.length > 0 && measures.some(isShare)) throw new Unsayable('a share of a part')
  const isSimple = measures.length === 1 && meaning.keys.length === 1 && measures[0]?.kind === 'count'
  const isDistinct = measures.some(({ kind }) => kind === 'distinct')
  if ((rows.conditions.length > 1 && !isSimple) || (rows.conditions.length > 0 && isDistinct))
    throw new Unsayable('several numbers of a part of a part')
  for (const measure of measures) refuseCircular(measure, rows)
  if (rows.conditions.length > 0 && having !== undefined) {
    // Of what was filtered, a group has fewer than of all.
    const rest = eachGroup({ ...meaning, rows: { ...rows, conditions: [] } }, speech)
    return `Considering only ${sayRows(rows, 'many', speech)}, ${rest.charAt(0).toLowerCase()}${rest.slice(1)}`
  }
  const tail = sayOrder(order, rows, speech, measures)
  if (meaning.withEmpty) return eachWithEmpty(meaning, tail, speech)
  const isOfThings = meaning.keys.some(({ kind }) => kind === 'entity')
  if (rows.conditions.length > 0 && isOfThings)
    return eachWithSuch(meaning, { measures, extra }, tail, speech)
  if (rows.conditions.length > 0) return byGroup(meaning, { measures, extra }, tail, speech)
  return eachOfAll(meaning, { measures, extra }, having, tail, speech)
}

function isShare({ kind }: Measure): boolean {
  return kind === 'count-if' || kind === 'percentage'
}

function eachWithEmpty(meaning: GroupMeaning, tail: string, { random }: Speech): string {
  const { many } = meaning.rows.entity
  const one = sayKeys(meaning, 'one')
  const covered = coverage(meaning)
  const asked = [
    `For each ${one}, how many ${many} are there${covered}?`,
    `How many ${many} does each ${one} have${covered}?`,
  ]
  return random.pick([
    `Show the number of ${many} of each ${one}${covered}${tail}.`,
    ...(tail === '' ? asked : []),
  ])
}

/** "For each album with at least one track longer than …, show the number of such tracks": others have no line. */
function eachWithSuch(
  meaning: GroupMeaning,
  { measures, extra }: Shown,
  tail: string,
  speech: Speech,
): string {
  const { rows } = meaning
  if (rows.conditions.some(({ kind }) => kind === 'children')) throw new Unsayable('such that have such')
  // "the writer and the price of those": whose writer?
  if (extra.length > 0 && measures.some(({ kind }) => kind !== 'count'))
    throw new Unsayable('more of a group')
  const one = sayKeys(meaning, 'one')
  const what = listWith([
    ...extra.map((attribute) => `the ${shortNoun(attribute)}`),
    ...measures.map((measure) =>
      measure.kind === 'count'
        ? `the number of such ${rows.entity.many}`
        : `the ${nameMeasure(measure, rows, speech)} of those ${rows.entity.many}`,
    ),
  ])
  return `For each ${one} with at least one ${sayRows(rows, 'one', speech)}, ${speech.random.pick(['show', 'find'])} ${what}${tail}.`
}

/** "Count the male students by city": groups come from the rows, and those that have none are not promised. */
function byGroup(meaning: GroupMeaning, { measures, extra }: Shown, tail: string, speech: Speech): string {
  const { rows } = meaning
  const all = sayRows(rows, 'many', speech)
  const one = sayKeys(meaning, 'one')
  const [only, ...others] = measures
  const isDeep = rows.conditions.some(
    (condition) =>
      condition.kind === 'children' &&
      condition.count.kind === 'compared' &&
      condition.rows.conditions.length > 0,
  )
  if (extra.length > 0 || isDeep) throw new Unsayable('more of a group')
  if (others.length > 0 && only!.kind !== 'count') throw new Unsayable('several numbers of a part')
  const said = sayMeasure(only!, rows, speech)
  const also = others.map((measure) => ` and their ${nameMeasure(measure, rows, speech)}`).join('')
  if (others.some(({ kind }) => kind === 'count') || others.length > 1) throw new Unsayable('the count last')
  // "a cost of at most 100 per size" would be a cost per size.
  const isBare = !/ (?:who|that|whose|with|without|of|from|in|on|by|not|than|aged|\w+ed) /.test(` ${all} `)
  const by = isBare && also === '' ? ` by ${one}` : `, by ${one}`
  const verbs = speech.random.pick(['Show', 'Find'])
  const patterns = [`${verbs} the ${said}${also}${by}${tail}.`]
  if (by.startsWith(' ') && tail === '')
    patterns.push(`${verbs} the ${said} per ${one}.`, `What is the ${said} per ${one}?`)
  if (only!.kind === 'count' && also === '') patterns.push(`Count the ${all}${by}${tail}.`)
  return speech.random.pick(patterns)
}

function eachOfAll(
  meaning: GroupMeaning,
  { measures, extra }: Shown,
  having: string | undefined,
  tail: string,
  speech: Speech,
): string {
  const { random } = speech
  const { rows } = meaning
  const [only, ...others] = measures
  const one = sayKeys(meaning, 'one')
  const isPlain = extra.length === 0 && others.length === 0
  const covered = having === undefined ? coverage(meaning) : ''
  const each = `each ${one}${covered}${having === undefined ? '' : ` with ${having}`}`
  const isBare = covered === '' && having === undefined
  const named = listWith(
    [
      ...extra.map((attribute) => shortNoun(attribute)),
      ...measures.map((measure) => sayFor(measure, meaning, speech)),
    ].map((noun, place) => (place === 0 || noun.startsWith('their ') ? noun : `the ${noun}`)),
  )
  const patterns = [`For ${each}, show the ${named}${tail}.`, `For ${each}, find the ${named}${tail}.`]
  const { many } = rows.entity
  if (isPlain && only!.kind === 'count') {
    if (tail === '')
      patterns.push(`For ${each}, how many ${many} are there?`, `How many ${many} are there for ${each}?`)
    patterns.push(`Show the number of ${many} for ${each}${tail}.`)
    if (isBare) patterns.push(`Count the ${many} by ${one}${tail}.`)
    if (isBare && tail === '') patterns.push(`What is the number of ${many} per ${one}?`)
  } else if (isPlain && !isShare(only!)) {
    const said = sayMeasure(only!, rows, speech)
    if (tail === '') patterns.push(`For ${each}, what is the ${said}?`, `What is the ${said} for ${each}?`)
    patterns.push(`Show the ${said} for ${each}${tail}.`)
    if (isBare) patterns.push(`Find the ${said} per ${one}${tail}.`, `Show the ${said} by ${one}${tail}.`)
  }
  return random.pick(patterns)
}

function shortNoun(attribute: Attribute): string {
  return attribute.path.length === 0
    ? attributeNoun(attribute).one
    : attribute.part === undefined
      ? attribute.column.one
      : attributeNoun(attribute).one
}

/** After "for each …": "number of orders", "average price of its products". */
function sayFor(measure: Measure, { rows, shown }: GroupMeaning, speech: Speech): string {
  const measures = shown.filter((item) => item.kind !== 'attribute')
  const isFirst = measures[0] === measure
  if (measure.kind === 'count-if' || measure.kind === 'percentage') {
    if (measures.length > 1 && !isFirst) throw new Unsayable('a mixture of numbers')
    return sayMeasure(measure, rows, speech)
  }
  return isFirst
    ? sayMeasure(measure, rows, speech)
    : nameMeasure(measure, { ...rows, conditions: [] }, speech)
}

/** GROUP BY … ORDER BY a number LIMIT n: "Which five countries have the most customers?" */
function topGroups(meaning: GroupMeaning, speech: Speech): string {
  const { random } = speech
  const { rows, order, limit, keys, having } = meaning
  const [first, ...others] = order
  const { measures, extra } = sortShown(meaning)
  if (
    first === undefined ||
    first.by.kind === 'attribute' ||
    others.length > 0 ||
    extra.length > 0 ||
    having !== undefined ||
    keys.length > 1
  ) {
    throw new Unsayable('the first groups of no order')
  }
  const by = first.by
  const isFewest = first.direction === 'asc' && by.kind === 'count'
  if (isFewest && coverage(meaning) !== '') throw new Unsayable('fewest of those that have any')
  if (isFewest && rows.conditions.length > 0) throw new Unsayable('fewest of those that have any')
  if (measures.some((measure) => measure.kind !== by.kind) || measures.length > 1)
    throw new Unsayable('other numbers than the order')
  const number = limit === 1 ? 'one' : 'many'
  const noun = sayKeys(meaning, number)
  const amount = limit === 1 ? '' : `${sayCount(limit!)} `
  const all = sayRows(rows, 'many', speech)
  const has = limit === 1 ? 'has' : 'have'
  const also =
    measures.length === 0
      ? ''
      : by.kind === 'count'
        ? random.pick([', and how many', ' and how many'])
        : undefined
  const what = by.kind === 'statistic' && by.statistic === 'sum' ? 'total' : 'average'
  const number1 = by.kind === 'statistic' ? what : 'number'
  const value = measures.length === 0 ? '' : limit === 1 ? `that ${number1}` : `those ${number1}s`
  if (by.kind === 'count') {
    const most =
      first.direction === 'desc'
        ? random.pick(['the most', 'the largest number of', 'the highest number of'])
        : 'the fewest'
    if (measures.length > 0) {
      return random.pick([
        `Which ${amount}${noun} ${has} ${most} ${all}${also}?`.replace(
          /how many\?$/,
          `how many ${limit === 1 ? 'is that' : 'do they have'}?`,
        ),
        `Show the ${amount}${noun} with ${most} ${all}, together with ${value}.`,
      ])
    }
    return random.pick([
      `Which ${amount}${noun} ${has} ${most} ${all}?`,
      `Find the ${amount}${noun} with ${most} ${all}.`,
      `Show the ${amount}${noun} with ${most} ${all}.`,
    ])
  }
  if (by.kind !== 'statistic' && by.kind !== 'distinct') throw new Unsayable('the first groups by a share')
  const said = sayMeasure(by, rows, speech)
  const extreme = first.direction === 'desc' ? 'highest' : 'lowest'
  const isOdd =
    /^(?:highest|lowest|maximum|minimum|earliest|latest|greatest|shortest|largest|smallest|sum) /.test(said)
  if (isOdd) throw new Unsayable('the highest of highest')
  const end = value === '' ? '' : `, together with ${value}`
  return random.pick([
    value === ''
      ? `Which ${amount}${noun} ${has} the ${extreme} ${said}?`
      : `Show the ${amount}${noun} with the ${extreme} ${said}${end}.`,
    `Find the ${amount}${noun} with the ${extreme} ${said}${end}.`,
  ])
}

/** CASE as a group: rows are given a name by a condition, and counted. */
function labelQuestion(meaning: GroupMeaning, speech: Speech): string {
  const [key, ...others] = meaning.keys
  const { rows, order, limit, having, shown } = meaning
  if (
    key?.kind !== 'label' ||
    others.length > 0 ||
    order.length > 0 ||
    limit !== undefined ||
    having !== undefined
  )
    throw new Unsayable('labels among others')
  const measures = shown.filter((item): item is Measure => item.kind !== 'attribute')
  if (measures.length !== 1) throw new Unsayable('labels of several numbers')
  const measure = measures[0]!
  const cases = key.cases.map(({ condition, label }) => {
    const { whose, verb, after } = conditionForms(condition, rows.entity, speech)
    const when = whose === undefined ? (after ?? verb?.many) : undefined
    if (whose === undefined && when === undefined) throw new Unsayable('a label without words')
    const said = whose ?? when!
    return `"${label}" (${(whose === undefined ? `those ${after === undefined ? `${relativeOf(rows)} ` : ''}${said}` : said).replaceAll('{their}', 'their')})`
  })
  const all = sayRows(rows, 'many', speech)
  const what =
    measure.kind === 'count'
      ? 'how many are in each group'
      : measure.kind === 'statistic'
        ? `the ${nameMeasure(measure, rows, speech)} of each group`
        : undefined
  if (what === undefined) throw new Unsayable('labels of shares')
  const groups = `${cases.join(', ')} and "${key.otherwise}" (all others)`
  return speech.random.pick([
    `Split ${all} into ${groups}, and show ${what}.`,
    `If ${all} are divided into ${groups}, ${measure.kind === 'count' ? 'how many are in each group' : `what is ${what}`}?`,
  ])
}
