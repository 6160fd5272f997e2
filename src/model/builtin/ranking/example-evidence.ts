import { SondeError } from '../../../base/errors.ts'
import { foldText, wordsOf } from '../../../base/text.ts'
import { columnKey, type Schema } from '../../../database/schema.ts'
import type { Query } from '../../../sql/ast.ts'
import { parseQuery } from '../../../sql/parse.ts'
import type { Resolution } from '../../../sql/resolution.ts'
import { resolveNames } from '../../../sql/resolve.ts'
import { skeletonOf } from '../../../sql/skeleton.ts'
import type { Demonstration } from '../../model.ts'
import { asksTheSame, maskQuestion } from '../../question-likeness.ts'

/** What an example that is asked in the same words adds to the score of a query that does the same. */
const WEIGHT = 4

/**
 * What questions of this database that were answered before say of each candidate, to be added to its score: it does
 * the same, with other values perhaps, as the query of an example that was asked in the same words. One word that differs
 * can turn a question round, "highest" and "lowest" for example: nearly the same says nothing.
 */
export function weighExamples(
  question: string,
  candidates: readonly Query[],
  demonstrations: readonly Demonstration[],
  schema: Schema,
): Float64Array {
  const examples = demonstrations.flatMap((demonstration) => {
    const query = readQuery(demonstration.sql)
    if (query === null) return []
    const shape = shapeOf(query, schema)
    return [{ ...shape, masked: maskQuestion(demonstration.question, shape.resolution) }]
  })
  if (examples.length === 0) return new Float64Array(candidates.length)
  return Float64Array.from(candidates, (query) => {
    const shape = shapeOf(query, schema)
    const masked = maskQuestion(question, shape.resolution)
    const isKnown = examples.some(
      (example) => doTheSame(shape, example) && asksTheSame(masked, example.masked),
    )
    return isKnown ? WEIGHT : 0
  })
}

/** The query of an example that asks the very same; undefined: none does. */
export function answeredBefore(
  question: string,
  demonstrations: readonly Demonstration[],
): string | undefined {
  const asked = wordsAsked(question)
  return demonstrations.find((demonstration) => wordsAsked(demonstration.question) === asked)?.sql
}

function wordsAsked(question: string): string {
  return wordsOf(foldText(question))
    .map(({ text }) => text)
    .join(' ')
}

interface QueryShape {
  readonly skeleton: string
  readonly columns: string
  readonly resolution: Resolution
}

function shapeOf(query: Query, schema: Schema): QueryShape {
  const resolution = resolveNames(query, schema)
  // Each in its place: what is shown and what is asked of it may change places.
  const columns = resolution.columns.map((column) => `${column.clause} ${columnKey(column)}`).join('\n')
  return { skeleton: skeletonOf(query), columns, resolution }
}

function doTheSame(one: QueryShape, other: QueryShape): boolean {
  return one.skeleton === other.skeleton && one.columns === other.columns
}

function readQuery(sql: string): Query | null {
  try {
    return parseQuery(sql)
  } catch (error) {
    if (error instanceof SondeError) return null
    throw error
  }
}
