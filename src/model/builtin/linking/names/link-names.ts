import type { SchemaPart } from '../../../model.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon, TableEntry } from '../schema-lexicon.ts'
import { STOP_WORDS, synonymsOf } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { isOneEditApart } from '../words/spelling.ts'
import { type Abbreviated, abbreviatedIn } from './abbreviated-names.ts'
import { correctNames } from './correct-names.ts'
import { linkAligned } from './link-aligned.ts'

const LONGEST_NAME = 5
const SCORE_FLOOR = 0.45
const VIEW_TRUST = 0.7
/** So many readings of one stretch of words are followed. */
const READINGS_KEPT = 7

/** Links stretches of the question to tables and columns by their names; several readings of the same words are normal. */
export function linkNames(
  written: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  part?: SchemaPart,
): Mention[] {
  const tables = lexicon.tables.filter((table) => isInPart(part, table.table))
  const tokens = correctNames(written, lexicon)
  const abbreviated = abbreviatedIn(tokens, lexicon)
  const mentions: Mention[] = []
  for (let start = 0; start < tokens.length; start++) {
    if (!canStartName(tokens[start]!)) continue
    for (let end = start + 1; end <= Math.min(tokens.length, start + LONGEST_NAME); end++) {
      const last = tokens[end - 1]!
      if (last.kind === 'comma' || last.kind === 'quoted' || last.kind === 'symbol') break
      if (end > start + 1 && !canStartName(last)) continue
      const words = tokens
        .slice(start, end)
        .filter((token) => token.folded !== 'of' && token.folded !== 'the')
      if (start === 0 && end === 1 && IMPERATIVES.has(last.folded)) continue
      const readings = readingsOf(words, { start, end }, tables, abbreviated, part)
      // "revenue by product" is no "Sales by Category": around a word that asks, only a name as it stands is meant.
      const asks = words.some(({ folded, kind }) => kind === 'word' && FUNCTION_WORDS.has(folded))
      mentions.push(...(asks ? readings.filter((reading) => isWhole(reading, words)) : readings))
    }
  }
  const named = dropShadowed(mentions)
  return [...named, ...linkAligned(tokens, lexicon, named, part)]
}

function isWhole(mention: Mention, words: readonly QuestionToken[]): boolean {
  const name =
    mention.kind === 'table' ? mention.table.stems : mention.kind === 'column' ? mention.column.stems : []
  return words.every(({ stem }) => name.includes(stem))
}

/** First of all these ask for something, whatever is called so. */
const IMPERATIVES: ReadonlySet<string> = new Set(['list', 'display', 'report', 'show', 'need'])

function isInPart(part: SchemaPart | undefined, table: string): boolean {
  return part === undefined || part.tables.some((candidate) => candidate.table === table)
}

function canStartName(token: QuestionToken): boolean {
  // "per" asks for groups, whatever has it in its name.
  if (token.kind === 'number' || token.folded === 'per') return false
  // "name" and "title" are stop words to nobody but the coverage count.
  return token.kind === 'word' && (!FUNCTION_WORDS.has(token.folded) || token.capitalized)
}

const FUNCTION_WORDS = new Set(
  [...STOP_WORDS].filter(
    (word) =>
      ![
        'name',
        'names',
        'information',
        'details',
        'detail',
        'record',
        'records',
        'row',
        'data',
        'database',
        'time',
        'i',
        'report',
        'exist',
        'entry',
        'entries',
        'rows',
        'title',
        'need',
        'one',
        'display',
        'list',
      ].includes(word),
  ),
)

