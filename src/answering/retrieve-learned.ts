import type { KnowledgeEntry, StoredValueEntry } from '../values/knowledge.ts'
import { retrieveKnowledge } from '../values/retrieve-knowledge.ts'
import type { DetectedKeyword } from './detect-values.ts'

/**
 * What detection proved, as knowledge: a keyword for which a probe, or the index, found exactly one stored value
 * (TCSR-SQL algorithm 2, case 1). Several or none are dropped; the trace keeps them.
 */
export function retrieveLearned(detected: readonly DetectedKeyword[]): readonly KnowledgeEntry[] {
  const fromProbes = retrieveKnowledge(detected.flatMap(({ probes }) => probes)).entries
  const fromIndex = detected.flatMap(({ keyword, matches, probes }): StoredValueEntry[] => {
    if (probes.length > 0) return []
    const exact = matches.filter(({ score }) => score === 1)
    const [only, another] = exact.length > 0 ? exact : matches
    if (only === undefined || another !== undefined) return []
    const { table, column, value } = only
    return [{ kind: 'value', keyword: keyword.text, table, column, value, origin: 'probe' }]
  })
  const seen = new Set<string>()
  return [...fromIndex, ...fromProbes].filter((entry) => {
    const key = JSON.stringify([entry.keyword, entry.table, entry.column, entry.value])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
