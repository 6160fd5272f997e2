import type { Mention } from '../linking/mention.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { ColumnLink, ColumnUse } from './column-links.ts'
import { AGREEMENT_MEASURES, measureAgreement } from './measure-agreement.ts'
import { CUE_MEASURES, measureCues } from './measure-cues.ts'
import { measureNearness, NEARNESS_MEASURES } from './measure-nearness.ts'
import type { ConditionOutline, QueryOutline, SelectOutline } from './outline-query.ts'
import { questionCues } from './question-cues.ts'
import type { Reading, ReadQuestion } from './read-question.ts'

/** The numbers that are known of each candidate, in this order. Parameters hold for exactly these. */
export const MEASURES = [
  'score', 'behind best', 'rank', 'score per word', 'candidates', 'ahead of next',
  'unused words', 'unused ranks', 'forgotten tables', 'covered share', 'words',
  'tables', 'join cost', 'repeats rows', 'second join', 'tables not named', 'tables only joined', 'named tables not read',
  'shown', 'shown unlinked', 'shown weakest link', 'shown aggregates', 'shown keys', 'shown names', 'shown texts', 'shown numbers',
  'conditions', 'conditions weakest link', 'conditions unlinked', 'texts compared', 'numbers compared', 'or',
  'values not linked', 'weakest value', 'value matches column use', 'strong values unused', 'numbers unused', 'strong columns unused',
  'groups', 'group weakest link', 'havings', 'orders', 'order weakest link', 'order descending', 'order aggregate', 'limit', 'limit one',
  'combined', 'nested', 'distinct', 'bare column beside aggregate', 'aggregate of key or text', 'sides differ', 'group not shown', 'groups of one row',
  'links', 'link mean', 'link least', 'rival ahead', 'rivals equal', 'same column in other table', 'columns of tables not named',
  'same shown', 'same tables', 'same conditions', 'repeated column', 'filter column shown', 'query length',
  ...CUE_MEASURES,
  ...NEARNESS_MEASURES,
  ...AGREEMENT_MEASURES,
] as const // biome-ignore format: a table

export interface MeasuredReading {
  readonly reading: Reading
  readonly outline: QueryOutline
  readonly uses: readonly (ColumnUse & { readonly link: ColumnLink })[]
}

/** Measures every reading in the company of the others. */
export function measureReadings(measured: readonly MeasuredReading[], read: ReadQuestion): Float32Array[] {
  const company = companyOf(measured)
  const cues = questionCues(read.tokens)
  const question = { ...read, cues }
  return measured.map((one, rank) =>
    rowOf([
      measureWords(one, read),
      measureScore(one, rank, measured, read),
      measureTables(one, read),
      measureShown(one, read),
      measureConditions(one, read),
      measureRest(one),
      measureForm(one),
      measureLinks(one, read),
      ...measureCues(one.reading, one.outline, cues, read.tokens),
      ...measureNearness(one, question),
      measureAgreement(one, question),
      {
        'same shown': company.shown.get(shownKey(one))! / measured.length,
        'same tables': company.tables.get(tablesKey(one))! / measured.length,
        'same conditions': company.conditions.get(conditionsKey(one))! / measured.length,
      },
    ]),
  )
}

const PLACES: ReadonlyMap<string, number> = new Map(MEASURES.map((name, place) => [name, place]))

/** Spreading all parts into one record takes ten times as long. */
function rowOf(parts: readonly Partial<Values<(typeof MEASURES)[number]>>[]): Float32Array {
  const row = new Float32Array(MEASURES.length).fill(Number.NaN)
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) row[PLACES.get(name)!] = value
  }
  return row
}

type Values<Name extends (typeof MEASURES)[number]> = Record<Name, number>

function measureScore(
  { reading }: MeasuredReading,
  rank: number,
  all: readonly MeasuredReading[],
  read: ReadQuestion,
) {
  const best = all[0]!.reading.score
  const next = all[rank + 1]?.reading.score ?? reading.score - 3
  return {
    score: reading.score,
    'behind best': reading.score - best,
    rank,
    'score per word': reading.score / Math.max(3, read.tokens.length),
    candidates: all.length,
    'ahead of next': reading.score - next,
  }
}

