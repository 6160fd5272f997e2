import type { GroundedKeyword, Keyword } from '../model/model.ts'
import { alignKnowledge, findNearestKnowledge } from '../values/align-knowledge.ts'
import type { Embedder } from '../values/embedder.ts'
import { hashedEmbedder } from '../values/hashed-embedder.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import type { DetectedKeyword } from './detect-values.ts'
import { locateWords } from './locate-words.ts'
import type { Profile } from './profiles.ts'

interface AlignmentSources {
  /** The knowledge table: imported and written by people. */
  readonly knowledge: readonly KnowledgeEntry[]
  /** What this question's probes found. */
  readonly learned: readonly KnowledgeEntry[]
  readonly profile: Profile
  /** The offline one if not said. */
  readonly embedder?: Embedder
}

/** Gives each keyword the knowledge that is nearest to it (equation 2), and finds entries that the question names outright. */
export async function alignKeywords(
  question: string,
  detected: readonly DetectedKeyword[],
  { knowledge, learned, profile, embedder = hashedEmbedder() }: AlignmentSources,
): Promise<readonly GroundedKeyword[]> {
  const entries = [...knowledge, ...learned]
  const threshold = profile.alignmentThreshold
  const alignments = await alignKnowledge(
    detected.map(({ keyword }) => keyword.text),
    entries,
    embedder,
    threshold === null ? {} : { threshold, compare: 'keyword' },
  )
  const grounded = detected.map(({ keyword, matches, probes }, index): GroundedKeyword => {
    const entry = alignments[index]?.entry
    // Of what probes found, the paper lets only knowledge reach generation: several values or none are discarded.
    return {
      keyword,
      matches: probes.length > 0 ? [] : matches,
      knowledge: entry === undefined ? [] : [entry],
    }
  })
  return threshold === null ? grounded : [...grounded, ...namedOutright(question, knowledge, grounded)]
}

/** Entries whose keyword stands in the question although no keyword was made of those words. */
function namedOutright(
  question: string,
  knowledge: readonly KnowledgeEntry[],
  grounded: readonly GroundedKeyword[],
): GroundedKeyword[] {
  return knowledge.flatMap((entry): GroundedKeyword[] => {
    const place = locateWords(question, entry.keyword)
    if (place === undefined) return []
    const isKnown = grounded.some(
      (known) => known.keyword.start === place.start && known.knowledge.includes(entry),
    )
    return isKnown ? [] : [groundedBy(entry, question.slice(place.start, place.end), place)]
  })
}

/** So many entries of the paper's ablation go to generation (section 4.3). */
const NEAREST_ENTRIES = 3

/**
 * What takes the place of alignment where there are no keywords: the question itself searches the knowledge, and the
 * three nearest entries go to generation (TCSR-SQL section 4.3).
 */
export async function alignQuestion(
  question: string,
  knowledge: readonly KnowledgeEntry[],
  embedder: Embedder,
): Promise<readonly GroundedKeyword[]> {
  const nearest = await findNearestKnowledge(question, knowledge, embedder, NEAREST_ENTRIES)
  return nearest.map((entry) =>
    groundedBy(entry, entry.keyword, locateWords(question, entry.keyword) ?? { start: 0, end: 0 }),
  )
}

function groundedBy(
  entry: KnowledgeEntry,
  text: string,
  place: { readonly start: number; readonly end: number },
): GroundedKeyword {
  const columns = entry.kind === 'value' ? [{ table: entry.table, column: entry.column }] : []
  const keyword: Keyword = { text, ...place, table: entry.table, columns }
  return { keyword, matches: [], knowledge: [entry] }
}