function readingsOf(
  words: readonly QuestionToken[],
  { start, end }: { readonly start: number; readonly end: number },
  tables: readonly TableEntry[],
  abbreviated: Abbreviated,
  part: SchemaPart | undefined,
): Mention[] {
  const stems = words.map((word) => word.stem)
  const match = (said: readonly string[], name: readonly string[]): number =>
    matchScore(said, name, abbreviated)
  const isBroken = words.length < end - start
  const readings: Mention[] = []
  for (const table of tables) {
    const score = isBroken ? 0 : match(stems, table.stems)
    // A view repeats what tables hold; it is meant when it is named in full.
    const trust = table.isView ? VIEW_TRUST : 1
    if (score * trust >= SCORE_FLOOR)
      readings.push({ kind: 'table', table, start, end, score: score * trust })
    for (const column of table.columns) {
      // "name of the artist" is read word by word; "date of birth" is one name.
      const columnScore = isBroken
        ? match(stems, column.stems)
        : columnMatchScore(stems, column, table, match)
      if (columnScore * trust >= SCORE_FLOOR && isColumnInPart(part, column)) {
        readings.push({
          kind: 'column',
          column,
          looksLikeTable: false,
          isWholeName: false,
          start,
          end,
          score: columnScore * trust,
        })
      }
    }
  }
  const [only] = stems
  if (stems.length === 1 && only === 'name') readings.push(...wholeNames(start, end, tables))
  return readings.sort((left, right) => right.score - left.score).slice(0, READINGS_KEPT * 2)
}

/** People whose name is kept in two columns: "name" is the first one, and brings the other along. */
function wholeNames(start: number, end: number, tables: readonly TableEntry[]): Mention[] {
  return tables.flatMap(({ displayColumns }): Mention[] => {
    const [column] = displayColumns
    if (displayColumns.length < 2 || column === undefined) return []
    return [{ kind: 'column', column, looksLikeTable: false, isWholeName: true, start, end, score: 0.97 }]
  })
}

function isColumnInPart(part: SchemaPart | undefined, column: ColumnEntry): boolean {
  return (
    part === undefined ||
    part.tables.some((table) => table.table === column.table && table.columns.includes(column.column))
  )
}

const MOMENT_ENDS = new Set(['on', 'at'])
const NAME_STEMS = new Set(['name', 'titl'])
/** Say that a column holds yes or no, and nothing of what. */
const FLAG_STEMS = new Set(['flag', 'indic'])
const CODE_STEMS = new Set(['code', 'id', 'kei', 'number', 'no'])

/** How well stems of the question fit those of a name, 0 to 1. */
type NameMatch = (said: readonly string[], name: readonly string[]) => number

function columnMatchScore(
  stems: readonly string[],
  column: ColumnEntry,
  table: TableEntry,
  match: NameMatch,
): number {
  const scores = [match(stems, column.stems)]
  if (column.ownStems.length < column.stems.length) scores.push(0.97 * match(stems, column.ownStems))
  // "the order date" of ordered_on
  const last = column.stems.at(-1)!
  if (column.isMoment && column.stems.length > 1 && MOMENT_ENDS.has(last))
    scores.push(match(stems, [...column.stems.slice(0, -1), 'date']))
  // "customer country" is the country of customers, wherever the column's own name stops.
  if (stems.length > column.ownStems.length) scores.push(tableAndColumnScore(stems, column, table, match))
  if (column.stems.length > 1 && FLAG_STEMS.has(last))
    scores.push(0.9 * match(stems, column.stems.slice(0, -1)))
  // An entity stands for its name or code column: "product type" for product_type_code.
  if (column.stems.length > 1 && NAME_STEMS.has(last))
    scores.push(0.78 * match(stems, column.stems.slice(0, -1)))
  else if (column.stems.length > 1 && CODE_STEMS.has(last) && !column.isKey) {
    scores.push((column.isForeignKey ? 0.6 : 0.82) * match(stems, column.stems.slice(0, -1)))
  }
  // "which employee supports …" does not ask for support_rep_id.
  const asksForKey = stems.some((stem) => CODE_STEMS.has(stem))
  return (
    Math.min(1, Math.max(...scores)) * (column.isForeignKey && column.isNumeric && !asksForKey ? 0.75 : 1)
  )
}

