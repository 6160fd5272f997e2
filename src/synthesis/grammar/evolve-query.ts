import type { Random } from '../../base/random.ts'
import type { EvolutionStep } from '../../model/synthesis-model.ts'
import type { Query } from '../../sql/ast.ts'
import { conjunctsOf } from '../../sql/conditions.ts'
import { printQuery } from '../../sql/print.ts'
import { readMeaning } from '../verbalizer/meaning/read-meaning.ts'
import { startGrowth } from './growth.ts'
import {
  aggregateEdit,
  conditionEdit,
  constraintAndTableEdit,
  joinEdit,
  nestingEdit,
  orderingEdit,
  type QueryEdit,
} from './query-edits.ts'
import { rowsOf } from './rows-of-query.ts'
import { columnsIn } from './shapes/conditions.ts'
import type { SynthesisContext } from './synthesis-context.ts'

export interface EvolvedQuery {
  readonly query: Query
  readonly step: EvolutionStep
}

const EDITS: Readonly<Record<EvolutionStep, QueryEdit>> = {
  condition: conditionEdit,
  join: joinEdit,
  nesting: nestingEdit,
  aggregation: aggregateEdit,
  ordering: orderingEdit,
  'constraint and table': constraintAndTableEdit,
}
const MOST_CONDITIONS = 3

/**
 * The query one step harder: one more constraint, table, subquery, aggregate or order (DB-Explore, section 3.2.3),
 * each an edit of its tree along the DB graph. Null where no step fits what it is.
 */
export function evolveQuery(
  query: Query,
  context: SynthesisContext,
  random: Random,
  steps: readonly EvolutionStep[],
): EvolvedQuery | null {
  const { body } = query
  if (body.kind !== 'select' || query.with !== undefined || body.from === undefined) return null
  const rows = rowsOf(body, context.lexicon)
  if (rows === undefined) return null
  const tables = rows.seats.map(({ entity }) => entity.table)
  const columns = context.graph.tables
    .filter(({ name }) => tables.includes(name))
    .flatMap(({ name, columns: names }) => names.map((column) => ({ table: name, column })))
  const growth = startGrowth({ tables, columns, keys: [] }, context, random)
  const before = printQuery(query)
  // One row has no order, and nothing to count.
  const isPinned = conjunctsOf(body.where).some(
    (condition) =>
      condition.kind === 'binary' &&
      condition.operator === '=' &&
      columnsIn(condition, rows.root.entity).some(({ isUnique }) => isUnique),
  )
  for (const step of random.shuffle(steps)) {
    if (isPinned && step !== 'join' && step !== 'constraint and table') continue
    if (step === 'nesting' && /\(SELECT/.test(before)) continue
    if (step !== 'aggregation' && step !== 'ordering' && conjunctsOf(body.where).length >= MOST_CONDITIONS)
      continue
    const evolved = EDITS[step](query, body, rows, growth)
    if (evolved === null || printQuery(evolved) === before) continue
    if (readMeaning(evolved, context.lexicon) !== undefined) return { query: evolved, step }
  }
  return null
}
