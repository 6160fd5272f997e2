import { readFileSync } from 'node:fs'
import type { SchemaPart } from '../../../model.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon, TableEntry } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { type AlignableTerm, alignableTerms, shapingWords } from './alignable-terms.ts'
import { type Meanings, meaningsOf } from './thesaurus.ts'

/** A learned link is worth less than the name itself, and one that holds for all databases less than a learned one. */
const LEARNED_TRUST = 0.85
const THESAURUS_TRUST = 0.65
const SCORE_FLOOR = 0.3
const COLUMNS_KEPT = 3
const TABLES_KEPT = 2
/** Of the columns that a general meaning fits, the third is hardly ever the one. */
const MEANT_COLUMNS_KEPT = 2
/** Words that name something so well need no other meaning. */
const KNOWN = 0.75
/** A column that words name half as well is meant more often than any that they could mean in general. */
const PARTLY_KNOWN = 0.5
/** A general meaning is right half as often in a table of which nothing else is said. */
const ALONE = 0.8

/** Term -> stems of names, each with the share of questions in which the term stood for it. */
type Alignment = ReadonlyMap<string, ReadonlyMap<string, number>>
type NameMention = Extract<Mention, { kind: 'column' | 'table' }>
/** How well a term stands for the name of a table or column, 0 to 1. */
type NameScore = (name: TableEntry | ColumnEntry) => number

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
  const tables = lexicon.tables.filter(
    ({ table }) => part === undefined || part.tables.some((other) => other.table === table),
  )
  const isUnknown = (term: AlignableTerm): boolean => !isNamed(term, named, KNOWN)
  const terms = alignableTerms(tokens).filter(isUnknown)
  const learned = terms.flatMap((term) => {
    const readings = readingsOf(term, learnedScore(term), tables)
    return [...best(readings, 'table', TABLES_KEPT), ...best(readings, 'column', COLUMNS_KEPT)]
  })
  const phrases = knownPhrases(tokens).filter(isUnknown)
  const meant = linkMeant([...terms, ...phrases], tables, named, learned)
  return [
    ...learned.filter((link) => !named.some((other) => isSameName(link, other))),
    ...meant.filter((link) => ![...named, ...learned].some((other) => isSameName(link, other))),
  ]
}

/**
 * What the thesaurus says. It holds for all databases and so for none in particular: a name of which the meaning is only
 * a part counts where the question speaks of its table anyway, and a foreign key only by its whole name.
 */
function linkMeant(
  terms: readonly AlignableTerm[],
  tables: readonly TableEntry[],
  named: readonly Mention[],
  learned: readonly NameMention[],
): NameMention[] {
  const byTerm = terms.flatMap((term) => {
    const meanings = meaningsOf(term.term)
    if (meanings.length === 0) return []
    const isPartlyNamed = isNamed(term, named, PARTLY_KNOWN)
    const readings = readingsOf(term, meantScore(meanings), tables)
      .filter(({ kind }) => kind === 'table' || !isPartlyNamed)
      .map((link) => ({ link, isWhole: isWholeName(link, meanings) }))
    return [readings]
  })
  const whole = byTerm.flat().flatMap(({ link, isWhole }) => (isWhole ? [link] : []))
  const touched = touchedTables(named, [...learned, ...whole])
  return byTerm.flatMap((readings) => {
    const likely = readings.flatMap(({ link, isWhole }): NameMention[] => {
      if (link.kind === 'table') return isWhole || touched.has(link.table.table) ? [link] : []
      if (touched.has(link.column.table)) return isWhole || !link.column.isForeignKey ? [link] : []
      return isWhole ? [{ ...link, score: ALONE * link.score }] : []
    })
    return [...best(likely, 'table', TABLES_KEPT), ...best(likely, 'column', MEANT_COLUMNS_KEPT)]
  })
}

/** The tables that the question speaks of by their names or their columns' names. */
function touchedTables(named: readonly Mention[], linked: readonly NameMention[]): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const mention of named) {
    if (mention.kind === 'table') touched.add(mention.table.table)
    else if (mention.kind === 'column' && mention.score >= KNOWN) touched.add(mention.column.table)
  }
  for (const link of linked) if (link.kind === 'table') touched.add(link.table.table)
  return touched
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

function learnedScore({ term }: AlignableTerm): NameScore {
  learned ??= readAlignment()
  const strengths = learned.get(term)
  return (name) =>
    strengths === undefined ? 0 : LEARNED_TRUST * scoreOfName(name, (stems) => alignedScore(strengths, stems))
}

function meantScore(meanings: Meanings): NameScore {
  const score = (stems: readonly string[]) =>
    Math.max(0, ...meanings.map((meaning) => meantShare(meaning, stems)))
  return (name) => THESAURUS_TRUST * scoreOfName(name, score)
}

/** A column may leave out of its name what its table is called. */
function scoreOfName(name: TableEntry | ColumnEntry, score: (stems: readonly string[]) => number): number {
  if (!('ownStems' in name)) return score(name.stems) * (name.isView ? 0.8 : 1)
  const own = name.ownStems.length < name.stems.length ? 0.97 * score(name.ownStems) : 0
  const isReference = name.isForeignKey && name.isNumeric
  return Math.max(score(name.stems), own) * (isReference ? 0.75 : 1)
}

function isWholeName(link: NameMention, meanings: Meanings): boolean {
  const names = link.kind === 'table' ? [link.table.stems] : [link.column.stems, link.column.ownStems]
  return names.some((stems) => meanings.some((meaning) => meantShare(meaning, stems) === 1))
}

function isNamed({ start, end }: AlignableTerm, named: readonly Mention[], least: number): boolean {
  return named.some((mention) => mention.start <= start && mention.end >= end && mention.score >= least)
}

function readingsOf(
  { start, end }: AlignableTerm,
  scoreOf: NameScore,
  tables: readonly TableEntry[],
): NameMention[] {
  const aligned = { isAligned: true, start, end } as const
  return tables
    .flatMap((table): NameMention[] => [
      { kind: 'table', table, ...aligned, score: scoreOf(table) },
      ...table.columns.map((column): NameMention => {
        const score = scoreOf(column)
        return { kind: 'column', column, looksLikeTable: false, isWholeName: false, ...aligned, score }
      }),
    ])
    .filter(({ score }) => score >= SCORE_FLOOR)
}

function best(links: readonly NameMention[], kind: NameMention['kind'], count: number): NameMention[] {
  return links
    .filter((link) => link.kind === kind)
    .sort((left, right) => right.score - left.score)
    .slice(0, count)
}

/** How surely the term stands for the name, and how much of the name it covers. */
function alignedScore(names: ReadonlyMap<string, number>, stems: readonly string[]): number {
  const strengths = stems.flatMap((stem) => names.get(stem) ?? [])
  if (strengths.length === 0) return 0
  const strength = strengths.reduce((sum, one) => sum + one, 0) / strengths.length
  return strength * coverage(strengths.length, stems, names.has(stems.at(-1)!))
}

/** How much of the name the meaning covers; all of the meaning must be in the name, and make up half of it. */
function meantShare(meaning: readonly string[], stems: readonly string[]): number {
  if (meaning.length * 2 < stems.length || !meaning.every((stem) => stems.includes(stem))) return 0
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
