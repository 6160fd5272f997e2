import { buildDbGraph } from '../../src/exploration/db-graph.ts'
import { surveyDatabase } from '../../src/exploration/survey-database.ts'
import {
  createSynthesisContext,
  type SynthesisContext,
} from '../../src/synthesis/grammar/synthesis-context.ts'
import { type InMemoryOptions, openInMemoryDatabase } from './in-memory-database.ts'

/** What queries are made from, of a database that a script makes, or that lies at `path`. */
export async function surveyedContext(
  script: string,
  options: InMemoryOptions = {},
): Promise<SynthesisContext> {
  const database = openInMemoryDatabase(script, options)
  const survey = await surveyDatabase(database, { seed: 0 })
  await database.close()
  return createSynthesisContext({
    survey,
    graph: buildDbGraph(survey.schema, survey.joins, []),
    knowledge: [],
  })
}
