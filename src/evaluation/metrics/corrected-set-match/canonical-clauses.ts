export const CLAUSE_NAMES = [
  'select',
  'distinct',
  'tables',
  'joins',
  'where',
  'group',
  'having',
  'order',
  'limit',
  'set operations',
] as const

type ClauseName = (typeof CLAUSE_NAMES)[number]

/** A query as texts, clause by clause. Two queries that differ in their writing alone have the same. */
export type CanonicalClauses = Readonly<Record<ClauseName, readonly string[]>>

export const EMPTY_CLAUSES: CanonicalClauses = {
  select: [],
  distinct: [],
  tables: [],
  joins: [],
  where: [],
  group: [],
  having: [],
  order: [],
  limit: [],
  'set operations': [],
}
