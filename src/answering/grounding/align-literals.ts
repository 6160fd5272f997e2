import { foldText } from '../../base/text.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { Expression, Query } from '../../sql/ast.ts'
import { printExpression } from '../../sql/print.ts'
import type { Comparison } from '../../sql/resolution.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import type { ValueMatch } from '../../values/value-index.ts'
import type { DraftEdit } from './draft-change.ts'
import { readDraftColumns } from './draft-scope.ts'
import { replaceNodes } from './edit-query.ts'
import { findMisfits, hasBlanks, type Misfit } from './find-misfits.ts'
import { moveLiteral } from './move-literal.ts'
import { quoted, stringOf } from './stored-literal.ts'

/** What tells how the data writes things. */
export interface ValueFacts {
  readonly question: string
  readonly context: DatabaseContext
  readonly knowledge: readonly KnowledgeEntry[]
  /** Other ways to write a text, the likeliest first. */
  readonly variantsOf: (text: string) => Promise<readonly string[]>
}

/** Spelt so much like it that it is the same word. */
const SAME_WORD = 0.8

/**
 * Literals that their column does not hold, each replaced by what is stored: another case or spelling of it, a synonym, or the
 * column that does hold it. A literal that nothing explains stays.
 */
export async function alignFirstLiteral(query: Query, facts: ValueFacts): Promise<DraftEdit | null> {
  const { schema } = facts.context.survey
  const columns = readDraftColumns(query, schema)
  for (const misfit of findMisfits(query, facts.context)) {
    const spellings = [misfit.value, ...(await facts.variantsOf(misfit.value))]
    const edit =
      knownValue(query, misfit, facts) ??
      sameColumn(query, misfit, spellings, facts) ??
      moveLiteral(query, misfit, columns, { ...facts, spellings }) ??
      similarValue(query, misfit, facts)
    if (edit !== null) return edit
  }
  return null
}

/** Encoding knowledge that a person wrote or a lookup table gave. */
function knownValue(query: Query, { comparison, value }: Misfit, facts: ValueFacts): DraftEdit | null {
  const entry = facts.knowledge.find(
    (known) =>
      known.kind === 'value' &&
      known.table === comparison.table &&
      known.column === comparison.column &&
      foldText(known.keyword) === foldText(value),
  )
  if (entry?.kind !== 'value') return null
  return exchanged(
    query,
    comparison,
    entry.value,
    `"${value}" is known to be stored as ${quoted(entry.value)}.`,
  )
}

function sameColumn(
  query: Query,
  { comparison, value }: Misfit,
  texts: readonly string[],
  { context }: ValueFacts,
): DraftEdit | null {
  const { table, column } = comparison
  for (const text of texts) {
    const found = context.values.findExact(text, { columns: [{ table, column }], limit: 5 })
    const stored = exactly(
      text,
      found.filter((match) => !hasBlanks(match.value)),
    )
    if (stored === undefined) continue
    return exchanged(
      query,
      comparison,
      stored.value,
      `${table}.${column} holds ${quoted(stored.value)}, not ${quoted(value)}.`,
    )
  }
  return null
}

/** The match that is meant where several differ only in case. */
function exactly(text: string, matches: readonly ValueMatch[]): ValueMatch | undefined {
  return (
    matches.find(({ value }) => value === text) ?? [...matches].sort((a, b) => b.rowCount - a.rowCount)[0]
  )
}

/** A slip of spelling: one stored value is almost the literal, and none is about as near. */
function similarValue(
  query: Query,
  { comparison, value }: Misfit,
  { context }: ValueFacts,
): DraftEdit | null {
  const { table, column } = comparison
  const [best, next] = context.values.search(value, {
    columns: [{ table, column }],
    limit: 2,
    minimumScore: SAME_WORD,
  })
  if (best === undefined || best.shortened || hasBlanks(best.value)) return null
  // "Room 12" is not "Room 11".
  if (digitsOf(best.value) !== digitsOf(value)) return null
  if (next !== undefined && next.value !== best.value && next.score > best.score - 0.05) return null
  return exchanged(
    query,
    comparison,
    best.value,
    `${table}.${column} does not hold ${quoted(value)}; ${quoted(best.value)} is spelt almost the same.`,
  )
}

function digitsOf(text: string): string {
  return text.replace(/\D+/g, ' ').trim()
}

function exchanged(
  query: Query,
  comparison: Comparison,
  stored: string | number,
  because: string,
): DraftEdit {
  const nodes = new Map<Expression, Expression>([[comparison.literal, stringOf(stored, comparison.literal)]])
  return {
    query: replaceNodes(query, nodes),
    changes: [
      {
        kind: 'value',
        before: `${printExpression(comparison.node)} ${comparison.operator.toUpperCase()} ${quoted(comparison.value)}`,
        after: `${printExpression(comparison.node)} ${comparison.operator.toUpperCase()} ${quoted(stored)}`,
        because,
      },
    ],
    cost: 1,
  }
}
