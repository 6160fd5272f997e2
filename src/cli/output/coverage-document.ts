import type { Coverage } from '../../synthesis/pool-coverage/measure-coverage.ts'
import { targetName } from './synthesize-document.ts'

/** schemas/coverage.schema.json */
export function coverageDocument(
  { examples, tables, joins, constructs, difficulties, strategies, skeletons, uncovered }: Coverage,
  { database, file }: { readonly database: string; readonly file: string },
): Readonly<Record<string, unknown>> {
  return {
    format: 'sonde-coverage/1',
    database,
    file,
    examples: examples.length,
    skeletons,
    difficulties,
    strategies: strategies.map(({ strategy, count }) => ({ strategy, examples: count })),
    tables: tables.map(({ table, rowCount, uses, columns }) => ({
      table,
      rows: rowCount,
      uses,
      columns: Object.fromEntries(columns.map((column) => [column.column, column.uses])),
    })),
    joins: joins.map(({ key, uses }) => ({ join: targetName({ kind: 'join', key }), uses })),
    constructs: constructs.map(({ construct, counts }) => ({ construct, ...counts })),
    uncovered: uncovered.map(({ target, why }) => ({ name: targetName(target), why })),
  }
}
