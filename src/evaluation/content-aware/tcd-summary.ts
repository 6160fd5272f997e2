import { CONTENT_RULES, type ContentRule } from './content-rule.ts'
import type { ImitatedSet } from './imitate-pair.ts'
import type { PairSource, SelectedPairs, SourceCounts } from './select-pairs.ts'

/** What the selection came to. JSON-ready. */
export interface TcdSummary {
  /** Pairs of questions.json. */
  readonly count: number
  /** Of the variants; null where none were made. */
  readonly seed: number | null
  readonly sources: readonly SourceSummary[]
  readonly rules: Readonly<Record<ContentRule, number>>
  readonly imitations: Readonly<Record<ImitatedSet, number>>
  readonly knowledge: { readonly entries: number; readonly databases: number }
  /** Databases that were not found or cannot be read. */
  readonly unknownDatabases: readonly string[]
  /** The first few entries that are no pairs. */
  readonly malformed: readonly { readonly source: string; readonly place: string; readonly reason: string }[]
  /** All of the paper's, for comparison. */
  readonly paper: { readonly sets: readonly PaperCount[]; readonly total: number }
}

export interface SourceSummary extends SourceCounts {
  /** What the paper selected of the set that the file's name says it is; null where it says none. */
  readonly paper: PaperCount | null
}

interface PaperCount {
  readonly set: string
  readonly original: number
  readonly selected: number
}

/** TCSR-SQL (Xu et al. 2024), table 2; the whole sets, of which a file may hold a part. */
const PAPER: readonly (PaperCount & { readonly name: RegExp })[] = [
  { set: 'Spider-DK', original: 535, selected: 107, name: /\bdk\b/i },
  { set: 'Spider-Syn', original: 1034, selected: 254, name: /\bsyn\b/i },
  { set: 'Spider-Realistic', original: 508, selected: 210, name: /\brealistic\b/i },
  { set: 'Dr.Spider NLQ_column_value', original: 304, selected: 259, name: /\bcolumn[ _-]?value\b/i },
  { set: 'Dr.Spider NLQ_value_synonym', original: 506, selected: 439, name: /\bvalue[ _-]?synonym\b/i },
  { set: 'real-world', original: 423, selected: 423, name: /^$/ },
]
const SHOWN = 10

/** Sums up a selection. */
export function tcdSummary(
  sources: readonly PairSource[],
  { pairs, meanings, counts, unknownDatabases }: SelectedPairs,
  seed: number | null,
): TcdSummary {
  const entries = [...meanings.values()].reduce((sum, list) => sum + list.length, 0)
  const imitated = (set: ImitatedSet): number => pairs.filter(({ imitates }) => imitates === set).length
  return {
    count: pairs.length,
    seed,
    sources: counts.map((count) => ({ ...count, paper: paperCount(count.source) })),
    rules: Object.fromEntries(
      CONTENT_RULES.map((rule) => [rule, counts.reduce((sum, { byRule }) => sum + byRule[rule], 0)]),
    ) as Record<ContentRule, number>,
    imitations: {
      'Dr.Spider NLQ_column_value': imitated('Dr.Spider NLQ_column_value'),
      'Dr.Spider NLQ_value_synonym': imitated('Dr.Spider NLQ_value_synonym'),
    },
    knowledge: { entries, databases: meanings.size },
    unknownDatabases,
    malformed: sources
      .flatMap(({ label, read }) =>
        read.skipped.map(({ place, reason }) => ({ source: label, place, reason })),
      )
      .slice(0, SHOWN),
    paper: { sets: PAPER.map(withoutName), total: PAPER.reduce((sum, { selected }) => sum + selected, 0) },
  }
}

/** "spider_syn" and "dev_syn.json" as well: an underscore is no boundary of a word. */
function paperCount(label: string): PaperCount | null {
  const words = label.replaceAll('_', ' ')
  const found = PAPER.find(({ name }) => name.test(words))
  return found === undefined ? null : withoutName(found)
}

function withoutName({ set, original, selected }: PaperCount): PaperCount {
  return { set, original, selected }
}
