import { CONTENT_RULES } from '../../evaluation/content-aware/content-rule.ts'
import type { SourceSummary, TcdSummary } from '../../evaluation/content-aware/tcd-summary.ts'
import { safeText } from './safe-text.ts'
import { type TableStyle, tableText } from './table.ts'

/** The counts of a content-aware benchmark for people. */
export function tcdText(summary: TcdSummary, folder: string, style: TableStyle): string {
  const { dim } = style.colours
  const rows = summary.sources.map((source) => [
    source.source,
    source.count,
    source.selected,
    ...CONTENT_RULES.map((rule) => source.byRule[rule]),
    source.paper === null ? null : `${source.paper.selected} of ${source.paper.original}`,
  ])
  const passedOver = summary.sources.flatMap(passedOverText)
  const imitations = Object.entries(summary.imitations).filter(([, count]) => count > 0)
  const { entries, databases } = summary.knowledge
  const lines = [
    tableText(['source', 'pairs', 'selected', ...CONTENT_RULES, 'in the paper'], rows, style),
    '',
    ...passedOver.map((line) => dim(safeText(line))),
    ...summary.malformed.map(({ source, place, reason }) => safeText(`${source}, ${place}: ${reason}`)),
    ...(summary.unknownDatabases.length > 0
      ? [safeText(`No such database: ${summary.unknownDatabases.join(', ')}`)]
      : []),
    ...imitations.map(([set, count]) => `${count} variants imitate ${set} (seed ${summary.seed})`),
    `${summary.count} pairs and ${entries} entries of encoding knowledge for ${databases} databases: ${safeText(folder)}`,
    dim(
      `The paper has ${summary.paper.total} pairs of whole sets, chosen by people; docs/benchmarks.md says how to read this.`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

const PASSED_OVER: readonly (readonly [keyof SourceSummary, string])[] = [
  ['noRule', 'with everything named'],
  ['emptyGold', 'with an empty result'],
  ['failedGold', 'with gold that fails'],
  ['unreadableGold', 'with gold that cannot be read'],
  ['untoldNumber', 'with a number that nothing tells'],
  ['duplicates', 'repeated'],
  ['unknownDatabase', 'without a database'],
  ['malformed', 'malformed'],
]

function passedOverText(source: SourceSummary): string[] {
  const parts = PASSED_OVER.filter(([key]) => Number(source[key]) > 0).map(
    ([key, says]) => `${source[key]} ${says}`,
  )
  return parts.length === 0 ? [] : [`${source.source}, passed over: ${parts.join(', ')}`]
}
