import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Measure, Ordering, Rows, Statistic } from '../meaning/meaning.ts'
import { isSameMeasure } from '../meaning/same-measure.ts'
import { attributeNoun } from './attribute-phrase.ts'
import type { Speech } from './forms.ts'
import { nameMeasure } from './measure-phrase.ts'

/** ", sorted by price from highest to lowest"; of the only measure shown, ", sorted by that number …". */
export function sayOrder(
  order: readonly Ordering[],
  rows: Rows,
  speech: Speech,
  shown: readonly Measure[] = [],
): string {
  if (order.length === 0) return ''
  const [only] = shown
  const [{ by, direction }] = order as readonly [Ordering]
  if (order.length === 1 && shown.length === 1 && by.kind !== 'attribute' && isSameMeasure(by, only!))
    return sayOrderOf(by, direction, speech)
  const [first, ...others] = order.map((one, place) => sayOne(one, rows, place === 0, speech))
  const sorted = speech.random.pick(['sorted by', 'ordered by'])
  if (others.length === 0 && first!.alternative !== undefined && speech.random.below(2) === 0)
    return `, ${first!.alternative}`
  return `, ${sorted} ${first!.by}${others.map(({ by }) => ` and then by ${by}`).join('')}`
}

function sayOrderOf(measure: Measure, direction: Ordering['direction'], speech: Speech): string {
  const noun = THAT[measure.kind === 'statistic' ? measure.statistic : measure.kind]
  const column =
    measure.kind === 'statistic' && measure.of.kind === 'attribute' ? measure.of.column : undefined
  if (column !== undefined && isMoment(column))
    return `, sorted by that ${column.role} ${timeOrder(direction, speech)}`
  return speech.random.pick([
    `, sorted by ${noun} ${numberOrder(direction, speech)}`,
    `, in ${direction === 'asc' ? 'ascending' : 'descending'} order of ${noun}`,
  ])
}

const THAT: Readonly<Record<Exclude<Measure['kind'], 'statistic'> | Statistic, string>> = {
  count: 'that number',
  distinct: 'that number',
  'count-if': 'that number',
  percentage: 'that percentage',
  avg: 'that average',
  sum: 'that total',
  min: 'that value',
  max: 'that value',
}

interface Said {
  readonly by: string
  readonly alternative?: string
}

function sayOne({ by, direction }: Ordering, rows: Rows, isFirst: boolean, speech: Speech): Said {
  if (by.kind !== 'attribute') {
    const noun = nameMeasure(by as Measure, rows, speech)
    return { by: `${isFirst ? 'the ' : ''}${noun} ${numberOrder(direction, speech)}` }
  }
  const noun = attributeNoun(by).one
  const { role } = by.column
  if (by.part === undefined && isWords(by.column)) {
    return direction === 'asc'
      ? {
          by: `${noun} ${speech.random.pick(['alphabetically', 'in alphabetical order', 'from A to Z'])}`,
          alternative: `in alphabetical order of ${noun}`,
        }
      : { by: `${noun} in ${speech.random.pick(['reverse alphabetical', 'descending alphabetical'])} order` }
  }
  if (isMoment(by.column)) {
    return {
      by: `${noun} ${timeOrder(direction, speech)}`,
      alternative: `with the ${direction === 'asc' ? 'earliest' : 'latest'} ${noun} first`,
    }
  }
  return {
    by: `${noun} ${numberOrder(direction, speech)}`,
    ...(role !== 'key' &&
      role !== 'code' && {
        alternative: `with the ${direction === 'asc' ? 'lowest' : 'highest'} ${noun} first`,
      }),
  }
}

function isWords({ role }: ColumnWords): boolean {
  return role === 'name' || role === 'category' || role === 'text' || role === 'contact'
}

function isMoment({ role }: ColumnWords): boolean {
  return role === 'date' || role === 'year'
}

function timeOrder(direction: Ordering['direction'], speech: Speech): string {
  return direction === 'asc'
    ? speech.random.pick(['from earliest to latest', 'from oldest to newest'])
    : speech.random.pick(['from latest to earliest', 'from newest to oldest'])
}

function numberOrder(direction: Ordering['direction'], speech: Speech): string {
  return direction === 'asc'
    ? speech.random.pick(['from lowest to highest', 'in ascending order'])
    : speech.random.pick(['from highest to lowest', 'in descending order'])
}
