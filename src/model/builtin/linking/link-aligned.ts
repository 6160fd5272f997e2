import { readFileSync } from 'node:fs'
import type { SchemaPart } from '../../model.ts'
import { type AlignableTerm, alignableTerms, shapingWords } from './alignable-terms.ts'
import type { Mention } from './mention.ts'
import type { QuestionToken } from './question-tokens.ts'
import type { SchemaLexicon } from './schema-lexicon.ts'
import { meaningsOf } from './thesaurus.ts'

/** A learned link is worth less than the name itself, and one that holds for all databases less than a learned one. */
const LEARNED_TRUST = 0.85
const THESAURUS_TRUST = 0.7
const SCORE_FLOOR = 0.3
const COLUMNS_KEPT = 3
const TABLES_KEPT = 2
/** Words that name something so well need no other meaning. */
const KNOWN = 0.75

/** Term -> stems of names, each with the share of questions in which the term stood for it. */
type Alignment = ReadonlyMap<string, ReadonlyMap<string, number>>
type NameMention = Extract<Mention, { kind: 'column' | 'table' }>
/** How well a term stands for a name of these stems, 0 to 1. */
type NameScore = (stems: readonly string[]) => number

let learned: Alignment | undefined

/** Reads what scripts/train-alignment.ts wrote. */
function readAlignment(): Alignment {
  const text = readFileSync(new URL('./alignment.txt', import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [term, names] = line.split('\t') as [string, string]
      const stems = names.split(' ').map((name): [string, number] => {
        const [stem, strength] = name.split(':') as [string, string]
        return [stem, Number(strength) / 100]
      })
      return [term, new Map(stems)]
    }),
  )
}

/**
 * Links words to names that share nothing with them but may be meant by them: "vocalist" to singer, because questions
 * that were learned from meant it, or because the thesaurus says so. Words that name something themselves are left
 * alone; a few links a word, so that the search does not drown.
 */
export function linkAligned(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  named: readonly Mention[],
  part?: SchemaPart,
): Mention[] {
  const found = [...alignableTerms(tokens), ...knownPhrases(tokens)].flatMap((term) => {
    const scoreOf = nameScoreOf(term.term)
    return scoreOf === null || isNamed(term, named) ? [] : readingsOf(term, scoreOf, lexicon, part)
  })
  return found.filter((mention) => !named.some((other) => isSameName(mention, other)))
}

const LONGEST_PHRASE = 3

/** Words that mean something together, whatever each of them does: "lives in", "part of". */
function knownPhrases(tokens: readonly QuestionToken[]): AlignableTerm[] {
  const shapes = shapingWords(tokens)
  const alone = new Set(alignableTerms(tokens).map(({ start, end }) => `${start}:${end}`))
  return tokens.flatMap((_, start) => {
    const phrases: AlignableTerm[] = []
    for (let end = start + 1; end <= Math.min(tokens.length, start + LONGEST_PHRASE); end++) {
      if (tokens[end - 1]!.kind !== 'word' || shapes[end - 1]) break
      const term = tokens
        .slice(start, end)
        .map(({ stem }) => stem)
        .join(' ')
      const isKnown = end > start + 1 && !alone.has(`${start}:${end}`) && meaningsOf(term).length > 0
      if (isKnown) phrases.push({ term, start, end })
    }
    return phrases
  })
}

function nameScoreOf(term: string): NameScore | null {
  learned ??= readAlignment()
  const strengths = learned.get(term)
  const meanings = meaningsOf(term)
  if (strengths === undefined && meanings.length === 0) return null
  return (stems) =>
    Math.max(
      strengths === undefined ? 0 : LEARNED_TRUST * alignedScore(strengths, stems),
      ...meanings.map((meaning) => THESAURUS_TRUST * meantScore(meaning, stems)),
    )
}

function isNamed({ start, end }: AlignableTerm, named: readonly Mention[]): boolean {
  return named.some((mention) => mention.start <= start && mention.end >= end && mention.score >= KNOWN)
}

function readingsOf(
  { start, end }: AlignableTerm,
  scoreOf: NameScore,
  lexicon: SchemaLexicon,
  part: SchemaPart | undefined,
): NameMention[] {
  const allowed = lexicon.tables.filter(
    ({ table }) => part === undefined || part.tables.some((other) => other.table === table),
  )
  const tables = allowed.flatMap((table): NameMention[] => {
    const score = scoreOf(table.stems) * (table.isView ? 0.8 : 1)
    return score < SCORE_FLOOR ? [] : [{ kind: 'table', table, isAligned: true, start, end, score }]
  })
  const columns = allowed.flatMap(({ columns }) =>
    columns.flatMap((column): NameMention[] => {
      const own = column.ownStems.length < column.stems.length ? 0.97 * scoreOf(column.ownStems) : 0
      const isReference = column.isForeignKey && column.isNumeric
      const score = Math.max(scoreOf(column.stems), own) * (isReference ? 0.75 : 1)
      if (score < SCORE_FLOOR) return []
      return [
        {
          kind: 'column',
          column,
          looksLikeTable: false,
          isWholeName: false,
          isAligned: true,
          start,
          end,
          score,
        },
      ]
    }),
  )
  return [...best(tables, TABLES_KEPT), ...best(columns, COLUMNS_KEPT)]
}

function best(mentions: readonly NameMention[], count: number): NameMention[] {
  return [...mentions].sort((left, right) => right.score - left.score).slice(0, count)
}

/** How surely the term stands for the name, and how much of the name it covers. */
function alignedScore(names: ReadonlyMap<string, number>, stems: readonly string[]): number {
  const strengths = stems.flatMap((stem) => names.get(stem) ?? [])
  if (strengths.length === 0) return 0
  const strength = strengths.reduce((sum, one) => sum + one, 0) / strengths.length
  return strength * coverage(strengths.length, stems, names.has(stems.at(-1)!))
}

/** How much of the name the meaning covers; all of the meaning must be in the name. */
function meantScore(meaning: readonly string[], stems: readonly string[]): number {
  if (!meaning.every((stem) => stems.includes(stem))) return 0
  return coverage(meaning.length, stems, meaning.includes(stems.at(-1)!))
}

/** The last word of a name is its head. */
function coverage(covered: number, { length }: readonly string[], hasHead: boolean): number {
  return 0.45 + 0.55 * (covered / length) - (hasHead ? 0 : 0.12)
}

function isSameName(mention: NameMention, other: Mention): boolean {
  if (other.start !== mention.start || other.end !== mention.end) return false
  return mention.kind === 'table'
    ? other.kind === 'table' && other.table === mention.table
    : other.kind === 'column' && other.column === mention.column
}
