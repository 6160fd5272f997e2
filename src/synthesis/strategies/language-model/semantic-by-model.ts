import { columnKey } from '../../../database/schema.ts'
import type { Demonstration } from '../../../model/model.ts'
import type { AskedDifficulty } from '../../../model/synthesis-model.ts'
import type { SpiderDifficulty } from '../../../sql/difficulty.ts'
import { columnsOf, partOf } from '../../schema-part.ts'
import { sampleFor } from '../sample-for.ts'
import type { Attempt, Strategy } from '../strategy.ts'
import { askModel } from './ask-model.ts'
import { type ModelTerms, PAIRS_SHOWN } from './model-terms.ts'
import { readPair } from './read-pair.ts'

/** Enough for several questions that differ. */
const SIZE = { least: 8, most: 16 }
/** What survived is shown again, and seeds at least as often: examples of examples drift from what people ask. */
const FROM_POOL = 0.5

/**
 * Semantic knowledge extraction (DB-Explore, section 3.2.1): the model writes questions that the columns of a random
 * walk suggest to it, with their queries; random seeds show it what is asked.
 */
export function semanticByModel(terms: ModelTerms): Strategy {
  const { model, context, styles } = terms
  return {
    name: 'semantic',
    propose: (attempts) =>
      askModel(attempts.length, async () => {
        const [first] = attempts
        if (first === undefined) return []
        const { columns } = sampleFor(first, 'random-walk', SIZE)
        const part = partOf(columns, context.survey)
        const pairs = await model.writeQuestions({
          context,
          part,
          difficulties: attempts.map(({ wish }) => ASKED[wish.difficulty ?? 'medium']),
          demonstrations: chooseDemonstrations(first, terms),
          styleDemonstrations: first.random.shuffle(styles).slice(0, PAIRS_SHOWN),
          wanted: columnsOf(part)
            .filter((column) => !first.pool.columnUses.has(columnKey(column)))
            .map(({ table, column }) => `${table}.${column}`),
          sample: first.number,
          signal: first.signal,
          onEvent: first.onEvent,
        })
        return pairs.map((pair) => readPair(pair, { part, parent: null }))
      }),
  }
}

const ASKED: Readonly<Record<SpiderDifficulty, AskedDifficulty>> = {
  easy: 'simple',
  medium: 'moderate',
  hard: 'moderate',
  extra: 'challenging',
}

function chooseDemonstrations({ random, seeds, pool }: Attempt, { templates }: ModelTerms): Demonstration[] {
  const given = seeds.flatMap(({ question, sql }) => (question === null ? [] : [{ question, sql }]))
  const made = pool.examples.map(({ example: { question, sql } }) => ({ question, sql }))
  const start = given.length > 0 ? given : templates
  return Array.from({ length: PAIRS_SHOWN }, () => {
    const source = made.length > 0 && (start.length === 0 || random.next() < FROM_POOL) ? made : start
    return source.length === 0 ? [] : [random.pick(source)]
  })
    .flat()
    .filter((pair, place, all) => all.findIndex(({ sql }) => sql === pair.sql) === place)
}
