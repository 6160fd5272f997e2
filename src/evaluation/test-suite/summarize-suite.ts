import type { SuiteFile, TestSuite } from './distill-test-suite.ts'
import type { Mutation } from './mutation.ts'

/** What is said of the suite of one database. JSON-ready. */
export interface SuiteSummary {
  /** The database's name: of its folder and of its files. */
  readonly id: string
  /** Gold queries, each counted once. */
  readonly golds: number
  readonly failures: readonly { readonly sql: string; readonly message: string }[]
  /** Queries one edit away from a gold query, and how many of them give another result than it somewhere. */
  readonly neighbours: number
  readonly byOriginal: number
  readonly bySuite: number
  /** Neighbours of the database that were made. */
  readonly candidates: number
  readonly seconds: number
  readonly files: readonly SuiteFile[]
  readonly leftOver: readonly (Mutation & { readonly gold: string })[]
  /** Gold queries whose rows depend on ties on some files. */
  readonly ties: readonly { readonly gold: string; readonly files: readonly string[] }[]
}

export function summarizeSuite(id: string, { golds, files, candidates, elapsedMs }: TestSuite): SuiteSummary {
  const total = (count: 'neighbours' | 'byOriginal' | 'bySuite'): number =>
    golds.reduce((sum, gold) => sum + gold[count], 0)
  return {
    id,
    golds: golds.length,
    failures: golds.flatMap(({ sql, failure }) => (failure === null ? [] : [{ sql, message: failure }])),
    neighbours: total('neighbours'),
    byOriginal: total('byOriginal'),
    bySuite: total('bySuite'),
    candidates,
    seconds: Math.round(elapsedMs / 100) / 10,
    files,
    leftOver: golds.flatMap(({ sql, leftOver }) => leftOver.map((mutation) => ({ gold: sql, ...mutation }))),
    ties: golds.flatMap(({ sql, tiedOn }) => (tiedOn.length === 0 ? [] : [{ gold: sql, files: tiedOn }])),
  }
}
