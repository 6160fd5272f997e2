import type { SpiderClauses } from './spider-clauses.ts'

/** Of one question. The official scores are all or nothing: the three are 1 or 0 together. */
export interface ComponentVerdict {
  readonly accuracy: number
  readonly recall: number
  readonly f1: number
  /** `label_total`. The official totals take the mean of `recall` over questions where it is above 0. */
  readonly goldCount: number
  /** `pred_total`, likewise for `accuracy`. */
  readonly predictedCount: number
}

/** The official ten, under names that can be read. */
type ComponentName =
  | 'select'
  | 'select (no aggregate)'
  | 'where'
  | 'where (no operator)'
  | 'group (no having)'
  | 'group'
  | 'order'
  | 'and/or'
  | 'set operations'
  | 'keywords'

export interface ClauseComparison {
  readonly components: Readonly<Record<ComponentName, ComponentVerdict>>
  readonly hasSameTables: boolean
  /** All components and the tables agree. */
  readonly isMatch: boolean
}

/** Spider's `eval_exact_match`. */
export function compareClauses(gold: SpiderClauses, predicted: SpiderClauses): ClauseComparison {
  const components = {
    select: compareSets(gold.select, predicted.select),
    'select (no aggregate)': compareSets(gold.selectWithoutAggregate, predicted.selectWithoutAggregate),
    where: compareSets(gold.where, predicted.where),
    'where (no operator)': compareSets(gold.whereWithoutOperator, predicted.whereWithoutOperator),
    'group (no having)': compareSets(gold.groupColumns, predicted.groupColumns),
    group: compareSets(present(gold.group), present(predicted.group)),
    order: compareSets(present(gold.order), present(predicted.order)),
    'and/or': compareConnectives(gold.connectives, predicted.connectives),
    'set operations': compareSetOperations(gold.setOperation, predicted.setOperation),
    keywords: compareSets(gold.keywords, predicted.keywords),
  }
  // Tables do not count where gold names none. Two subqueries in one FROM, whose order the official evaluator cannot
  // find and stops, are compared in any order.
  const hasSameTables = gold.tables.length === 0 || isSame(gold.tables, predicted.tables)
  const isMatch = hasSameTables && Object.values(components).every(({ f1 }) => f1 === 1)
  return { components, hasSameTables, isMatch }
}

function compareSets(gold: readonly string[], predicted: readonly string[]): ComponentVerdict {
  return verdict(isSame(gold, predicted), gold.length, predicted.length)
}

/** The official evaluator gives the two counts the wrong way round here, and counts 1 where both have none. */
function compareConnectives(gold: readonly string[], predicted: readonly string[]): ComponentVerdict {
  return isSame(gold, predicted) ? verdict(true, 1, 1) : verdict(false, predicted.length, gold.length)
}

function compareSetOperations(
  gold: SpiderClauses['setOperation'],
  predicted: SpiderClauses['setOperation'],
): ComponentVerdict {
  const isEqual =
    gold === null || predicted === null
      ? gold === predicted
      : gold.operator === predicted.operator && compareClauses(gold.clauses, predicted.clauses).isMatch
  return verdict(isEqual, gold === null ? 0 : 1, predicted === null ? 0 : 1)
}

function verdict(isEqual: boolean, goldCount: number, predictedCount: number): ComponentVerdict {
  const score = isEqual ? 1 : 0
  return { accuracy: score, recall: score, f1: score, goldCount, predictedCount }
}

function present(key: string | null): readonly string[] {
  return key === null ? [] : [key]
}

/** Both sorted, or of one. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, place) => key === other[place])
}
