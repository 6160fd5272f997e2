import type { Query } from '../../sql/ast.ts'
import { printQuery } from '../../sql/print.ts'
import { walkQuery } from '../../sql/walk.ts'
import type { GenerationRequest, Model, SchemaPart, SqlCandidate } from '../model.ts'
import { confidenceOf } from './confidence.ts'
import { extractKeywords } from './linking/extract-keywords.ts'
import { linkImpliedMeasures } from './linking/implied-measures.ts'
import { linkNames } from './linking/link-names.ts'
import { linkValues } from './linking/link-values.ts'
import { proposeVariants } from './linking/propose-variants.ts'
import { expandSharedHeads, tokenizeQuestion } from './linking/question-tokens.ts'
import { schemaLexiconOf } from './linking/schema-lexicon.ts'
import { parseQuestion } from './parsing/parse-question.ts'
import { makeScope } from './parsing/parse-scope.ts'
import { WEIGHTS } from './parsing/weights.ts'
import { repairQuery } from './repair-query.ts'
import { compileSketch } from './sketch/compile-sketch.ts'

/** So many queries are made for each candidate that is wanted, since joining changes the order of sketches. */
const QUERIES_PER_CANDIDATE = 3

/** The offline model: a grammar over linked words and a beam search over the DB graph. No key, no download. */
export function createBuiltinModel(): Model {
  return {
    name: 'builtin',
    extractKeywords: async (request) => extractKeywords(request),
    proposeVariants: async (request) => proposeVariants(request),
    linkSchema: async ({ context }) => wholeSchema(context.survey.schema.tables),
    generateSql: async (request) => generateSql(request),
    reviseSql: async (request) => repairQuery(request),
  }
}

/** The parser reads names from the whole schema at no cost, so that nothing needs to be left out. */
function wholeSchema(
  tables: readonly { readonly name: string; readonly columns: readonly { readonly name: string }[] }[],
): SchemaPart {
  return {
    tables: tables.map(({ name, columns }) => ({
      table: name,
      columns: columns.map((column) => column.name),
    })),
  }
}

function generateSql(request: GenerationRequest): SqlCandidate[] {
  const { question, context, grounded, part, count, now } = request
  const lexicon = schemaLexiconOf(context.survey)
  const tokens = expandSharedHeads(tokenizeQuestion(question))
  const mentions = [
    ...linkNames(tokens, lexicon, part),
    ...linkValues(question, tokens, grounded, lexicon, now),
  ]
  mentions.push(...linkImpliedMeasures(tokens, lexicon))
  const scope = makeScope(tokens, lexicon, context.survey.joins, mentions)
  const compileScope = { graph: context.graph, lexicon }
  const candidates = new Map<string, SqlCandidate>()
  for (const { sketch, score, state } of parseQuestion(scope)) {
    if (candidates.size >= count * QUERIES_PER_CANDIDATE) break
    const links = state.uses.map((use) => ({
      words: question.slice(tokens[use.start]!.start, tokens[use.end - 1]!.end),
      table: use.table,
      column: use.column,
      score: use.score,
    }))
    compileSketch(sketch, compileScope).forEach(({ query, tableCount, joinCost, repeatsRows }, index) => {
      const read = tablesRead(query)
      // A table that the question names and the query does not read is half forgotten.
      const forgotten = links.filter((link) => link.column === null && !read.has(link.table))
      const total =
        score +
        WEIGHTS.tablePenalty * (tableCount - 1) +
        WEIGHTS.joinCost * joinCost +
        WEIGHTS.namedTableNotRead * forgotten.length +
        (repeatsRows ? WEIGHTS.repeatsRows : 0) +
        (index === 0 ? 0 : WEIGHTS.otherJoinTree)
      const sql = printQuery(query)
      const known = candidates.get(sql)
      if (known !== undefined && known.score >= total) return
      candidates.set(sql, {
        sql,
        score: total,
        confidence: 0,
        unusedWords: [...state.unused, ...forgotten.map(({ words }) => words)],
        links,
      })
    })
  }
  const ranked = [...candidates.values()].sort((left, right) => right.score - left.score).slice(0, count)
  return ranked.map((candidate, index) => ({
    ...candidate,
    confidence: confidenceOf(candidate, index, ranked, tokens.length),
  }))
}

/** The tables that a query reads, in subqueries too. */
function tablesRead(query: Query): ReadonlySet<string> {
  const tables = new Set<string>()
  walkQuery(query, {
    fromItem: (item) => {
      if (item.kind === 'table') tables.add(item.name)
    },
  })
  return tables
}
