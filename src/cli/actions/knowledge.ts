import { SondeError } from '../../base/errors.ts'
import { findColumn } from '../../database/schema.ts'
import { checkKnowledge as findProblems } from '../../values/check-knowledge.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import type { KnowledgeEntry } from '../../values/knowledge.ts'
import { addKnowledge, removeKnowledge } from '../../values/knowledge-file.ts'
import type { CliContext } from '../context.ts'
import { EXIT_CODE, type ExitCode } from '../exit-code.ts'
import { jsonText } from '../output/json.ts'
import { knowledgeDocument } from '../output/knowledge-document.ts'
import { knowledgeText, meaningText } from '../output/knowledge-text.ts'
import { safeLines, safeText } from '../output/safe-text.ts'
import { withSurvey } from './survey-database.ts'
import { tryEntry } from './try-entry.ts'

export interface KnowledgeOptions {
  readonly json?: boolean
  readonly knowledge?: string
}

export interface AddOptions extends KnowledgeOptions {
  readonly keyword: string
  readonly table: string
  readonly column?: string
  readonly value?: string
  readonly expression?: string
  readonly filter?: string
  readonly note?: string
}

export interface RemoveOptions extends KnowledgeOptions {
  readonly table?: string
  readonly column?: string
}

export function listKnowledge(
  context: CliContext,
  location: string,
  options: KnowledgeOptions,
): Promise<ExitCode> {
  return withSurvey(context, location, options, async ({ knowledge, knowledgeFile }) => {
    if (options.json) {
      context.print(jsonText(knowledgeDocument('list', knowledgeFile, knowledge)))
    } else if (knowledge.length === 0) {
      context.print(
        `${safeText(knowledgeFile)} has no entries yet: see sonde knowledge add, and sonde knowledge import.\n`,
      )
    } else {
      context.print(
        `${knowledgeText(knowledge, context.tableStyle)}\n${context.colours.dim(safeText(knowledgeFile))}\n`,
      )
    }
    return EXIT_CODE.answered
  })
}

export function addKnowledgeEntry(
  context: CliContext,
  location: string,
  options: AddOptions,
): Promise<ExitCode> {
  return withSurvey(context, location, {}, async (explored) => {
    const entry = entryOf(options, explored)
    const warnings = await tryEntry(entry, explored, context.signal)
    const file = options.knowledge ?? explored.knowledgeFile
    const added = addKnowledge(file, [entry], { database: explored.database.name })
    const entries = added === 0 ? [] : [entry]
    if (options.json) {
      const problems = warnings.map((message) => ({ keyword: entry.keyword, message }))
      context.print(jsonText(knowledgeDocument('add', file, entries, problems)))
    } else {
      const done = added === 0 ? 'Known already' : 'Added'
      context.print(`${done}: “${safeText(entry.keyword)}” means ${meaningText(entry)}\n`)
    }
    for (const warning of warnings) context.warn(safeLines(warning))
    return EXIT_CODE.answered
  })
}

export function removeKnowledgeEntries(
  context: CliContext,
  location: string,
  keyword: string,
  options: RemoveOptions,
): Promise<ExitCode> {
  return withSurvey(context, location, options, async ({ database, knowledge, knowledgeFile }) => {
    const isUnwanted = (entry: KnowledgeEntry): boolean =>
      isSame(entry.keyword, keyword) &&
      (options.table === undefined || isSame(entry.table, options.table)) &&
      (options.column === undefined || (entry.kind === 'value' && isSame(entry.column, options.column)))
    const removed = knowledge.filter(isUnwanted)
    if (removed.length === 0) {
      const advice = 'sonde knowledge list shows the entries'
      throw new SondeError(
        'knowledge-invalid',
        `${knowledgeFile} has no such entry for “${keyword}”: ${advice}.`,
      )
    }
    removeKnowledge(knowledgeFile, isUnwanted, { database: database.name })
    if (options.json) context.print(jsonText(knowledgeDocument('remove', knowledgeFile, removed)))
    else
      for (const entry of removed)
        context.print(`Removed: “${safeText(entry.keyword)}” ${meaningText(entry)}\n`)
    return EXIT_CODE.answered
  })
}

export function checkKnowledge(
  context: CliContext,
  location: string,
  options: KnowledgeOptions,
): Promise<ExitCode> {
  return withSurvey(context, location, options, async ({ database, survey, knowledge, knowledgeFile }) => {
    const problems = findProblems(knowledge, survey.schema, database.dialect)
    if (options.json) {
      const listed = problems.map(({ entry, message }) => ({ keyword: entry.keyword, message }))
      const wrong = problems.map(({ entry }) => entry)
      context.print(jsonText(knowledgeDocument('check', knowledgeFile, wrong, listed)))
    } else if (problems.length === 0) {
      context.print(
        `${knowledge.length} ${knowledge.length === 1 ? 'entry' : 'entries'}, all as they should be.\n`,
      )
    } else {
      for (const { message } of problems)
        context.print(`${context.colours.red('wrong')} ${safeLines(message)}\n`)
    }
    return problems.length === 0 ? EXIT_CODE.answered : EXIT_CODE.error
  })
}

function entryOf(options: AddOptions, explored: ExploredDatabase): KnowledgeEntry {
  const { keyword, table, column, value, expression, filter, note } = options
  const shared = {
    keyword: keyword.trim(),
    table,
    origin: 'person',
    ...(note === undefined ? {} : { note }),
  } as const
  if (shared.keyword === '')
    throw new SondeError('usage', 'The keyword is empty: give the words that a question may use.')
  if (expression !== undefined) return { kind: 'expression', ...shared, expression }
  if (filter !== undefined) return { kind: 'filter', ...shared, condition: filter }
  if (value === undefined || column === undefined) {
    throw new SondeError(
      'usage',
      'Say what the words mean: --column and --value, or --expression, or --filter.',
    )
  }
  return { kind: 'value', ...shared, column, value: storedValue(value, { table, column }, explored) }
}

/** A number where the column holds numbers; a text otherwise, because '007' is no number. */
function storedValue(
  text: string,
  name: { table: string; column: string },
  { survey }: ExploredDatabase,
): string | number {
  const declared = findColumn(survey.schema, name)?.type
  const profile = survey.tables
    .find(({ table }) => isSame(table, name.table))
    ?.columns.find(({ column }) => isSame(column, name.column))
  const holdsNumbers =
    declared === 'integer' ||
    declared === 'real' ||
    declared === 'boolean' ||
    typeof profile?.minimum === 'number'
  return holdsNumbers && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