/** Ranks below the first may not be said: without them the answer is another one. */
const RANK = /^(?:second|third|fourth|fifth|\d+(?:nd|rd|th))$/i

function measureWords({ reading }: MeasuredReading, { tokens }: ReadQuestion) {
  const content = tokens.filter(({ kind, folded }) => kind !== 'word' || !STOP_WORDS.has(folded)).length
  return {
    'unused words': reading.unused.length,
    'unused ranks': reading.unused.filter((word) => RANK.test(word)).length,
    'forgotten tables': reading.forgotten.length,
    'covered share': 1 - reading.unused.length / Math.max(1, content),
    words: tokens.length,
  }
}

function measureTables({ reading, outline, uses }: MeasuredReading, { mentions }: ReadQuestion) {
  const read = allTables(outline)
  const named = new Set(
    mentions.flatMap((mention) =>
      mention.kind === 'table' && mention.score > 0.7 ? [mention.table.table] : [],
    ),
  )
  const used = new Set(uses.map(({ column }) => column.table))
  return {
    tables: reading.tableCount,
    'join cost': reading.joinCost,
    'repeats rows': Number(reading.repeatsRows),
    'second join': Number(reading.isSecondJoin),
    'tables not named': [...read].filter((table) => !named.has(table)).length,
    'tables only joined': [...read].filter((table) => !used.has(table)).length,
    'named tables not read': [...named].filter((table) => !read.has(table)).length,
  }
}

function measureShown({ outline, uses }: MeasuredReading, { lexicon }: ReadQuestion) {
  const { shown } = outline.select
  const links = uses.filter(({ clause }) => clause === 'select').map(({ link }) => link)
  const isName = (column: (typeof shown)[number]['column']) =>
    column !== null && lexicon.findTable(column.table).displayColumns.includes(column)
  return {
    shown: shown.length,
    'shown unlinked': links.filter(({ span }) => span === null).length,
    'shown weakest link': least(links),
    'shown aggregates': shown.filter(({ aggregate }) => aggregate !== null).length,
    'shown keys': shown.filter(({ column, aggregate }) => aggregate === null && column?.isKey === true)
      .length,
    'shown names': shown.filter(({ column }) => isName(column)).length,
    'shown texts': shown.filter(({ column }) => column?.isText === true).length,
    'shown numbers': shown.filter(({ column, aggregate }) => aggregate === null && column?.isNumeric === true)
      .length,
  }
}

function measureConditions({ outline, uses }: MeasuredReading, { mentions, tokens }: ReadQuestion) {
  const conditions = allConditions(outline)
  const links = uses.filter(({ clause }) => clause.endsWith('where')).map(({ link }) => link)
  const compared = conditions.flatMap(({ term, values }) =>
    values.map((value) => ({ column: term.column, value })),
  )
  const matches = compared.map(({ column, value }) => valueMatch(column, value, mentions))
  const texts = new Set(compared.map(({ value }) => plainText(value)))
  const spans = valueSpans(mentions, texts)
  const isTaken = (start: number, end: number) => spans.some((span) => span.start < end && start < span.end)
  const strong = mentions.filter(
    (mention) => mention.kind === 'value' && mention.score >= 0.9 && !isTaken(mention.start, mention.end),
  )
  const numbers = [...texts, String(outline.limit ?? '')]
  const used = new Set(uses.map(({ column }) => column))
  const strongColumns = new Set(
    mentions.flatMap((mention) =>
      mention.kind === 'column' && mention.score >= 0.95 ? [`${mention.start}`] : [],
    ),
  )
  for (const mention of mentions) {
    if (mention.kind === 'column' && used.has(mention.column)) strongColumns.delete(`${mention.start}`)
  }
  return {
    conditions: conditions.length,
    'conditions weakest link': least(links),
    'conditions unlinked': links.filter(({ span }) => span === null).length,
    'texts compared': compared.filter(({ value }) => typeof value === 'string').length,
    'numbers compared': compared.filter(({ value }) => typeof value === 'number').length,
    or: Number(outline.select.hasOr),
    'values not linked': matches.filter((match) => match === 0).length,
    'weakest value': matches.length === 0 ? 1 : Math.min(...matches),
    'value matches column use': links.filter(({ span, kind }) => span !== null && kind === 'used exactly')
      .length,
    'strong values unused': new Set(strong.map(({ start }) => start)).size,
    'numbers unused': tokens.filter(({ kind, folded }) => kind === 'number' && !isNumberUsed(folded, numbers))
      .length,
    'strong columns unused': strongColumns.size,
  }
}

