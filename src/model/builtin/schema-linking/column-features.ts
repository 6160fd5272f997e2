import { identifierWords } from '../../../base/text.ts'
import type { ColumnEntry, TableEntry } from '../linking/schema-lexicon.ts'
import type { LinkingEvidence } from './gather-evidence.ts'
import { bestLink } from './table-features.ts'

/** A column that may be needed, and what speaks for it; the trees know the numbers by their places. */
export interface DescribedColumn {
  readonly column: ColumnEntry
  /** Its table's place among the candidates. */
  readonly table: number
  /** Places of the candidates at the other ends of join keys that it belongs to. */
  readonly partners: readonly number[]
  readonly features: Float32Array
}

/** All that can be said of each column of the candidates before it is known which tables are needed. */
export function describeColumns(evidence: LinkingEvidence): readonly DescribedColumn[] {
  const { candidates, lexicon } = evidence
  const columnCount = lexicon.tables.reduce((sum, { columns }) => sum + columns.length, 0)
  const said = joinedWords(evidence)
  const sameNames = countNames(candidates)
  const partners = joinPartners(evidence)
  const asksForAll = evidence.tokens.some(({ folded }) => ALL_OF_IT.has(folded)) ? 1 : 0
  const numbers = evidence.tokens.filter(({ kind }) => kind === 'number').length
  const quoted = evidence.tokens.filter(({ kind }) => kind === 'quoted').length
  return candidates.flatMap((table, tablePlace) => {
    const links = evidence.words.get(table.table) ?? []
    const tableName = bestLink(links, 'name', ({ column }) => column === null)
    const tableVotes = evidence.votes.ofTable(table.table)
    const standings = table.columns.map(
      ({ column }) => bestLink(links, 'name', (link) => link.column === column).score,
    )
    const display = new Set(table.displayColumns)
    return table.columns.map((column, place): DescribedColumn => {
      const isOwn = (link: { readonly column: string | null }): boolean => link.column === column.column
      const name = bestLink(links, 'name', isOwn)
      const aligned = bestLink(links, 'aligned', isOwn)
      const value = bestLink(links, 'value', isOwn)
      const vote = evidence.votes.ofColumn(table.table, column.column)
      const others = standings.filter((_, other) => other !== place)
      const { others: ends, isReferred } = partners.get(column) ?? NO_PARTNERS
      return {
        column,
        table: tablePlace,
        partners: ends,
        features: Float32Array.of(
          name.score,
          name.standing,
          Math.log1p(name.rivals),
          name.end - name.start,
          aligned.score,
          aligned.standing,
          value.score,
          value.standing,
          Math.log1p(value.rivals),
          value.end - value.start,
          Number(links.some((link) => link.kind === 'knowledge' && isOwn(link))),
          Number(evidence.implied.has(column)),
          Number(column.isKey),
          Number(column.isForeignKey),
          Number(column.isNumeric),
          Number(column.isMoment),
          Number(column.isText),
          Number(display.has(column)),
          vote.first,
          vote.five,
          vote.twenty,
          vote.all,
          vote.best,
          vote.bestOutsideJoins,
          Number(isReferred),
          ends.length,
          place,
          table.columns.length,
          Math.log(columnCount),
          Math.log(candidates.length),
          sameNames.get(column.column.toLowerCase())!,
          asksForAll,
          numbers,
          quoted,
          Math.max(0, ...others),
          tableName.score,
          tableName.standing,
          tableVotes.first,
          distinctShare(column),
          evidence.tokens.length,
          Number(said.has(identifierWords(column.column).join(''))),
        ),
      }
    })
  })
}

/** "mpg" and "home town" as names may write them, whatever they stand for. */
function joinedWords({ tokens }: LinkingEvidence): ReadonlySet<string> {
  return new Set(
    tokens.flatMap((_, start) =>
      [1, 2, 3, 4].map((count) =>
        tokens
          .slice(start, start + count)
          .map(({ folded }) => folded)
          .join(''),
      ),
    ),
  )
}

const ALL_OF_IT = new Set([
  'all',
  'everything',
  'information',
  'details',
  'detail',
  'info',
  'record',
  'records',
  'about',
])

function countNames(tables: readonly TableEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { columns } of tables) {
    for (const { column } of columns) {
      counts.set(column.toLowerCase(), (counts.get(column.toLowerCase()) ?? 0) + 1)
    }
  }
  return counts
}

interface JoinPartners {
  readonly others: readonly number[]
  /** Some key refers to the column. */
  readonly isReferred: boolean
}

const NO_PARTNERS: JoinPartners = { others: [], isReferred: false }

function joinPartners({
  graph,
  lexicon,
  candidates,
}: LinkingEvidence): ReadonlyMap<ColumnEntry, JoinPartners> {
  const places = new Map(candidates.map(({ table }, place) => [table, place]))
  const partners = new Map<ColumnEntry, JoinPartners>()
  for (const { key } of graph.joins) {
    for (const [end, other] of [
      [key.from, key.to],
      [key.to, key.from],
    ] as const) {
      const place = places.get(other.table)
      if (place === undefined) continue
      for (const name of end.columns) {
        const column = lexicon.findColumn({ table: end.table, column: name })
        if (column === undefined) continue
        const { others, isReferred } = partners.get(column) ?? NO_PARTNERS
        partners.set(column, { others: [...others, place], isReferred: isReferred || end === key.to })
      }
    }
  }
  return partners
}

/** Log odds of what is certainly not needed. */
const NEVER = -20

/** The features of a column beside how likely its table, its partners and the likeliest other table are needed. */
export function withTableOdds(
  { table, partners, features }: Pick<DescribedColumn, 'table' | 'partners' | 'features'>,
  tableOdds: ArrayLike<number>,
): Float32Array {
  const row = new Float32Array(features.length + 3)
  row.set(features)
  let likeliest = NEVER
  for (let other = 0; other < tableOdds.length; other++) {
    if (other !== table) likeliest = Math.max(likeliest, tableOdds[other]!)
  }
  row.set(
    [tableOdds[table]!, Math.max(NEVER, ...partners.map((other) => tableOdds[other]!)), likeliest],
    features.length,
  )
  return row
}

function distinctShare({ profile }: ColumnEntry): number {
  return profile === undefined || profile.rowCount === 0 ? 0 : profile.distinctCount / profile.rowCount
}
