import type { ExploredDatabase } from '../../values/explored-database.ts'
import { suggestLookupTables } from '../../values/find-lookup-columns.ts'
import { importLookupTable } from '../../values/import-lookup-table.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import { addKnowledge, loadKnowledge } from '../../values/knowledge-file.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { knowledgeDocument } from '../output/knowledge-document.ts'
import { knowledgeText, meaningText } from '../output/knowledge-text.ts'
import { safeLines, safeText } from '../output/safe-text.ts'
import { tableText } from '../output/table.ts'
import type { KnowledgeOptions } from './knowledge.ts'
import { withSurvey } from './survey-database.ts'

export interface ImportOptions extends KnowledgeOptions {
  readonly keywordColumn?: string
  readonly valueColumn?: string
}

export function importKnowledge(
  context: CliContext,
  location: string,
  table: string | undefined,
  options: ImportOptions,
): Promise<ExitCode> {
  return withSurvey(context, location, {}, async (explored) => {
    if (table === undefined) suggest(context, explored, options)
    else await importTable(context, explored, table, options)
    return EXIT_CODE.answered
  })
}

async function importTable(
  context: CliContext,
  explored: ExploredDatabase,
  table: string,
  options: ImportOptions,
): Promise<void> {
  const { database, survey } = explored
  const { entries, warnings } = await importLookupTable(database, survey, table, {
    signal: context.signal,
    ...(options.valueColumn === undefined ? {} : { valueColumn: options.valueColumn }),
    ...(options.keywordColumn === undefined ? {} : { keywordColumns: [options.keywordColumn] }),
  })
  const file = options.knowledge ?? explored.knowledgeFile
  const scope = { database: database.name }
  const known = new Set(loadKnowledge(file, { ...scope, whenMissing: 'empty' }).entries.map(sameness))
  const added = addKnowledge(file, entries, scope)
  const fresh = entries.filter((entry) => !known.has(sameness(entry)))
  if (options.json) {
    const problems = warnings.map((message) => ({ keyword: table, message }))
    context.print(jsonText(knowledgeDocument('import', file, fresh, problems)))
  } else {
    const left = entries.length - added
    if (added > 0) context.print(`${knowledgeText(fresh, context.tableStyle)}\n`)
    context.print(`${added} added${left > 0 ? `, ${left} known already` : ''}: ${safeText(file)}\n`)
  }
  for (const warning of warnings) context.warn(safeLines(warning))
}

/** Two entries that say the same, whoever said it and why. */
function sameness(entry: KnowledgeEntry): string {
  return `${entry.keyword}\n${meaningText(entry)}`.toLowerCase()
}

function suggest(context: CliContext, explored: ExploredDatabase, options: ImportOptions): void {
  const candidates = suggestLookupTables(explored.survey).map(
    ({ table, valueColumn, keywordColumns, referredBy }) => ({
      table,
      valueColumn,
      keywordColumns,
      referredBy,
    }),
  )
  if (options.json) {
    const file = options.knowledge ?? explored.knowledgeFile
    context.print(jsonText({ ...knowledgeDocument('import', file, []), candidates }))
  } else if (candidates.length === 0) {
    context.print('No table looks like a lookup table. Name one, with --keyword-column and --value-column.\n')
  } else {
    const rows = candidates.map(({ table, valueColumn, keywordColumns, referredBy }) => [
      table,
      keywordColumns.join(', '),
      valueColumn,
      referredBy.map(({ table, column }) => `${table}.${column}`).join(', '),
    ])
    context.print(
      `${tableText(['lookup table', 'words', 'stored value', 'stored in'], rows, context.tableStyle)}\n`,
    )
    context.print(context.colours.dim('Import one with: sonde knowledge import <database> <table>\n'))
  }
}