/** A year is used by the first day of it. */
function isNumberUsed(number: string, used: readonly string[]): boolean {
  return used.some((text) => text === number || (number.length === 4 && text.startsWith(`${number}-`)))
}

function valueMatch(
  column: ColumnUse['column'] | null,
  value: string | number,
  mentions: readonly Mention[],
): number {
  let best = 0
  for (const mention of mentions) {
    if (mention.kind === 'value' && mention.column === column && mention.value === value) {
      best = Math.max(best, mention.score)
    } else if ('value' in mention && mention.value === value) best = Math.max(best, mention.score / 2)
    else if (mention.kind === 'text' && plainText(value) === mention.text.toLowerCase())
      best = Math.max(best, 0.4)
    else if (mention.kind === 'period') best = Math.max(best, 0.4)
  }
  return best
}

function valueSpans(
  mentions: readonly Mention[],
  texts: ReadonlySet<string>,
): { start: number; end: number }[] {
  return mentions.flatMap((mention) => {
    const isUsed =
      ('value' in mention && texts.has(plainText(mention.value))) ||
      (mention.kind === 'text' && texts.has(mention.text.toLowerCase()))
    return isUsed ? [{ start: mention.start, end: mention.end }] : []
  })
}

function plainText(value: string | number): string {
  return String(value).toLowerCase().replaceAll('%', '').trim()
}

function measureRest({ outline, uses }: MeasuredReading) {
  const { select, order, limit, combined } = outline
  const linksIn = (clause: string) => uses.filter((use) => use.clause === clause).map(({ link }) => link)
  return {
    groups: select.group.length,
    'group weakest link': least(linksIn('group')),
    havings: select.having.length,
    orders: order.length,
    'order weakest link': least(linksIn('order')),
    'order descending': order[0] === undefined ? 0 : order[0].direction === 'desc' ? 1 : -1,
    'order aggregate': Number(order.some(({ term }) => term.aggregate !== null)),
    limit: limit ?? 0,
    'limit one': Number(limit === 1),
    combined: combined === null ? 0 : combined.operator === 'except' ? 2 : 1,
    nested: allConditions(outline).filter(({ inner }) => inner !== null).length,
    distinct: Number(select.distinct),
  }
}

function measureForm({ outline, reading }: MeasuredReading) {
  const { select, combined } = outline
  const sides = combined === null ? [select] : [select, combined.right]
  const kinds = (side: SelectOutline) =>
    side.shown.map(({ aggregate, column }) => `${aggregate} ${column?.column ?? ''}`)
  const columns = select.shown.map(
    ({ column, aggregate }) => `${aggregate} ${column?.table}.${column?.column}`,
  )
  const equal = select.conditions.filter(({ operator, inner }) => operator === '=' && inner === null)
  return {
    'bare column beside aggregate': sides.filter(
      ({ shown, group }) =>
        group.length === 0 &&
        shown.some(({ aggregate }) => aggregate !== null) &&
        shown.some(({ aggregate }) => aggregate === null),
    ).length,
    'aggregate of key or text': sides
      .flatMap(({ shown }) => shown)
      .filter(
        ({ aggregate, column }) =>
          column !== null &&
          (aggregate === 'sum' || aggregate === 'avg') &&
          (column.isKey || column.isForeignKey || column.isText),
      ).length,
    'sides differ': Number(sides.length === 2 && kinds(sides[0]!).join() !== kinds(sides[1]!).join()),
    'group not shown': select.group.filter(
      ({ column }) => !select.shown.some((term) => term.column === column),
    ).length,
    'groups of one row': Number(
      select.tables.length === 1 && select.group.some(({ column }) => column?.isKey === true),
    ),
    'repeated column': columns.length - new Set(columns).size,
    'filter column shown': equal.filter(({ term }) =>
      select.shown.some(
        ({ column, aggregate }) => aggregate === null && column !== null && column === term.column,
      ),
    ).length,
    'query length': reading.sql.length / 50,
  }
}

