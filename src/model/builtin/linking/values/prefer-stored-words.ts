import type { Mention } from '../mention.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

/** A column with no more values than this holds kinds or states, of which people speak in adjectives. */
const MOST_KINDS = 40
const STORED = 0.95
const WHOLE_NAME = 0.9
const SURE_TABLE = 0.7
/** So many words of the same kind stand before a noun: "open urgent tickets". */
const ADJECTIVES = 3
/** "cancelled last year" asks when; the period follows within so many words. */
const UNTIL_PERIOD = 4
const OF_OTHER_TABLE = 0.6
/** What happened last year is told by the date of it, and by its state only by chance. */
const OF_DATED = 0.6

type ValueMention = Extract<Mention, { kind: 'value' }>

/**
 * "open tickets" are those whose state is stored as open: a word that a column of kinds holds, before the noun of its
 * table, is neither part of a column's name (opened_at) nor what another table stores.
 */
export function preferStoredWords(tokens: readonly QuestionToken[], mentions: readonly Mention[]): Mention[] {
  const stored = mentions.flatMap((mention) =>
    mention.kind === 'value' && isKind(mention) && stands(mention, tokens) ? [mention] : [],
  )
  if (stored.length === 0) return [...mentions]
  const dated = stored.filter((value) => isDated(value, mentions) && namesMoment(value, mentions))
  const described = stored.filter((value) => standsBeforeTable(value, stored, mentions))
  const named = stored.filter(
    (value) =>
      described.includes(value) || (isTableNamed(value, mentions) && isDone(value, tokens, mentions)),
  )
  return mentions.flatMap((mention): Mention[] => {
    if (mention.kind === 'column') {
      const isWeak = mention.score < WHOLE_NAME || mention.isAligned === true
      return isWeak && named.some((value) => isSame(value, mention)) ? [] : [mention]
    }
    if (mention.kind !== 'value') return [mention]
    if (dated.includes(mention)) return [{ ...mention, score: mention.score * OF_DATED }]
    if (described.includes(mention)) return [mention]
    const isOfOther = described.some(
      (value) => isSame(value, mention) && value.column.table !== mention.column.table,
    )
    return [isOfOther ? { ...mention, score: mention.score * OF_OTHER_TABLE } : mention]
  })
}

function isKind({ column, value, score, isPart }: ValueMention): boolean {
  const kinds = column.profile?.distinctCount ?? MOST_KINDS + 1
  return (
    isPart !== true && score >= STORED && typeof value === 'string' && column.isText && kinds <= MOST_KINDS
  )
}

/** Proper names name what they name. */
function stands({ start, end }: Mention, tokens: readonly QuestionToken[]): boolean {
  return tokens.slice(start, end).every(({ kind }) => kind === 'word')
}

function isSame(one: Mention, other: Mention): boolean {
  return one.start <= other.start && one.end >= other.end
}

function standsBeforeTable(
  value: ValueMention,
  stored: readonly ValueMention[],
  mentions: readonly Mention[],
): boolean {
  let end = value.end
  for (let step = 0; step < ADJECTIVES; step++) {
    const isHead = mentions.some(
      (other) =>
        other.kind === 'table' &&
        other.start === end &&
        other.score >= SURE_TABLE &&
        other.table.table === value.column.table,
    )
    if (isHead) return true
    const next = stored.find(({ start }) => start === end)
    if (next === undefined) return false
    end = next.end
  }
  return false
}

function isTableNamed({ column }: ValueMention, mentions: readonly Mention[]): boolean {
  return mentions.some(
    (other) => other.kind === 'table' && other.score >= SURE_TABLE && other.table.table === column.table,
  )
}

/** "have cancelled", "were completed": done, with no word of when. */
function isDone(value: Mention, tokens: readonly QuestionToken[], mentions: readonly Mention[]): boolean {
  return DONE.has(tokens[value.start - 1]?.folded ?? '') && !isDated(value, mentions)
}

function isDated({ end }: Mention, mentions: readonly Mention[]): boolean {
  return mentions.some(({ kind, start }) => kind === 'period' && start >= end && start < end + UNTIL_PERIOD)
}

/** "cancelled" of a cancelled_at in the same table. */
function namesMoment(value: ValueMention, mentions: readonly Mention[]): boolean {
  return mentions.some(
    (other) =>
      other.kind === 'column' &&
      other.isAligned !== true &&
      other.column.isMoment &&
      other.column.table === value.column.table &&
      isSame(value, other),
  )
}

const DONE: ReadonlySet<string> = new Set('have has had is are was were be been not'.split(' '))
