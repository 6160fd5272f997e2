import type { ColumnWords } from '../lexicon/column-words.ts'
import type { Measure, Ordering, Rows } from '../meaning/meaning.ts'
import { attributeNoun } from './attribute-phrase.ts'
import type { Speech } from './forms.ts'
import { nameMeasure } from './measure-phrase.ts'

/** ", sorted by price from highest to lowest" */
export function sayOrder(order: readonly Ordering[], rows: Rows, speech: Speech): string {
  if (order.length === 0) return ''
  const [first, ...others] = order.map((one, place) => sayOne(one, rows, place === 0, speech))
  const sorted = speech.random.pick(['sorted by', 'ordered by'])
  if (others.length === 0 && first!.alternative !== undefined && speech.random.below(2) === 0)
    return `, ${first!.alternative}`
  return `, ${sorted} ${first!.by}${others.map(({ by }) => ` and then by ${by}`).join('')}`
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
  if (role === 'date' || role === 'year') {
    const way =
      direction === 'asc'
        ? speech.random.pick(['from earliest to latest', 'from oldest to newest'])
        : speech.random.pick(['from latest to earliest', 'from newest to oldest'])
    return {
      by: `${noun} ${way}`,
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

function numberOrder(direction: Ordering['direction'], speech: Speech): string {
  return direction === 'asc'
    ? speech.random.pick(['from lowest to highest', 'in ascending order'])
    : speech.random.pick(['from highest to lowest', 'in descending order'])
}
