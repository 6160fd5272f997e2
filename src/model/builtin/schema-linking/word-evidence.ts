import type { GroundedKeyword } from '../../model.ts'
import { linkNames } from '../linking/names/link-names.ts'
import type { SchemaLexicon, TableEntry } from '../linking/schema-lexicon.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'

/** What some words of the question have to do with one table, or one column of it. */
export interface WordLink {
  readonly kind: 'name' | 'aligned' | 'value' | 'knowledge'
  /** Null: the table itself. */
  readonly column: string | null
  /** Token positions; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** 0 to 1: how well words and thing agree. */
  readonly score: number
  /** 0 to 1: how it compares with the best thing of its kind that the same words may mean anywhere in the schema. */
  readonly standing: number
  /** So many others of its kind are as good, for the same words. */
  readonly rivals: number
}

/** By table name, as stored. */
export type WordEvidence = ReadonlyMap<string, readonly WordLink[]>

/** A tie: the words fit both equally well. */
const AS_GOOD = 0.97

/**
 * What each word may mean in each table, by names, values and knowledge. Tables are read one at a time: in a schema of
 * hundreds of them, the few meanings that the parser keeps for a word would otherwise all be of other tables.
 */
export function findWordEvidence(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  grounded: readonly GroundedKeyword[],
): WordEvidence {
  const links = new Map<string, BareLink[]>(
    lexicon.tables.map((table) => [table.table, nameLinks(tokens, lexicon, table)]),
  )
  for (const [table, link] of groundedLinks(tokens, grounded)) links.get(table)?.push(link)
  return compare(links)
}

type BareLink = Omit<WordLink, 'standing' | 'rivals'>

function nameLinks(tokens: readonly QuestionToken[], lexicon: SchemaLexicon, table: TableEntry): BareLink[] {
  const part = { tables: [{ table: table.table, columns: table.columns.map(({ column }) => column) }] }
  return linkNames(tokens, lexicon, part).flatMap((mention): BareLink[] => {
    if (mention.kind !== 'column' && mention.kind !== 'table') return []
    const { start, end, score } = mention
    const column = mention.kind === 'column' ? mention.column.column : null
    return [{ kind: mention.isAligned === true ? 'aligned' : 'name', column, start, end, score }]
  })
}

function groundedLinks(
  tokens: readonly QuestionToken[],
  grounded: readonly GroundedKeyword[],
): [string, BareLink][] {
  return grounded.flatMap(({ keyword, matches, knowledge }) => {
    const start = tokens.findIndex((token) => token.end > keyword.start && token.start < keyword.end)
    if (start < 0) return []
    let end = start + 1
    while (end < tokens.length && tokens[end]!.start < keyword.end) end++
    const values = matches.map(({ table, column, score }): [string, BareLink] => [
      table,
      { kind: 'value', column, start, end, score },
    ])
    const known = knowledge.map((entry): [string, BareLink] => [
      entry.table,
      { kind: 'knowledge', column: 'column' in entry ? entry.column : null, start, end, score: 1 },
    ])
    return [...values, ...known]
  })
}

/** How each link stands among those of its kind for the same words. */
function compare(links: ReadonlyMap<string, readonly BareLink[]>): WordEvidence {
  const groups = new Map<string, BareLink[]>()
  const keyOf = ({ kind, column, start, end }: BareLink): string =>
    `${kind} ${column === null} ${start} ${end}`
  for (const link of [...links.values()].flat()) {
    const group = groups.get(keyOf(link))
    if (group === undefined) groups.set(keyOf(link), [link])
    else group.push(link)
  }
  const best = new Map([...groups].map(([key, group]) => [key, Math.max(...group.map(({ score }) => score))]))
  return new Map(
    [...links].map(([table, own]) => [
      table,
      own.map((link): WordLink => {
        const group = groups.get(keyOf(link))!
        const rivals = group.filter(({ score }) => score >= AS_GOOD * link.score).length - 1
        return { ...link, standing: link.score / best.get(keyOf(link))!, rivals }
      }),
    ]),
  )
}

/** Positions of the words that say something. */
export function contentPositions(tokens: readonly QuestionToken[]): readonly number[] {
  return tokens.flatMap(({ kind, folded }, position) =>
    kind === 'quoted' || kind === 'number' || (kind === 'word' && !STOP_WORDS.has(folded)) ? [position] : [],
  )
}
