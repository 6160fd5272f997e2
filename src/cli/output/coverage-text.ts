import type { Coverage } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { DIFFICULTIES } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { safeText } from './safe-text.ts'
import { targetName } from './synthesize-document.ts'
import { type TableStyle, tableText } from './table.ts'

/** What a pool covers, for people. */
export function coverageText(coverage: Coverage, style: TableStyle): string {
  const { examples, tables, joins, constructs, skeletons, uncovered } = coverage
  const perTable = tables.map(({ table, rowCount, uses, columns }) => {
    const filled = columns.filter(({ isEmpty }) => !isEmpty)
    const used = filled.filter(({ uses: count }) => count > 0).length
    return [safeText(table), rowCount, uses, `${used} of ${filled.length}`]
  })
  const perConstruct = constructs.map(({ construct, counts }) => [
    construct,
    ...DIFFICULTIES.map((name) => counts[name]),
  ])
  const usedJoins = joins.filter(({ uses }) => uses > 0).length
  const open = uncovered.map(({ target, why }) => `  ${safeText(targetName(target))}: ${safeText(why)}.`)
  return `${[
    `${examples.length} examples, ${skeletons} structures, ${usedJoins} of ${joins.length} joins used.`,
    '',
    tableText(['table', 'rows', 'examples', 'columns used'], perTable, style),
    '',
    tableText(['construct', ...DIFFICULTIES], perConstruct, style),
    '',
    ...(open.length === 0
      ? ['Every column that holds data and every join is used.']
      : ['Not used:', ...open]),
  ].join('\n')}\n`
}
