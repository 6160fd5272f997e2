import { stemWord, wordsOf } from '../base/text.ts'
import type { GroundedKeyword, Keyword } from '../model/model.ts'
import { alignKnowledge } from '../values/align-knowledge.ts'
import { hashedEmbedder } from '../values/hashed-embedder.ts'
import type { KnowledgeEntry } from '../values/knowledge.ts'
import type { DetectedKeyword } from './detect-values.ts'
import type { Profile } from './profiles.ts'

interface AlignmentSources {
  /** The knowledge table: imported and written by people. */
  readonly knowledge: readonly KnowledgeEntry[]
  /** What this question's probes found. */
  readonly learned: readonly KnowledgeEntry[]
  readonly profile: Profile
}

/** Gives each keyword the knowledge that is nearest to it (equation 2), and finds entries that the question names outright. */
export async function alignKeywords(
  question: string,
  detected: readonly DetectedKeyword[],
  { knowledge, learned, profile }: AlignmentSources,
): Promise<readonly GroundedKeyword[]> {
  const entries = [...knowledge, ...learned]
  const threshold = profile.alignmentThreshold
  const alignments = await alignKnowledge(
    detected.map(({ keyword }) => keyword.text),
    entries,
    hashedEmbedder(),
    threshold === null ? {} : { threshold, compare: 'keyword' },
  )
  const grounded = detected.map(({ keyword, matches }, index): GroundedKeyword => {
    const entry = alignments[index]?.entry
    return { keyword, matches, knowledge: entry === undefined ? [] : [entry] }
  })
  return [...grounded, ...namedOutright(question, knowledge, grounded)]
}

/** Entries whose keyword stands in the question although no keyword was made of those words. */
function namedOutright(
  question: string,
  knowledge: readonly KnowledgeEntry[],
  grounded: readonly GroundedKeyword[],
): GroundedKeyword[] {
  const words = wordsOf(question).map((word) => ({ ...word, stem: stemWord(word.text) }))
  return knowledge.flatMap((entry): GroundedKeyword[] => {
    const stems = wordsOf(entry.keyword).map((word) => stemWord(word.text))
    const at = words.findIndex((_, start) =>
      stems.every((stem, offset) => words[start + offset]?.stem === stem),
    )
    if (stems.length === 0 || at < 0) return []
    const start = words[at]!.start
    const end = words[at + stems.length - 1]!.end
    if (grounded.some((known) => known.keyword.start === start && known.knowledge.includes(entry))) return []
    const column = entry.kind === 'value' ? [{ table: entry.table, column: entry.column }] : []
    const keyword: Keyword = {
      text: question.slice(start, end),
      start,
      end,
      table: entry.table,
      columns: column,
    }
    return [{ keyword, matches: [], knowledge: [entry] }]
  })
}
