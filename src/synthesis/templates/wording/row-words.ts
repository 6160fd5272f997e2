import { labelsOf } from '../../grammar/suitable.ts'
import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../../verbalizer/lexicon/entity.ts'
import { isPersonNoun } from '../../verbalizer/lexicon/known-nouns.ts'
import type { Attribute, Condition } from '../../verbalizer/meaning/meaning.ts'
import type { Speech } from '../../verbalizer/phrasing/forms.ts'
import { indefinite } from '../../verbalizer/phrasing/noun-phrase.ts'
import { sayRows, sayVerbs } from '../../verbalizer/phrasing/rows-phrase.ts'
import { sayShown } from '../../verbalizer/phrasing/shown-phrase.ts'
import { extremeOf } from '../../verbalizer/phrasing/statistic-phrase.ts'
import { isNamed } from '../parts/pick-parts.ts'
import type { Words } from '../template.ts'
import { degreeOf } from './degree-words.ts'
import { sumWords } from './sum-words.ts'

export function attribute(column: ColumnWords, path: Attribute['path'] = []): Attribute {
  return { kind: 'attribute', path, column }
}

/**
 * rows, row: with what they must be, "customers from Brazil". kind, do: the same in two, "customers" and "are from
 * Brazil". things, thing: without it. are: as `do`, where that is what the rows are. labels, label: what they are called by. named, namedOne: as `rows` and `row`, but only
 * for rows that have names, which is what "which customers" asks for. few: as `rows`, where no clause follows the noun, so that
 * the sentence can go on.
 */
export function rowWords(entity: Entity, conditions: readonly Condition[] = []): Words {
  const rows = { entity, conditions }
  const labels = labelsOf(entity).map((column) => attribute(column))
  const hasNames = isNamed(entity)
  const many = (speech: Speech): string => sayRows(rows, 'many', speech)
  const one = (speech: Speech): string => sayRows(rows, 'one', speech)
  const verbs = (speech: Speech): string | undefined =>
    conditions.length === 0 ? undefined : sayVerbs(conditions, entity, 'many', speech)
  return {
    few: (speech) => withoutClause(many(speech)),
    their: entity.isPerson ? 'their' : 'its',
    things: entity.many,
    thing: entity.one,
    aThing: indefinite(entity.one),
    who: entity.isPerson ? 'who' : 'that',
    rows: many,
    row: one,
    do: verbs,
    are: (speech) => {
      const said = verbs(speech)
      return said?.startsWith('are ') ? said : undefined
    },
    labels: () => (labels.length === 0 ? undefined : sayShown(labels, 'many')),
    label: () => (labels.length === 0 ? undefined : sayShown(labels, 'one')),
    named: hasNames ? many : undefined,
    namedOne: hasNames ? one : undefined,
    namedThings: hasNames ? entity.many : undefined,
    namedThing: hasNames ? entity.one : undefined,
  }
}

function withoutClause(rows: string): string | undefined {
  return / (?:whose|who|that) /.test(rows) ? undefined : rows
}

/** measure, measures, aMeasure; its extremes and its sum; what it counts; words of degree where the language has some. */
export function measureWords(column: ColumnWords, entity: Entity): Words {
  const isCount = column.role === 'count' && column.one.startsWith('number of ')
  const degree = degreeOf(column, entity)
  return {
    measure: column.one,
    measures: isCount ? column.one : column.many,
    aMeasure: indefinite(column.one),
    anAboveMeasure: `an above-average ${column.one}`,
    highest: column.one === 'age' ? 'highest' : extremeOf(column, 'max'),
    lowest: extremeOf(column, 'min'),
    sum: sumWords(column),
    units: column.unit === undefined || isCount ? '' : ` ${column.unit}`,
    unit: column.unit === undefined || isCount ? '' : ` in ${column.unit}`,
    fromTop: isTime(column) ? 'from latest to earliest' : 'from highest to lowest',
    counted: isCount ? column.unit : undefined,
    most: degree?.most,
    least: degree?.least,
    more: degree?.more,
    less: degree?.less,
  }
}

function isTime({ role }: ColumnWords): boolean {
  return role === 'date' || role === 'year'
}

/** value, values, aValue, and how to ask what it is: of a column. `from`: what stands before a place, for those who can come from one. */
export function valueWords(column: ColumnWords, entity: Entity): Words {
  const isPlace = /^(?:city|country|state|county|region|province)$/.test(column.one)
  return {
    value: column.one,
    values: column.many,
    aValue: indefinite(column.one),
    whatIs: isPersonNoun(column.one) ? 'Who is' : 'What is',
    origin: isPlace && entity.isPerson ? column.one : undefined,
    origins: isPlace && entity.isPerson ? column.many : undefined,
    alike: `${isPlace && entity.isPerson ? 'from' : 'with'} the same ${column.one}`,
    place: isPlace ? column.one : undefined,
    places: isPlace ? column.many : undefined,
    feature: isPlace ? undefined : column.one,
  }
}
