import { readFileSync } from 'node:fs'
import type { SchemaPart } from '../../model.ts'
import { type AlignableTerm, alignableTerms } from './alignable-terms.ts'
import type { Mention } from './mention.ts'
import type { QuestionToken } from './question-tokens.ts'
import type { SchemaLexicon } from './schema-lexicon.ts'

/** A learned link is worth less than the name itself. */
const TRUST = 0.85
const SCORE_FLOOR = 0.3
const COLUMNS_KEPT = 3
const TABLES_KEPT = 2
/** Words that name something so well need no other meaning. */
const KNOWN = 0.75

/** Term -> stems of names, each with the share of questions in which the term stood for it. */
type Alignment = ReadonlyMap<string, ReadonlyMap<string, number>>
type NameMention = Extract<Mention, { kind: 'column' | 'table' }>

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
 * Links words to names that share nothing with them but were meant by them in the questions that were learned from:
 * "vocalist" to singer. Words that name something themselves are left alone; a few links a word, so that the search
 * does not drown.
 */
export function linkAligned(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  named: readonly Mention[],
  part?: SchemaPart,
): Mention[] {
  learned ??= readAlignment()
  const alignment = learned
  const found = alignableTerms(tokens).flatMap((term) => {
    const names = alignment.get(term.term)
    return names === undefined || isNamed(term, named) ? [] : readingsOf(term, names, lexicon, part)
  })
  return found.filter((mention) => !named.some((other) => isSameName(mention, other)))
}

function isNamed({ start, end }: AlignableTerm, named: readonly Mention[]): boolean {
  return named.some((mention) => mention.start <= start && mention.end >= end && mention.score >= KNOWN)
}

function readingsOf(
  { start, end }: AlignableTerm,
  names: ReadonlyMap<string, number>,
  lexicon: SchemaLexicon,
  part: SchemaPart | undefined,
): NameMention[] {
  const allowed = lexicon.tables.filter(
    ({ table }) => part === undefined || part.tables.some((other) => other.table === table),
  )
  const tables = allowed.flatMap((table): NameMention[] => {
    const score = TRUST * alignedScore(names, table.stems) * (table.isView ? 0.8 : 1)
    return score < SCORE_FLOOR ? [] : [{ kind: 'table', table, isAligned: true, start, end, score }]
  })
  const columns = allowed.flatMap(({ columns }) =>
    columns.flatMap((column): NameMention[] => {
      const whole = alignedScore(names, column.stems)
      const own =
        column.ownStems.length < column.stems.length ? 0.97 * alignedScore(names, column.ownStems) : 0
      const isReference = column.isForeignKey && column.isNumeric
      const score = TRUST * Math.max(whole, own) * (isReference ? 0.75 : 1)
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
  const hasHead = names.has(stems.at(-1)!)
  return strength * (0.45 + 0.55 * (strengths.length / stems.length) - (hasHead ? 0 : 0.12))
}

function isSameName(mention: NameMention, other: Mention): boolean {
  if (other.start !== mention.start || other.end !== mention.end) return false
  return mention.kind === 'table'
    ? other.kind === 'table' && other.table === mention.table
    : other.kind === 'column' && other.column === mention.column
}
