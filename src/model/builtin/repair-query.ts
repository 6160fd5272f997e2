import type { Query } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import type { RevisionFinding, RevisionRequest, SqlCandidate } from '../model.ts'

/** Puts right what the findings name: a column or table by its nearest name, a literal by the nearest stored value. */
export function repairQuery({ draft, findings }: RevisionRequest): SqlCandidate[] {
  const query = readDraft(draft)
  if (query === null) return []
  const repaired = findings.reduce(repairOne, query)
  const sql = printQuery(repaired)
  if (sql === printQuery(query)) return []
  return [{ sql, score: 0, confidence: 0.5, unusedWords: [], links: [] }]
}

function readDraft(draft: string): Query | null {
  try {
    return parseQuery(draft)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return null
    throw error
  }
}

function repairOne(query: Query, finding: RevisionFinding): Query {
  if (finding.kind === 'unknown-name') return renameAll(query, finding.name, finding.near[0])
  if (finding.kind === 'unknown-value') return replaceLiteral(query, finding.value, finding.near[0]?.value)
  return query
}

function renameAll(query: Query, name: string, near: string | undefined): Query {
  if (near === undefined) return query
  const wanted = lastPart(name).toLowerCase()
  const replacement = lastPart(near)
  return mapQuery(query, {
    expression: (expression) =>
      expression.kind === 'column' && expression.name.toLowerCase() === wanted
        ? { ...expression, name: replacement }
        : expression,
    fromItem: (item) =>
      item.kind === 'table' && item.name.toLowerCase() === wanted ? { ...item, name: replacement } : item,
  })
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function replaceLiteral(query: Query, value: string, near: string | undefined): Query {
  if (near === undefined) return query
  return mapQuery(query, {
    expression: (expression) =>
      expression.kind === 'string' && expression.value === value
        ? { ...expression, value: near }
        : expression,
  })
}
