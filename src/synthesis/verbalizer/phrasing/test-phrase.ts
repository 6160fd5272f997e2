import { singularOf } from '../../../sql/restatement/plural.ts'
import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Entity } from '../lexicon/entity.ts'
import { PREPOSITIONS } from '../lexicon/known-nouns.ts'
import { sayCount } from '../lexicon/sayable-value.ts'
import type { Comparator, Literal, Test } from '../meaning/meaning.ts'
import { be, type Forms, have, type Speech, Unsayable, verb } from './forms.ts'
import { indefinite, listWith } from './noun-phrase.ts'
import { placeOf, withThe } from './place-phrase.ts'
import { sayStatistic } from './statistic-phrase.ts'
import { sayLiteral } from './value-phrase.ts'

/** What a row's own column must be. */
export function testForms(column: ColumnWords, test: Test, entity: Entity, speech: Speech): Forms {
  switch (test.kind) {
    case 'compare':
      refuseTimeOfDay(column, test.operator, test.part)
      if (column.role === 'flag' && test.part === undefined)
        return flagForms(column, test.operator, test.value)
      if (isAge(column, entity)) return ageForms(test.operator, String(test.value))
      if (test.operator === '=')
        return equalForms(column, [sayLiteral(column, test.value, test.part)], entity, test, speech)
      if (test.operator === '<>')
        return unequalForms(column, [sayLiteral(column, test.value, test.part)], entity, speech)
      return orderedForms(column, test.operator, test, entity, speech)
    case 'one-of': {
      const values = quoteAlike(test.values.map((value) => sayLiteral(column, value)))
      return test.negated
        ? unequalForms(column, values, entity, speech)
        : equalForms(column, values, entity, undefined, speech)
    }
    case 'between':
      refuseTimeOfDay(column, '<=', test.part)
      if (isAge(column, entity)) return rangeOfAges(String(test.low), String(test.high))
      return betweenForms(column, test, entity)
    case 'like':
      return likeForms(column, test)
    case 'null':
      return nullForms(column, test.negated)
    case 'statistic':
      return sayStatistic(column, test, entity, speech)
  }
}

/** A moment of the 5th is later than the text of that day, but not "after the 5th". */
function refuseTimeOfDay(column: ColumnWords, operator: Comparator, part: string | undefined): void {
  if (column.role !== 'date' || column.profile.content !== 'datetime' || part !== undefined) return
  if (operator !== '<' && operator !== '>=') throw new Unsayable('a day against a moment')
}

function flagForms({ flag }: ColumnWords, operator: Comparator, value: Literal): Forms {
  if (
    flag === undefined ||
    (value !== flag.yes && value !== flag.no) ||
    (operator !== '=' && operator !== '<>')
  ) {
    throw new Unsayable('a flag')
  }
  const isYes = (value === flag.yes) === (operator === '=')
  if (flag.kind === 'has') {
    return {
      verb: isYes ? have(flag.words) : verb(`does not have ${flag.words}`, `do not have ${flag.words}`),
    }
  }
  const said = flag.kind === 'marked' ? `marked as "${flag.words}"` : flag.words
  if (!isYes) return { verb: be(`not ${said}`) }
  return { ...(flag.adjective && { adjective: flag.adjective }), verb: be(said) }
}

/** Quotes around all of them, where one needs them. */
function quoteAlike(values: readonly string[]): readonly string[] {
  if (!values.some((value) => value.startsWith('"'))) return values
  return values.map((value) => (value.startsWith('"') ? value : `"${value}"`))
}

function isAge({ one, role }: ColumnWords, { isPerson }: Entity): boolean {
  return isPerson && one === 'age' && role === 'measure'
}

/** "older than 20", "aged 20 or older" */
function ageForms(operator: Comparator, age: string): Forms {
  switch (operator) {
    case '>':
      return { after: `older than ${age}`, verb: be(`older than ${age}`), whose: `age is above ${age}` }
    case '<':
      return { after: `younger than ${age}`, verb: be(`younger than ${age}`), whose: `age is below ${age}` }
    case '>=':
      return { after: `aged ${age} or older`, verb: be(`at least ${age} years old`) }
    case '<=':
      return { after: `aged ${age} or younger`, verb: be(`at most ${age} years old`) }
    case '=':
      return { after: `aged ${age}`, verb: be(`${age} years old`), whose: `age is ${age}` }
    case '<>':
      return { verb: be(`not ${age} years old`), whose: `age is not ${age}` }
  }
}

function rangeOfAges(low: string, high: string): Forms {
  const range = `between ${low} and ${high}`
  return { after: `aged ${range}`, verb: be(`${range} years old`), whose: `age is ${range}` }
}

const GENDERS = new Set(['male', 'female'])

/** "founded" of a year, "hired" of a date: what happened to the row then. */
const EVENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'hire date': 'hired',
    'date hired': 'hired',
    'birth date': 'born',
    'join date': 'joined',
    birthday: 'born',
    'date of birth': 'born',
    'birth year': 'born',
    'shipping date': 'shipped',
    founded: 'founded',
    'year founded': 'founded',
    'founded year': 'founded',
    'year built': 'built',
    'built year': 'built',
    'opening year': 'opened',
    'year opened': 'opened',
    'opened year': 'opened',
    'open year': 'opened',
    'release date': 'released',
    'release year': 'released',
  }),
)

