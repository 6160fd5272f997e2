import type { Measure, Quantity, Rows } from '../meaning/meaning.ts'
import { countedNoun, type Noun, quantityNoun } from './attribute-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { sayRows, sayVerbs } from './rows-phrase.ts'
import { extremeOf } from './statistic-phrase.ts'

/** "number of orders from 2020", "average price of products": without an article. */
export function sayMeasure(measure: Measure, rows: Rows, speech: Speech, isOfAll = false): string {
  const all = `${isOfAll && rows.conditions.length === 0 ? 'all ' : ''}${sayRows(rows, 'many', speech)}`
  switch (measure.kind) {
    case 'count':
      return `number of ${all}`
    case 'distinct':
      return `number of ${speech.random.pick(['different', 'distinct'])} ${countedNoun(measure.of)} of ${all}`
    case 'statistic':
      return `${statisticNoun(measure.statistic, measure.of, speech)} of ${all}`
    case 'count-if':
      return `number of ${all} ${relativeOf(rows)} ${sayVerbs(measure.conditions, rows.entity, 'many', speech)}`
    case 'percentage':
      return `percentage of ${all} ${relativeOf(rows)} ${sayVerbs(measure.conditions, rows.entity, 'many', speech)}`
  }
}

/** The measure where its rows were named before: "average price", "number of orders". */
export function nameMeasure(measure: Measure, rows: Rows, speech: Speech): string {
  switch (measure.kind) {
    case 'count':
      return `number of ${rows.entity.many}`
    case 'distinct':
      return `number of different ${countedNoun(measure.of)}`
    case 'statistic':
      return statisticNoun(measure.statistic, measure.of, speech)
    case 'count-if':
      return `number of ${rows.entity.many} ${relativeOf(rows)} ${sayVerbs(measure.conditions, rows.entity, 'many', speech)}`
    case 'percentage':
      return `percentage of ${rows.entity.many} ${relativeOf(rows)} ${sayVerbs(measure.conditions, rows.entity, 'many', speech)}`
  }
}

/** "the earliest date of those with the latest date" */
export function refuseCircular(measure: Measure, { conditions }: Rows): void {
  const of = measure.kind === 'statistic' && measure.of.kind === 'attribute' ? measure.of.column : undefined
  const isCircular = conditions.some(
    (condition) =>
      condition.kind === 'test' && condition.column === of && condition.test.kind === 'statistic',
  )
  if (isCircular) throw new Unsayable('a number of what it was chosen by')
}

export function relativeOf(rows: Rows): string {
  return rows.entity.isPerson ? 'who' : 'that'
}

function statisticNoun(
  statistic: Extract<Measure, { kind: 'statistic' }>['statistic'],
  of: Quantity,
  speech: Speech,
): string {
  const noun: Noun = quantityNoun(of)
  const column = of.kind === 'attribute' ? of.column : of.left.column
  const unit =
    of.kind === 'attribute' && column.unit !== undefined && !column.one.startsWith('number of ')
      ? ` in ${column.unit}`
      : ''
  const isTime = of.kind === 'attribute' && (column.role === 'date' || column.role === 'year')
  switch (statistic) {
    case 'avg':
      if (isTime) throw new Unsayable('an average of dates')
      return `average ${noun.one}${unit}`
    case 'sum':
      if (noun.one === 'total') return 'combined total'
      if (noun.one.startsWith('total ')) return `combined ${noun.one}${unit}`
      if (noun.one.startsWith('number of total ') || of.kind === 'product')
        return `sum of ${of.kind === 'product' ? noun.one : `the ${noun.many}`}${unit}`
      return `total ${noun.one}${unit}`
    case 'max':
      return `${isTime ? extremeOf(column, 'max') : speech.random.pick([extremeOf(column, 'max'), 'maximum'])} ${noun.one}${unit}`
    case 'min':
      return `${isTime ? extremeOf(column, 'min') : speech.random.pick([extremeOf(column, 'min'), 'minimum'])} ${noun.one}${unit}`
  }
}
