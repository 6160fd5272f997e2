import { stemWord } from '../../../../base/text.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon, TableEntry } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))

const WORKERS = stems('staff employee worker personnel')
const PEOPLE = new Set([
  ...WORKERS,
  ...stems(
    'customer client student pupil teacher instructor member player person people user patient doctor',
  ),
  ...stems('driver passenger guest visitor author artist actor candidate participant resident citizen'),
  ...stems('owner individual human contact referee coach singer contestant subscriber tenant volunteer'),
])
const SAID_OF_PEOPLE: ReadonlySet<string> = new Set(
  'people persons folks somebody someone anybody anyone everybody everyone'.split(' '),
)
const SAID_OF_WORKERS = stems('works working employed earns earner earners')
/** What somebody is said to be whom a company knows as staff. */
const HIRED = stems('hired employed earns salary salaries wage')
/** What those are called who work somewhere, where the database knows them as staff only. */
const JOBS = stems(
  'instructor teacher agent clerk representative rep assistant seller salesperson salespeople salesman adviser advisor',
)
const KNOWN = 0.7
const NAMED = 0.7
/** "who is the manager" asks for somebody who is named there. */
const NAMES_THEM: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were'])
const TABLES_KEPT = 2
const ONLY_ONES = 0.7
const SOME_OF_SEVERAL = 0.55

/**
 * "people", "everyone" and what only people do, where a table holds such people: "who works in Dublin" speaks of staff,
 * "everyone who attended" of those that attendance belongs to.
 */
export function linkPeople(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  known: readonly Mention[],
): Mention[] {
  const speaksOfWork = tokens.some(({ stem }) => SAID_OF_WORKERS.has(stem))
  const mentions = tokens.flatMap(({ kind, folded, stem }, start): Mention[] => {
    const isOfPeople = SAID_OF_PEOPLE.has(folded)
    const isOfWorkers = SAID_OF_WORKERS.has(stem) || JOBS.has(stem)
    if (kind !== 'word' || (!isOfPeople && !isOfWorkers)) return []
    if (isKnown(start, known)) return []
    return tablesOf(isOfPeople && !speaksOfWork ? PEOPLE : WORKERS, lexicon, tokens, known).map(
      ({ table, score }) => ({ kind: 'table', table, start, end: start + 1, score }),
    )
  })
  const isNamed = known.some(
    (mention) => mention.kind === 'table' && mention.score >= NAMED && isOf(PEOPLE, mention.table),
  )
  const asksForOthers = tokens[0]?.folded !== 'who' || NAMES_THEM.has(tokens[1]?.folded ?? '')
  if (asksForOthers || isNamed || mentions.length > 0) return mentions
  const [asked] = tablesOf(PEOPLE, lexicon, tokens, known)
  return asked === undefined || asked.score < ONLY_ONES
    ? mentions
    : [{ kind: 'table', table: asked.table, start: 0, end: 1, score: SOME_OF_SEVERAL }]
}

function isKnown(start: number, known: readonly Mention[]): boolean {
  return known.some(
    (mention) =>
      mention.start <= start &&
      mention.end > start &&
      mention.score >= KNOWN &&
      !('isAligned' in mention && mention.isAligned === true),
  )
}

function isOf(kinds: ReadonlySet<string>, { isView, stems: name }: TableEntry): boolean {
  return !isView && name.length > 0 && kinds.has(name.at(-1)!) && name.length <= 2
}

/** Tables of such people, those first that the rest of the question is about. */
function tablesOf(
  kinds: ReadonlySet<string>,
  lexicon: SchemaLexicon,
  tokens: readonly QuestionToken[],
  known: readonly Mention[],
): { readonly table: TableEntry; readonly score: number }[] {
  const isOfHired = tokens.some(({ stem }) => HIRED.has(stem))
  const found = lexicon.tables
    .filter((table) => isOf(kinds, table))
    .map((table) => ({
      table,
      spoken: spokenOf(table, known) + (isOfHired && isOf(WORKERS, table) ? 1 : 0),
    }))
    .sort((left, right) => right.spoken - left.spoken)
  const isSure = found.length === 1 || (found.length > 1 && found[0]!.spoken > found[1]!.spoken)
  return found
    .slice(0, TABLES_KEPT)
    .map(({ table }, place) => ({ table, score: isSure && place === 0 ? ONLY_ONES : SOME_OF_SEVERAL }))
}

const SAID_WELL = 0.5

/** How much of the question speaks of the table's columns, or of tables that belong to its rows. */
function spokenOf(table: TableEntry, known: readonly Mention[]): number {
  const places = new Set<number>()
  for (const mention of known) {
    if (mention.score < SAID_WELL) continue
    if (mention.kind === 'column' || mention.kind === 'value') {
      if (mention.column.table === table.table) places.add(mention.start)
    } else if (mention.kind === 'table' && belongsTo(mention.table, table)) places.add(mention.start)
  }
  return places.size
}

function belongsTo({ columns }: TableEntry, owner: TableEntry): boolean {
  const isKeyOf = ({ isForeignKey, column, stems: name }: ColumnEntry): boolean =>
    isForeignKey && (owner.key.includes(column) || owner.stems.every((stem) => name.includes(stem)))
  return columns.some(isKeyOf)
}
