import { type ColumnName, findTable } from '../../../database/schema.ts'
import type { Survey } from '../../../exploration/survey.ts'
import type { Demonstration } from '../../../model/model.ts'
import type { Query } from '../../../sql/ast.ts'
import { printQuery } from '../../../sql/print.ts'
import { factsOf } from '../../pool/query-facts.ts'
import { partOf } from '../../schema-part.ts'
import { chooseParent, type Parent } from '../choose-parent.ts'
import { sampleFor } from '../sample-for.ts'
import type { Attempt, Strategy } from '../strategy.ts'
import { askModel } from './ask-model.ts'
import type { ModelTerms } from './model-terms.ts'
import { readPair } from './read-pair.ts'

/** Of a table that a query may grow into. */
const COLUMNS_BESIDE = 6

/**
 * Progressive synthesis (DB-Explore, section 3.2.3): a seed, an example of the pool or an easy query with its question,
 * and the model makes a harder pair of it by each step.
 */
export function progressiveByModel({ model, context, paraphrases, steps }: ModelTerms): Strategy {
  const { survey } = context
  return {
    name: 'progressive',
    propose: (attempts) =>
      askModel(attempts.length, async () => {
        const [first] = attempts
        const parent = first === undefined ? null : (chooseParent(first) ?? beginChain(first))
        if (first === undefined || parent === null) return []
        const part = partOf(columnsAround(parent.query, first, survey), survey)
        const pairs = await model.evolvePair({
          context,
          part,
          pair: asPair(parent, first),
          steps: attempts.map(({ random }) => random.pick(steps)),
          paraphrases,
          sample: first.number,
          signal: first.signal,
          onEvent: first.onEvent,
        })
        return pairs.map((pair) => readPair(pair, { part, parent: parent.id }))
      }),
  }
}

/** What the query uses and what it may grow into: columns near those, and a table that a key leads to or comes from. */
function columnsAround(query: Query, attempt: Attempt, survey: Survey): ColumnName[] {
  const { random } = attempt
  const { columns, tables } = factsOf(query, survey.schema, survey.joins)
  const target = columns.length === 0 ? null : ({ kind: 'column', column: random.pick(columns) } as const)
  const near = sampleFor({ ...attempt, target }, 'empirical-weighted').columns
  const beside = survey.joins.flatMap(({ from, to }) =>
    tables.includes(from.table) === tables.includes(to.table)
      ? []
      : [tables.includes(from.table) ? to.table : from.table],
  )
  const table = beside.length === 0 ? undefined : findTable(survey.schema, random.pick(beside))
  const others = random.shuffle(table?.columns ?? []).slice(0, COLUMNS_BESIDE)
  return [...columns, ...near, ...others.map(({ name }) => ({ table: table!.name, column: name }))]
}

/** An easy query; the chain has no parent. */
function beginChain(attempt: Attempt): (Omit<Parent, 'id'> & { readonly id: null }) | null {
  const { language, random, wish } = attempt
  const query = language.grow(sampleFor(attempt, 'empirical-weighted'), random, {
    ...(wish.mustUse && { mustUse: wish.mustUse }),
    difficulty: 'easy',
  })
  return query === null ? null : { id: null, question: null, query }
}

/** A query that nobody put into words is said as the verbalizer says it. */
function asPair(
  { question, query }: Pick<Parent, 'question' | 'query'>,
  { language, random }: Attempt,
): Demonstration {
  return { question: question ?? language.say(query, random, 1)[0] ?? '', sql: printQuery(query) }
}
