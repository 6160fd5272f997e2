import { type ClauseComparison, compareClauses } from '../spider-sql/compare-clauses.ts'
import { foreignKeyClasses } from '../spider-sql/foreign-key-classes.ts'
import { type ParsedSpiderSql, parseSpiderSql } from '../spider-sql/parse-spider-sql.ts'
import { type SpiderClauses, spiderClauses } from '../spider-sql/spider-clauses.ts'
import { EMPTY_SPIDER_QUERY } from '../spider-sql/spider-query.ts'
import { spiderSchemaNames } from '../spider-sql/spider-schema-names.ts'
import { judgeCorrectedSetMatch } from './corrected-set-match.ts'
import { rememberingGolds } from './exact-set-match-golds.ts'
import type { JudgedPair, Metric, Verdict } from './metric.ts'

/**
 * Exact set match of Spider: the queries are compared clause by clause, nothing is run. Source: `eval_exact_match` in
 * evaluation.py and `get_sql` in process_sql.py of taoyds/test-suite-sql-eval.
 */
export const exactSetMatch: Metric = {
  id: 'em',
  title: 'Exact set match (Spider)',
  isGraded: false,
  judge: async (pair, { mode }) =>
    mode === 'as-official' ? judgeOfficially(pair) : judgeCorrectedSetMatch(pair),
}

function judgeOfficially({ question, predicted, database }: JudgedPair): Verdict {
  const gold = readGold(question.gold, database)
  if (gold.kind === 'unreadable') {
    const message = `Spider's parser cannot read the gold query: ${gold.message}`
    return { score: 0, reason: 'gold-failed', message }
  }
  const made = parseSpiderSql(officialPrediction(predicted), spiderSchemaNames(database.schema))
  const query = made.kind === 'query' ? made.query : EMPTY_SPIDER_QUERY
  const comparison = compareClauses(gold.clauses, spiderClauses(query, foreignKeyClasses(database)))
  const details = { components: comparison.components }
  if (made.kind === 'unreadable') {
    const message = `Spider's parser cannot read the prediction: ${made.message}`
    return { score: 0, reason: 'prediction-unreadable', message, details }
  }
  return { ...verdictOf(comparison), details }
}

/** Placeholders of models that write no values; the official text replacement meets names and strings just as well. */
function officialPrediction(predicted: string): string {
  return predicted.replaceAll('value', '1')
}

function verdictOf({ components, hasSameTables, isMatch }: ClauseComparison): Verdict {
  if (isMatch) return { score: 1, reason: null }
  const different = Object.entries(components).flatMap(([name, { f1 }]) => (f1 === 1 ? [] : [name]))
  if (different.length === 0)
    return { score: 0, reason: 'other-tables', message: 'The tables in FROM differ.' }
  const tables = hasSameTables ? '' : '; the tables in FROM differ too'
  return { score: 0, reason: 'other-clauses', message: `These differ: ${different.join(', ')}${tables}.` }
}

type ReadGold =
  | { readonly kind: 'clauses'; readonly clauses: SpiderClauses }
  | Extract<ParsedSpiderSql, { kind: 'unreadable' }>

const readGold = rememberingGolds((sql, database): ReadGold => {
  const parsed = parseSpiderSql(sql, spiderSchemaNames(database.schema))
  if (parsed.kind === 'unreadable') return parsed
  return { kind: 'clauses', clauses: spiderClauses(parsed.query, foreignKeyClasses(database)) }
})
