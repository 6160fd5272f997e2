import type { LinkingRequest, SchemaPart } from '../../model.ts'
import { certainColumns } from './certain-columns.ts'
import { choosePart, PART_LIMITS } from './choose-part.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { loadLinkerParameters } from './linker-parameters.ts'
import { scoreSchema } from './score-schema.ts'

/**
 * The part of the schema that a question needs (DB-Explore section 3.4), without a language model: what its words name,
 * where its values are stored, what the parser's readings use and how tables are joined say how likely each column is
 * needed; the likely ones are kept, with the keys that join their tables.
 */
export function linkSchema(request: LinkingRequest): SchemaPart {
  const evidence = gatherEvidence(request)
  const { graph } = request.context
  return choosePart(scoreSchema(evidence, loadLinkerParameters()), {
    graph,
    certain: certainColumns(request),
    columnCount: graph.tables.reduce((sum, { columns }) => sum + columns.length, 0),
    limits: PART_LIMITS,
  })
}