function measureLinks({ uses, reading }: MeasuredReading, { mentions, lexicon }: ReadQuestion) {
  const scores = reading.uses.map(({ score }) => score)
  const named = new Set(reading.uses.filter(({ column }) => column === null).map(({ table }) => table))
  let rivalAhead = 0
  let rivalsEqual = 0
  for (const use of reading.uses) {
    if (use.column === null) continue
    for (const mention of mentions) {
      if (mention.kind !== 'column' || mention.start !== use.start || mention.end !== use.end) continue
      if (mention.column.table === use.table && mention.column.column === use.column) continue
      rivalAhead = Math.max(rivalAhead, mention.score - use.score)
      if (mention.score === use.score) rivalsEqual++
    }
  }
  const linked = new Set(uses.filter(({ link }) => link.span !== null).map(({ column }) => column))
  const isElsewhere = (name: string) =>
    lexicon.tables.filter(({ columns }) => columns.some(({ column }) => column === name)).length > 1
  return {
    links: scores.length,
    'link mean': scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    'link least': scores.length === 0 ? 0 : Math.min(...scores),
    'rival ahead': rivalAhead,
    'rivals equal': rivalsEqual,
    'same column in other table': [...linked].filter(({ column }) => isElsewhere(column)).length,
    'columns of tables not named': [...linked].filter(({ table }) => !named.has(table)).length,
  } satisfies Partial<Values<'links'>> & Record<string, number>
}

function least(links: readonly ColumnLink[]): number {
  return links.length === 0 ? 1.1 : Math.min(...links.map(({ score }) => score))
}

function allConditions(outline: QueryOutline): ConditionOutline[] {
  const own = [
    ...outline.select.conditions,
    ...outline.select.having,
    ...(outline.combined?.right.conditions ?? []),
  ]
  return own.flatMap((condition) => [
    condition,
    ...(condition.inner === null ? [] : allConditions(condition.inner)),
  ])
}

function allTables(outline: QueryOutline): ReadonlySet<string> {
  const inner = allConditions(outline).flatMap((condition) =>
    condition.inner === null ? [] : [...allTables(condition.inner)],
  )
  return new Set([...outline.select.tables, ...(outline.combined?.right.tables ?? []), ...inner])
}

function companyOf(measured: readonly MeasuredReading[]) {
  const count = (keyOf: (one: MeasuredReading) => string): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>()
    for (const one of measured) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
    return counts
  }
  return { shown: count(shownKey), tables: count(tablesKey), conditions: count(conditionsKey) }
}

function shownKey({ outline }: MeasuredReading): string {
  return outline.select.shown
    .map(({ aggregate, column, isRows }) => `${aggregate} ${isRows} ${column?.table}.${column?.column}`)
    .join()
}

function tablesKey({ outline }: MeasuredReading): string {
  return [...allTables(outline)].sort().join()
}

function conditionsKey({ outline }: MeasuredReading): string {
  return allConditions(outline)
    .map(
      ({ operator, term, values }) =>
        `${operator} ${term.column?.table}.${term.column?.column} ${values.join()}`,
    )
    .join()
}
