import { findTable } from '../../database/schema.ts'
import type { ColumnProfile, JoinKey, Survey, TableProfile } from '../../exploration/survey.ts'
import { cellText } from './cell-text.ts'
import { cutToWidth } from './display-width.ts'
import { safeText } from './safe-text.ts'
import { indexedValueCount, type SurveyPlace } from './survey-document.ts'
import { type TableStyle, tableText } from './table.ts'

/** What a survey knows, for people: each table with its columns, then the joins. */
export function surveyText(survey: Survey, style: TableStyle): string {
  const { colours } = style
  const tables = survey.tables.map((table) => tableSection(table, survey, style))
  const joins = survey.joins.map((join) => joinLine(join, style))
  const joinSection = joins.length === 0 ? [] : [`${colours.bold('Joins')}\n${joins.join('\n')}`]
  return [...tables, ...joinSection].join('\n\n')
}

/** How much is known, and where it is kept. */
export function surveySummary(
  survey: Survey,
  { folder, knowledgeFile, knowledgeCount }: SurveyPlace,
): string {
  const rows = survey.tables.reduce((sum, { rowCount }) => sum + rowCount, 0)
  return [
    `${countText(survey.tables.length, 'table')}, ${countText(rows, 'row')}, ${countText(survey.joins.length, 'join')}, ${countText(indexedValueCount(survey), 'value')} indexed`,
    `Survey     ${safeText(folder)}`,
    `Knowledge  ${safeText(knowledgeFile)} (${knowledgeCount === 1 ? '1 entry' : `${knowledgeCount} entries`})`,
  ].join('\n')
}

function tableSection(profile: TableProfile, { schema }: Survey, style: TableStyle): string {
  const { colours } = style
  const declared = findTable(schema, profile.table)
  const kind = declared?.kind === 'view' ? ' (view)' : ''
  const head = `${colours.bold(safeText(profile.table))}${colours.dim(`${kind}  ${countText(profile.rowCount, 'row')}`)}`
  const rows = profile.columns.map((column) => [
    column.column + (declared?.primaryKey.includes(column.column) ? ' *' : ''),
    column.content,
    column.isEstimate ? `~${column.distinctCount}` : column.distinctCount,
    column.rowCount === 0 ? '' : shareText(column.nullCount / column.rowCount),
    exampleText(column),
  ])
  return `${head}\n${tableText(['column', 'holds', 'distinct', 'missing', 'values'], rows, style)}`
}

/** Few values are named; of many, the range or the most frequent. */
function exampleText({ content, minimum, maximum, frequentValues, distinctCount }: ColumnProfile): string {
  const isOrdered = ['integer', 'real', 'date', 'datetime', 'year'].includes(content) && distinctCount > 6
  // The first and last of other texts, such as 01/12/2024, are not the range that they seem to be.
  if (isOrdered && (typeof minimum === 'number' || /^\d{4}-/.test(String(minimum))))
    return `${cellText(minimum)} … ${cellText(maximum)}`
  const named = frequentValues.slice(0, 6).map(({ value }) => cutToWidth(safeText(cellText(value)), 24))
  return named.join(', ') + (distinctCount > named.length ? ', …' : '')
}

function joinLine(
  { from, to, origin, confidence, evidence }: JoinKey,
  { colours, width }: TableStyle,
): string {
  const keys = `  ${sideText(from)} → ${sideText(to)}`
  const why =
    origin === 'declared'
      ? 'declared'
      : `inferred, ${Math.round(confidence * 100)}%${evidence ? `: ${evidence}` : ''}`
  return `${keys}  ${colours.dim(cutToWidth(safeText(why), Math.max(20, width - keys.length - 2)))}`
}

function sideText({ table, columns }: JoinKey['from']): string {
  return safeText(`${table}.${columns.length === 1 ? columns[0] : `(${columns.join(', ')})`}`)
}

function shareText(share: number): string {
  if (share === 0) return ''
  return share < 0.01 ? '< 1%' : `${Math.round(share * 100)}%`
}

function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
