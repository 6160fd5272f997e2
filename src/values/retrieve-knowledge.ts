import type { SqlValue } from '../database/database.ts'
import type { StoredValueEntry } from './knowledge.ts'
import type { ProbeResult } from './probe.ts'

/** Algorithm 2's first half (TCSR-SQL, section 3.2): what the probes of a question's keywords prove. */
export interface RetrievedKnowledge {
  readonly entries: readonly StoredValueEntry[]
  /** Probes that found several values; the paper drops them, the trace keeps them. */
  readonly candidates: readonly ProbeResult[]
}

/**
 * Case 1: a probe that found exactly one stored value becomes knowledge. Case 2: one that found several is a mere
 * candidate, one that found none (or was refused) says nothing.
 */
export function retrieveKnowledge(results: readonly ProbeResult[]): RetrievedKnowledge {
  const entries = new Map<string, StoredValueEntry>()
  const candidates: ProbeResult[] = []
  for (const result of results) {
    const { keyword, table, column, outcome } = result
    if (outcome.kind === 'rejected' || outcome.values.length === 0) continue
    const [value] = outcome.values
    if (outcome.values.length > 1 || outcome.hasMore || !isEncodable(value)) {
      candidates.push(result)
      continue
    }
    const entry: StoredValueEntry = { kind: 'value', keyword, table, column, value, origin: 'probe' }
    entries.set(JSON.stringify([keyword, table, column, value]), entry)
  }
  return { entries: [...entries.values()], candidates }
}

function isEncodable(value: SqlValue | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