/** Some of the words must be the column's whole name and the others words of the table's. */
function tableAndColumnScore(
  stems: readonly string[],
  column: ColumnEntry,
  table: TableEntry,
  match: NameMatch,
): number {
  const own = stems.filter((stem) => column.ownStems.includes(stem))
  const others = stems.filter((stem) => !column.ownStems.includes(stem))
  if (own.length < column.ownStems.length || others.length === 0) return 0
  return match(others, table.stems) >= SCORE_FLOOR ? 1 : 0
}

const SYNONYM = 0.72
/** Letters that could stand for the word are worth less than a word that means the same. */
const ABBREVIATED = 0.71
const ALL_SYNONYMS = 0.7

/** All words of the question must be words of the name; how much of the name they cover decides. */
function matchScore(stems: readonly string[], name: readonly string[], abbreviated: Abbreviated): number {
  if (stems.length === 0 || stems.length > name.length) return 0
  const free = new Set(name.keys())
  let similarity = 0
  let wellNamed = false
  for (const stem of stems) {
    let best = 0
    let bestIndex = -1
    for (const index of free) {
      const score = Math.max(
        wordSimilarity(stem, name[index]!),
        ABBREVIATED * (abbreviated.get(stem)?.get(name[index]!) ?? 0),
      )
      if (score > best) {
        best = score
        bestIndex = index
      }
    }
    if (best === 0) return 0
    free.delete(bestIndex)
    similarity += best
    wellNamed ||= best > SYNONYM
  }
  // "total quantity" is no unit price, although each word may stand for one of it.
  if (stems.length > 1 && !wellNamed) similarity *= ALL_SYNONYMS
  const coverage = stems.length / name.length
  // The last word of a name is its head: "country" is more of "billing country" than "billing" is.
  const hasHead = !free.has(name.length - 1)
  const share = 0.45 + 0.55 * coverage - (hasHead ? 0 : 0.12)
  return (similarity / stems.length) * share
}

/** Words that other words begin with and have nothing to do with: counties and countries are not counted. */
const BEGINS_OTHERS: ReadonlySet<string> = new Set(['count'])

function wordSimilarity(question: string, name: string): number {
  if (question === name) return 1
  if (synonymsOf(question).has(name)) return SYNONYM
  const [short, long] = question.length < name.length ? [question, name] : [name, question]
  if (short.length >= 4 && long.startsWith(short)) return BEGINS_OTHERS.has(short) ? 0 : 0.8
  if (short.length === 3 && long.startsWith(short) && name === short) return 0.7
  if (short.length >= 5 && isOneEditApart(short, long)) return 0.7
  return 0
}

/** A much weaker reading of the same or fewer words adds only noise. */
function dropShadowed(mentions: readonly Mention[]): Mention[] {
  const kept = mentions.filter(
    (mention) =>
      !mentions.some(
        (other) =>
          other.start <= mention.start &&
          other.end >= mention.end &&
          (other.end - other.start > mention.end - mention.start
            ? other.score >= 0.95 && mention.score < 0.9
            : other.score - mention.score > 0.35),
      ),
  )
  const bySpan = new Map<string, Mention[]>()
  for (const mention of kept) {
    const span = `${mention.start}:${mention.end}`
    bySpan.set(span, [...(bySpan.get(span) ?? []), mention])
  }
  return [...bySpan.values()].flatMap((readings) => {
    const tables = readings.filter((reading) => reading.kind === 'table').slice(0, 3)
    const named = Math.max(0, ...tables.map(({ score }) => score))
    const columns = readings
      .flatMap((reading) =>
        reading.kind === 'column'
          ? [{ ...reading, looksLikeTable: named >= 0.95 || (named >= 0.7 && reading.score < named) }]
          : [],
      )
      .slice(0, READINGS_KEPT)
    return [...tables, ...columns]
  })
}