function eventOf(column: ColumnWords, entity: Entity): string | undefined {
  if (column.one === 'date')
    return /(?:^| )order$/.test(entity.one) ? 'placed' : /invoice$/.test(entity.one) ? 'dated' : undefined
  const happened = /^date (\w+ed|sent|paid|made|given)$/.exec(column.one)
  const dated = /^(\w+ed) date$/.exec(column.one)
  return happened?.[1] ?? dated?.[1] ?? EVENTS.get(column.one)
}

/** "hired in 2003", and "was hired in 2003". */
function eventForms(event: string, when: string): Pick<Forms, 'after' | 'verb'> {
  // Members join; nobody joins them.
  if (ACTIVE.has(event)) return { verb: verb(`${event} ${when}`, `${event} ${when}`) }
  return { after: `${event} ${when}`, verb: verb(`was ${event} ${when}`, `were ${event} ${when}`) }
}

const ACTIVE = new Set(
  'joined started ended enrolled registered died graduated left arrived departed expired'.split(' '),
)

function equalForms(
  column: ColumnWords,
  values: readonly string[],
  entity: Entity,
  test: Extract<Test, { kind: 'compare' }> | undefined,
  speech: Speech,
): Forms {
  const value = listWith(values, 'or')
  const either = values.length === 2 ? `either ${value}` : values.length > 2 ? `one of ${value}` : value
  const noun = column.one
  const [only] = values
  if (only !== undefined && values.length === 1 && GENDERS.has(only))
    return { adjective: only, verb: be(only) }
  const place = placeOf(column, entity)
  const where = listWith(values.map(withThe), 'or')
  if (place !== undefined)
    return { after: `${place} ${where}`, verb: be(`${place} ${where}`), whose: `${noun} is ${either}` }
  if (test?.part !== undefined || column.role === 'year') {
    const when = test?.part === 'month' ? `in the month of ${value}` : `in ${value}`
    const event = eventOf(column, entity)
    const isYear = test?.part === undefined
    if (event !== undefined) return eventForms(event, when)
    return isYear
      ? { whose: `${noun} is ${either}`, verb: have(`the ${noun} ${value}`) }
      : { whose: `${noun} is ${when}`, verb: have(`${indefinite(noun)} ${when}`) }
  }
  if (column.role === 'name' && entity.names.length === 1 && entity.names[0] === column) {
    const called =
      noun === 'title' ? 'titled' : entity.isPerson ? 'named' : speech.random.pick(['named', 'called'])
    return { after: `${called} ${value}`, verb: be(`${called} ${value}`), whose: `${noun} is ${either}` }
  }
  if (column.role === 'count' && noun.startsWith('number of ') && values.length === 1) {
    const many = column.unit!
    return countForms(
      value === '0'
        ? `no ${many}`
        : value === '1'
          ? `exactly one ${singularOf(many)}`
          : `exactly ${value} ${many}`,
      `${noun} is ${value}`,
    )
  }
  const amount = withUnit(value, column)
  if (isNumber(column))
    return {
      after: `with ${indefinite(noun)} of ${amount}`,
      whose: `${noun} is ${amount}`,
      verb: have(`${indefinite(noun)} of ${amount}`),
    }
  if (column.role === 'date') {
    const event = eventOf(column, entity)
    return event === undefined
      ? { whose: `${noun} is ${either}`, verb: have(`the ${noun} ${value}`) }
      : eventForms(event, `on ${value}`)
  }
  const within = column.role === 'category' ? PREPOSITIONS.get(noun) : undefined
  if (within === 'in')
    return {
      tail: `in the ${noun} ${value}`,
      whose: `${noun} is ${either}`,
      verb: be(`in the ${noun} ${value}`),
    }
  return {
    after: `with the ${noun} ${value}`,
    whose: `${noun} is ${either}`,
    verb: have(`the ${noun} ${value}`),
  }
}

function countForms(what: string, whose: string): Forms {
  return { after: `with ${what}`, whose, verb: have(what) }
}

function unequalForms(
  column: ColumnWords,
  values: readonly string[],
  entity: Entity,
  _speech: Speech,
): Forms {
  const noun = column.one
  const nor = values.length > 1 ? `neither ${listWith(values, 'nor')}` : `not ${values[0]}`
  const or = listWith(values, 'or')
  const [only, ...more] = values
  if (more.length === 0 && GENDERS.has(only!)) return { verb: be(`not ${only}`), whose: `${noun} is ${nor}` }
  const place = placeOf(column, entity)
  if (place !== undefined)
    return { after: `not ${place} ${or}`, verb: be(`not ${place} ${or}`), whose: `${noun} is ${nor}` }
  if (column.role === 'category' && PREPOSITIONS.get(noun) === 'in') {
    const where = `in ${indefinite(noun)} other than ${or}`
    return { after: where, verb: be(where), whose: `${noun} is ${nor}` }
  }
  return {
    whose: `${noun} is ${nor}`,
    verb: have(`${indefinite(noun)} other than ${or}`),
    after: `with ${indefinite(noun)} other than ${or}`,
  }
}

