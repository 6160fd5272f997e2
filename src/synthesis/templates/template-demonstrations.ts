import type { Random } from '../../base/random.ts'
import { sampleSubgraph } from '../../exploration/sampling/sample-subgraph.ts'
import type { Demonstration } from '../../model/model.ts'
import { printQuery } from '../../sql/print.ts'
import type { SynthesisContext } from '../grammar/synthesis-context.ts'
import { fillTemplate } from './fill-template.ts'

const COLUMNS = 8
const TRIES = 6

/**
 * At most `count` pairs of this database, each from another template: what a language model is shown where there are no
 * seeds. They were not run: whether they find anything is not known.
 */
export function templateDemonstrations(
  context: SynthesisContext,
  random: Random,
  count: number,
): readonly Demonstration[] {
  const { graph } = context
  const tables = graph.tables.filter(({ columns }) => columns.length > 0)
  const pairs = new Map<string, Demonstration>()
  for (let attempt = 0; tables.length > 0 && attempt < count * TRIES && pairs.size < count; attempt++) {
    const table = random.pick(tables)
    const start = { table: table.name, column: random.pick(table.columns) }
    const subgraph = sampleSubgraph(graph, random, { strategy: 'random-walk', size: COLUMNS, start })
    const filled = fillTemplate(subgraph, context, random, {}, 1)
    if (filled === null || pairs.has(filled.template)) continue
    pairs.set(filled.template, { question: filled.question, sql: printQuery(filled.query) })
  }
  return [...pairs.values()]
}
