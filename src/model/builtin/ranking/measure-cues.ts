import type { QuestionToken } from '../linking/words/question-tokens.ts'
import type { Cue, CueMatch } from '../parsing/cues.ts'
import type { ConditionOutline, QueryOutline, Term } from './outline-query.ts'
import type { Reading } from './read-question.ts'

/** What the question says of the shape of a query and the query does not do, and the other way round. */
export const CUE_MEASURES = [
  'counts undone', 'counts unsaid', 'aggregates undone', 'aggregates unsaid', 'groups undone', 'groups unsaid',
  'orders undone', 'orders unsaid', 'directions against', 'superlatives undone', 'limits unsaid', 'limit number unsaid', 'negations undone', 'negations unsaid',
  'alternatives undone', 'alternatives unsaid', 'distinct undone', 'distinct unsaid', 'comparisons undone', 'comparisons unsaid',
  'comparisons against', 'both undone', 'intersections unsaid', 'nulls unsaid',
] as const // biome-ignore format: a table

type CueMeasures = Record<(typeof CUE_MEASURES)[number], number>

/** In parts. Words that the reading took for a name are no cues to it: "total" may be a column. */
export function measureCues(
  { uses }: Pick<Reading, 'uses'>,
  outline: QueryOutline,
  cues: readonly CueMatch[],
  tokens: readonly QuestionToken[],
): Partial<CueMeasures>[] {
  const free = cues.filter(({ start, end }) => !uses.some((use) => use.start <= start && end <= use.end))
  const said = <Kind extends Cue['kind']>(kind: Kind) =>
    free.flatMap(({ cue }) => (cue.kind === kind ? [cue as Extract<Cue, { kind: Kind }>] : []))
  const done = workOf(outline)
  return [
    measureAggregates(said, done),
    measureOrder(said, done, outline, tokens),
    measureConditions(said, done),
    {
      'distinct undone': Number(said('distinct').length > 0 && !done.isDistinct),
      'distinct unsaid': Number(done.isDistinct && said('distinct').length === 0),
    },
  ]
}

type Said = <Kind extends Cue['kind']>(kind: Kind) => Extract<Cue, { kind: Kind }>[]

/** All that a query does, wherever in it. */
interface Work {
  readonly terms: readonly Term[]
  readonly shown: readonly Term[]
  readonly groups: number
  readonly conditions: readonly ConditionOutline[]
  readonly havings: number
  readonly combined: string
  readonly hasOr: boolean
  readonly isDistinct: boolean
}

function workOf(outline: QueryOutline): Work {
  const { select, combined, order } = outline
  const sides = combined === null ? [select] : [select, combined.right]
  const own = sides.flatMap(({ conditions, having }) => [...conditions, ...having])
  const inner = own.flatMap((condition) => (condition.inner === null ? [] : [workOf(condition.inner)]))
  const shown = sides.flatMap((side) => side.shown)
  return {
    shown,
    terms: [
      ...shown,
      ...own.map(({ term }) => term),
      ...order.map(({ term }) => term),
      ...inner.flatMap(({ terms }) => terms),
    ],
    groups: sides.reduce((sum, { group }) => sum + group.length, 0) + sumOf(inner, ({ groups }) => groups),
    conditions: [...own, ...inner.flatMap(({ conditions }) => conditions)],
    havings: sides.reduce((sum, { having }) => sum + having.length, 0) + sumOf(inner, (each) => each.havings),
    combined: combined?.operator ?? '',
    hasOr: sides.some((side) => side.hasOr) || inner.some((each) => each.hasOr),
    isDistinct:
      sides.some(({ distinct, shown }) => distinct || shown.some((term) => term.distinct)) ||
      inner.some((each) => each.isDistinct),
  }
}

function sumOf(works: readonly Work[], countOf: (work: Work) => number): number {
  return works.reduce((sum, work) => sum + countOf(work), 0)
}

