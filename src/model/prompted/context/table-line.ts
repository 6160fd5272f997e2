import { findColumn, findTable } from '../../../database/schema.ts'
import type { JoinKey, Survey } from '../../../exploration/survey.ts'
import type { SchemaPart } from '../../model.ts'
import { columnSamples } from './column-samples.ts'
import { quoteDatabaseName } from './quote-database-text.ts'

export interface TableLineOptions {
  /** So many values for each column that has a few; 0: none. */
  readonly samples: number
  /** Columns that the line leaves out although the part has them. */
  readonly leftOut: number
}

/** `singer(singer_id integer key, country text ["France" "Japan" …], age integer 25..43)` */
export function tableLine(
  survey: Survey,
  { table, columns }: SchemaPart['tables'][number],
  { samples, leftOut }: TableLineOptions,
): string {
  const stored = findTable(survey.schema, table)
  const profiles = survey.tables.find((profile) => profile.table === table)?.columns ?? []
  const referring = referringColumns(survey.joins, table)
  const written = columns.map((name) => {
    const column = findColumn(survey.schema, { table, column: name })
    const profile = profiles.find((one) => one.column === name)
    const isKey = stored?.primaryKey.includes(name) === true
    const isReference = isKey || referring.has(name)
    const shown = isReference ? '' : columnSamples(profile, samples)
    const type = typeOf(profile?.content, column?.type)
    return `${quoteDatabaseName(name)} ${type}${isKey ? ' key' : ''}${shown}`
  })
  const more = leftOut === 0 ? [] : [`… ${leftOut} more columns`]
  return `${quoteDatabaseName(table)}(${[...written, ...more].join(', ')})${stored?.kind === 'view' ? ' view' : ''}`
}

/** What the column holds says more than what was declared; an empty one has only its declaration. */
function typeOf(content: string | undefined, declared: string | undefined): string {
  if (content !== undefined && content !== 'empty') return content
  return declared === undefined || declared === 'unknown' ? 'empty' : declared
}

function referringColumns(joins: readonly JoinKey[], table: string): ReadonlySet<string> {
  return new Set(joins.flatMap(({ from }) => (from.table === table ? from.columns : [])))
}
