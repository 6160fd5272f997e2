import { findTable } from '../../database/schema.ts'
import type { Survey, TableProfile } from '../../exploration/survey.ts'
import { jsonValue } from './json.ts'

const EXPLORE_FORMAT = 'sonde-explore/1'

export interface SurveyPlace {
  readonly folder: string
  readonly knowledgeFile: string
  readonly knowledgeCount: number
}

/** What `sonde explore --json` prints: schemas/explore.schema.json. */
export function surveyDocument(survey: Survey, place: SurveyPlace): Record<string, unknown> {
  return {
    format: EXPLORE_FORMAT,
    database: survey.database,
    ...place,
    indexedValueCount: indexedValueCount(survey),
    tables: survey.tables.map((profile) => tableDocument(profile, survey)),
    joins: survey.joins,
  }
}

/** The index holds every text of the tables; a view only shows them again. */
export function indexedValueCount({ schema, tables }: Survey): number {
  const isView = (name: string): boolean => findTable(schema, name)?.kind === 'view'
  return tables
    .filter(({ table }) => !isView(table))
    .flatMap(({ columns }) => columns)
    .reduce((sum, { averageLength, distinctCount }) => sum + (averageLength > 0 ? distinctCount : 0), 0)
}

function tableDocument(
  { table, rowCount, columns }: TableProfile,
  { schema }: Survey,
): Record<string, unknown> {
  const declared = findTable(schema, table)
  return {
    name: table,
    kind: declared?.kind ?? 'table',
    rowCount,
    primaryKey: declared?.primaryKey ?? [],
    columns: columns.map((profile) => ({
      name: profile.column,
      declaredType: declared?.columns.find(({ name }) => name === profile.column)?.declaredType ?? '',
      content: profile.content,
      nullCount: profile.nullCount,
      distinctCount: profile.distinctCount,
      isEstimate: profile.isEstimate ?? false,
      minimum: jsonValue(profile.minimum),
      maximum: jsonValue(profile.maximum),
      frequentValues: profile.frequentValues.map(({ value, count }) => ({ value: jsonValue(value), count })),
    })),
  }
}