function measureAggregates(said: Said, { terms, shown, groups, havings }: Work) {
  const count = (list: readonly Term[], name: string) =>
    list.filter(({ aggregate }) => aggregate === name).length
  const ranks = said('superlative')
  const asked = (name: string) => said('aggregate').filter(({ aggregate }) => aggregate === name).length
  const extremes =
    ranks.length + said('comparison').filter(({ operator }) => operator === '>=' || operator === '<=').length
  const isGrouped = said('each').length + said('by').length + said('calendar').length > 0
  return {
    'counts undone': Math.max(0, said('count').length - count(terms, 'count')),
    'counts unsaid': Math.max(0, count(shown, 'count') - said('count').length),
    'aggregates undone':
      ['avg', 'sum'].filter((name) => asked(name) > 0 && count(terms, name) === 0).length +
      Number(asked('max') > 0 && count(terms, 'max') === 0) +
      Number(asked('min') > 0 && count(terms, 'min') === 0),
    'aggregates unsaid':
      ['avg', 'sum'].filter((name) => asked(name) === 0 && count(shown, name) > 0).length +
      ['max', 'min'].filter((name) => asked(name) + extremes === 0 && count(shown, name) > 0).length,
    'groups undone': Number(said('each').length > 0 && groups === 0),
    'groups unsaid': Number(groups > 0 && havings === 0 && ranks.length === 0 && !isGrouped),
  }
}

function measureOrder(
  said: Said,
  { terms }: Work,
  { order, limit }: QueryOutline,
  tokens: readonly QuestionToken[],
) {
  const ranks = said('superlative')
  const directions = [...said('direction'), ...ranks].map(({ direction }) => direction)
  const extremes = terms.filter(({ aggregate }) => aggregate === 'max' || aggregate === 'min')
  const orderCues = said('order').length + said('direction').length
  const against = order.filter(({ direction }) => directions.length > 0 && !directions.includes(direction))
  const isNumberSaid = tokens.some(({ folded }) => folded === String(limit) || WORDS[limit ?? 0] === folded)
  return {
    'orders undone': Number(orderCues > 0 && order.length === 0),
    'orders unsaid': Number(order.length > 0 && orderCues + ranks.length + said('ordinal').length === 0),
    'directions against': against.length,
    'superlatives undone': Math.max(0, ranks.length - extremes.length - order.length),
    'limits unsaid': Number(limit !== null && ranks.length + said('ordinal').length === 0),
    'limit number unsaid': Number(limit !== null && limit > 1 && !isNumberSaid),
  }
}

const WORDS = 'zero one two three four five six seven eight nine ten'.split(' ')
const NEGATIVE: ReadonlySet<string> = new Set([
  '<>',
  '!=',
  'not in',
  'not like',
  'not exists',
  'not',
  'not between',
])
const COMPARING: ReadonlySet<string> = new Set(['>', '<', '>=', '<=', 'between'])
const UPWARDS: ReadonlySet<string> = new Set(['>', '>='])
const DOWNWARDS: ReadonlySet<string> = new Set(['<', '<='])

function measureConditions(said: Said, { conditions, combined, hasOr }: Work) {
  const operators = conditions.map(({ operator }) => operator)
  const negatives =
    operators.filter((operator) => NEGATIVE.has(operator)).length + Number(combined === 'except')
  const nulls = operators.filter((operator) => operator.endsWith('null')).length
  const comparisons = said('comparison')
  const unequal = comparisons.filter(({ operator }) => operator === '<>').length
  const denials = said('not').length + said('but-not').length + unequal
  const compared = operators.filter((operator) => COMPARING.has(operator)).length
  const bounds = comparisons.filter(({ operator }) => COMPARING.has(operator))
  const limits = [...bounds, ...said('bound')].map(({ operator }) => operator)
  const comparing = limits.length + said('between').length
  const isOneOf = conditions.some(({ operator, values }) => operator === 'in' && values.length > 1)
  const isAgainst = (operator: string) =>
    (UPWARDS.has(operator) && limits.length > 0 && !limits.some((limit) => UPWARDS.has(limit))) ||
    (DOWNWARDS.has(operator) && limits.length > 0 && !limits.some((limit) => DOWNWARDS.has(limit)))
  return {
    'negations undone': Number(denials > 0 && negatives + nulls === 0),
    'negations unsaid': Number(negatives > 0 && denials === 0),
    'alternatives undone': Number(said('or').length > 0 && !hasOr && !isOneOf && combined !== 'union'),
    'alternatives unsaid': Number((hasOr || isOneOf || combined === 'union') && said('or').length === 0),
    'comparisons undone': Math.max(0, comparing - compared),
    'comparisons unsaid': Math.max(0, compared - comparing),
    'comparisons against': denials > 0 ? 0 : operators.filter(isAgainst).length,
    'both undone': Number(said('both').length > 0 && combined !== 'intersect'),
    'intersections unsaid': Number(combined === 'intersect' && said('both').length === 0),
    'nulls unsaid': Number(nulls > 0 && said('null').length + denials === 0),
  }
}