function isNumber({ role }: ColumnWords): boolean {
  return role === 'measure' || role === 'count' || role === 'ordinal'
}

function withUnit(value: string, { unit, one }: ColumnWords): string {
  return unit === undefined || one.startsWith('number of ') ? value : `${value} ${unit}`
}

const ABOVE: Readonly<Record<'<' | '<=' | '>' | '>=', readonly string[]>> = {
  '>': ['above', 'over', 'greater than', 'higher than', 'of more than'],
  '>=': ['of at least'],
  '<': ['below', 'under', 'less than', 'lower than', 'of less than'],
  '<=': ['of at most'],
}
const MORE: Readonly<Record<'<' | '<=' | '>' | '>=', string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'fewer than',
  '<=': 'at most',
}
const AFTER: Readonly<Record<'<' | '<=' | '>' | '>=', string>> = {
  '>': 'after',
  '>=': 'on or after',
  '<': 'before',
  '<=': 'on or before',
}

/** "above", and how it stands after "is": "more than". */
export function comparing(
  operator: '<' | '<=' | '>' | '>=',
  speech: Speech,
): { readonly after: string; readonly is: string } {
  const after = speech.random.pick(ABOVE[operator])
  return { after, is: after.replace(/^of /, '') }
}

function orderedForms(
  column: ColumnWords,
  operator: '<' | '<=' | '>' | '>=',
  test: Extract<Test, { kind: 'compare' }>,
  entity: Entity,
  speech: Speech,
): Forms {
  const noun = column.one
  const value = sayLiteral(column, test.value, test.part)
  if (test.part === 'month') throw new Unsayable('months in order')
  if (column.role === 'date' || column.role === 'year') {
    const isYear = column.role === 'year' || test.part !== undefined
    const when = isYear
      ? `${AFTER[operator].replace('on or', 'in or')} ${value}`
      : `${AFTER[operator]} ${value}`
    const event = eventOf(column, entity)
    if (event !== undefined) return eventForms(event, when)
    return {
      whose: `${noun} is ${when}`,
      verb: have(`${indefinite(noun)} ${when}`),
      after: `with ${indefinite(noun)} ${when}`,
    }
  }
  if (!isNumber(column)) throw new Unsayable(`${noun} in order`)
  if (column.role === 'count' && noun.startsWith('number of ')) {
    return countForms(
      `${MORE[operator]} ${Number(test.value) <= 10 ? sayCount(Number(test.value)) : value} ${column.unit!}`,
      `${noun} is ${comparing(operator, speech).is} ${value}`,
    )
  }
  const words = comparing(operator, speech)
  const amount = withUnit(value, column)
  return {
    after: `with ${indefinite(noun)} ${words.after} ${amount}`,
    whose: `${noun} is ${words.is} ${amount}`,
    verb: have(`${indefinite(noun)} ${words.after} ${amount}`),
  }
}

function betweenForms(column: ColumnWords, test: Extract<Test, { kind: 'between' }>, entity: Entity): Forms {
  const low = sayLiteral(column, test.low, test.part)
  const high = withUnit(sayLiteral(column, test.high, test.part), column)
  const range = `between ${low} and ${high}`
  const event = column.role === 'date' || column.role === 'year' ? eventOf(column, entity) : undefined
  if (event !== undefined) return eventForms(event, range)
  if (column.role !== 'date' && column.role !== 'year' && !isNumber(column))
    throw new Unsayable('a range of texts')
  const noun = column.one
  return {
    after: `with ${indefinite(noun)} ${range}`,
    whose: `${noun} is ${range}`,
    verb: have(`${indefinite(noun)} ${range}`),
  }
}

function likeForms(column: ColumnWords, { how, text, negated }: Extract<Test, { kind: 'like' }>): Forms {
  const noun = column.one
  const [does, doing] =
    how === 'starts'
      ? ['starts with', 'starting with']
      : how === 'ends'
        ? ['ends with', 'ending with']
        : ['contains', 'containing']
  if (negated) return { whose: `${noun} does not ${does.replace(/s(?= |$)/, '')} "${text}"` }
  return {
    whose: `${noun} ${does} "${text}"`,
    after: `with ${indefinite(noun)} ${doing} "${text}"`,
    verb: have(`${indefinite(noun)} that ${does} "${text}"`),
  }
}

function nullForms(column: ColumnWords, isKnown: boolean): Forms {
  const noun = column.one
  const isThing =
    column.role === 'name' ||
    column.role === 'category' ||
    column.role === 'contact' ||
    column.role === 'nothing'
  const said = isThing ? noun : `recorded ${noun}`
  if (isKnown) return { after: `with ${indefinite(said)}`, verb: have(indefinite(said)) }
  return { after: `without ${indefinite(said)}`, verb: have(`no ${said}`) }
}
