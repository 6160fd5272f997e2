import { foldText, identifierWords, stemWord } from '../../base/text.ts'
import { findTable } from '../../database/schema.ts'
import type { DatabaseContext } from '../../model/model.ts'
import type { Expression, Query } from '../../sql/ast.ts'
import { mapQuery } from '../../sql/map.ts'
import { printExpression } from '../../sql/print.ts'
import type { Comparison } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import type { ValueMatch } from '../../values/value-index.ts'
import type { DraftEdit } from './draft-change.ts'
import { type DraftColumn, readDraftColumns, sourceOf } from './draft-scope.ts'
import { isSamePlace, replaceNodes } from './edit-query.ts'
import { addTable } from './join-tables.ts'

/** What tells how the data writes things. */
export interface ValueFacts {
  readonly question: string
  readonly context: DatabaseContext
  readonly knowledge: readonly KnowledgeEntry[]
  /** Other ways to write a text, the likeliest first. */
  readonly variantsOf: (text: string) => Promise<readonly string[]>
}

/** A literal that its column does not hold, with what is known of it. */
interface Misfit {
  readonly comparison: Comparison
  readonly value: string
}

/** Spelt so much like it that it is the same word. */
const SAME_WORD = 0.8

/**
 * Literals that their column does not hold, each replaced by what is stored: another case or spelling of it, a synonym, or the
 * column that does hold it. A literal that nothing explains stays. Blanks around a stored value are left to whoever keeps
 * the data: a draft cannot mean them, and what it finds without them is the truth about that data.
 */
export async function alignFirstLiteral(
  query: Query,
  facts: ValueFacts,
  settled: ReadonlySet<string>,
): Promise<DraftEdit | null> {
  const { schema } = facts.context.survey
  const columns = readDraftColumns(query, schema)
  for (const misfit of findMisfits(query, facts.context)) {
    if (settled.has(keyOf(misfit))) continue
    const edit =
      knownValue(query, misfit, facts) ??
      sameColumn(query, misfit, await spellings(misfit, facts), facts) ??
      (await otherColumn(query, misfit, columns, facts)) ??
      similarValue(query, misfit, facts)
    if (edit !== null) return edit
  }
  return null
}

export function keyOf({ comparison, value }: Misfit): string {
  return JSON.stringify([comparison.table, comparison.column, value])
}

export function findMisfits(query: Query, context: DatabaseContext): Misfit[] {
  return resolveNames(query, context.survey.schema).comparisons.flatMap((comparison) => {
    const { value, operator } = comparison
    if (typeof value !== 'string' || value.trim() === '') return []
    if (!['=', '<>', 'in', 'not in', 'is', 'is not'].includes(operator)) return []
    return isStored(comparison, value, context) ? [] : [{ comparison, value }]
  })
}

/** Whether the column holds the text, blanks around it aside; true where that cannot be known. */
function isStored({ table, column }: Comparison, value: string, context: DatabaseContext): boolean {
  const declared = findTable(context.survey.schema, table)?.columns.find(({ name }) => name === column)
  if (declared === undefined) return true
  const exact = context.values.findExact(value, { columns: [{ table, column }], limit: 50 })
  if (exact.some((match) => match.value.trim() === value.trim() || match.shortened)) return true
  const profile = context.survey.tables
    .find((one) => one.table === table)
    ?.columns.find((one) => one.column === column)
  if (profile === undefined || profile.content === 'empty' || profile.content === 'blob') return true
  if (exact.length > 0) return false
  // A number in quotes, a date: not what the index of texts knows.
  if (profile.content !== 'text' && /^[\d\s.,:+-]+$/.test(value)) return true
  if (profile.isEstimate === true && profile.content === 'text') {
    return (
      context.values.search(value, { columns: [{ table, column }], limit: 1, minimumScore: 0 }).length === 0
    )
  }
  return profile.frequentValues.some((one) => String(one.value).trim() === value.trim())
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

/** The text itself and its variants, each with how it was found. */
async function spellings({ value }: Misfit, facts: ValueFacts): Promise<readonly string[]> {
  return [value, ...(await facts.variantsOf(value))]
}

function sameColumn(
  query: Query,
  { comparison, value }: Misfit,
  texts: readonly string[],
  { context }: ValueFacts,
): DraftEdit | null {
  const { table, column } = comparison
  for (const text of texts) {
    const stored = exactly(text, context.values.findExact(text, { columns: [{ table, column }], limit: 5 }))
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

async function otherColumn(
  query: Query,
  misfit: Misfit,
  columns: readonly DraftColumn[],
  facts: ValueFacts,
): Promise<DraftEdit | null> {
  const { comparison, value } = misfit
  const { context } = facts
  const place = columns.find(({ node }) => node === comparison.node)
  if (place === undefined || !isSaid(value, facts.question)) return null
  const refersTo = tablesReferredTo(comparison, context)
  for (const text of await spellings(misfit, facts)) {
    const matches = context.values
      .findExact(text, { limit: 30 })
      .filter((match) => match.table !== comparison.table || match.column !== comparison.column)
    // A variant is a guess: it must at least be where the key of the column leads.
    const isGuess = text !== value
    const inSight = matches
      .map((match) => ({ match, rank: rankOf(match, place, refersTo, comparison, facts.question) }))
      .filter(({ rank }) => rank < (isGuess ? 2 : 4))
      .sort((one, other) => one.rank - other.rank || other.match.rowCount - one.match.rowCount)
    for (const { match } of inSight) {
      const edit = moved(query, misfit, match, place, columns, context)
      if (edit !== null) return edit
    }
  }
  return null
}

/** 0: the table that the column refers to; 1: the same table; 2: another table of the SELECT; 3: one key away. */
function rankOf(
  match: ValueMatch,
  { scope }: DraftColumn,
  refersTo: ReadonlySet<string>,
  comparison: Comparison,
  question: string,
): number {
  const asked = new Set(identifierWords(question).map(stemWord))
  const bonus = identifierWords(match.column).some((word) => asked.has(stemWord(word))) ? 0 : 0.4
  if (refersTo.has(match.table)) return 0 + bonus
  if (match.table === comparison.table) return 1 + bonus
  if (scope.sources.some(({ table }) => table === match.table)) return 2 + bonus
  return bonus === 0 ? 3 : 9
}

function tablesReferredTo({ table, column }: Comparison, { graph }: DatabaseContext): Set<string> {
  return new Set(
    graph.joins.flatMap(({ key }) =>
      key.from.table === table && key.from.columns.includes(column) ? [key.to.table] : [],
    ),
  )
}

/** The same test on the column that holds the value, joined in where its table is not there yet. */
function moved(
  query: Query,
  { comparison, value }: Misfit,
  match: ValueMatch,
  place: DraftColumn,
  columns: readonly DraftColumn[],
  context: DatabaseContext,
): DraftEdit | null {
  const { node, literal } = comparison
  const because = `${comparison.table}.${comparison.column} does not hold ${quoted(value)}; ${match.table}.${match.column} does.`
  const own = sourceOf(node, place.scope)
  const source =
    own?.table === match.table ? own : place.scope.sources.find(({ table }) => table === match.table)
  const put = (into: Query, table: string): Query =>
    mapQuery(into, {
      expression: (expression) => {
        if (isSamePlace(expression, node)) {
          return { kind: 'column', table, name: match.column, ...(node.span && { span: node.span }) }
        }
        if (isSamePlace(expression, literal)) return stringOf(match.value, literal)
        return expression
      },
    })
  const change = {
    kind: 'value' as const,
    before: `${printExpression(node)} … ${quoted(value)}`,
    after: `${match.table}.${match.column} … ${quoted(match.value)}`,
    because,
  }
  if (source !== undefined) return { query: put(query, source.name), changes: [change], cost: 1 }
  const joined = addTable(query, place.scope, match.table, { graph: context.graph, columns })
  if (joined === null || joined.added.length > 2) return null
  return {
    query: put(joined.query, joined.sourceName),
    changes: [
      change,
      {
        kind: 'join',
        before: '',
        after: joined.conditions.map((condition) => printExpression(condition)).join(' AND '),
        because: `${match.table} is joined in along its keys.`,
      },
    ],
    cost: 1 + 0.5 * joined.added.length,
  }
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
  if (best === undefined || best.shortened || best.value.trim() === value.trim()) return null
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
        before: `${printExpression(comparison.node)} … ${quoted(comparison.value)}`,
        after: `${printExpression(comparison.node)} … ${quoted(stored)}`,
        because,
      },
    ],
    cost: 1,
  }
}

function stringOf(value: string | number, old: Expression): Expression {
  const place = old.span === undefined ? {} : { span: old.span }
  return typeof value === 'number'
    ? { kind: 'number', text: String(value), ...place }
    : { kind: 'string', value, ...place }
}

/** Whether the question has the words of the literal, in any form: then it is no invention of the draft's. */
function isSaid(value: string, question: string): boolean {
  const said = new Set(identifierWords(question).map(stemWord))
  const words = identifierWords(value).map(stemWord)
  return words.length > 0 && words.some((word) => said.has(word))
}

function quoted(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value}'`
}
