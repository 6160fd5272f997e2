import type { Mention } from '../mention.ts'
import type { ColumnEntry } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

const ORDINALS: readonly string[] =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
/** Between the name and its number: "store no. 1". */
const NUMBER_WORDS: ReadonlySet<string> = new Set(['number', 'no', 'nr', 'id', '#', 'num'])
const WHOLE_NAME = 0.9
/** Floors, grades and rounds; there are no such numbers of prices. */
const MOST_STEPS = 60

/** "the second floor", "grade 8", "store 1": a name and the number that tells one of its kind from the others. */
export function linkNumbered(tokens: readonly QuestionToken[], mentions: readonly Mention[]): Mention[] {
  return mentions.flatMap((mention): Mention[] => {
    if (mention.score < WHOLE_NAME) return []
    if (mention.kind !== 'table' && (mention.kind !== 'column' || mention.isAligned === true)) return []
    const column =
      mention.kind === 'column' ? mention.column : mention.table.columns.find(({ isKey }) => isKey)
    if (column === undefined) return []
    const after = numberAfter(tokens, mention.end)
    if (after !== null && holdsNumber(column, after.value)) {
      return [numbered(column, after.value, mention.start, after.end)]
    }
    const before = mention.kind === 'column' ? ordinalOf(tokens[mention.start - 1]) : null
    return before !== null && isStep(column) && holdsNumber(column, before)
      ? [numbered(column, before, mention.start - 1, mention.end)]
      : []
  })
}

function numbered(column: ColumnEntry, value: number, start: number, end: number): Mention {
  return { kind: 'value', column, value, fromKnowledge: false, start, end, score: 0.95 }
}

function numberAfter(tokens: readonly QuestionToken[], start: number): { value: number; end: number } | null {
  const at = NUMBER_WORDS.has(tokens[start]?.folded ?? '') ? start + 1 : start
  const token = tokens[at]
  if (token?.kind !== 'number' || !/^\d{1,9}$/.test(token.folded)) return null
  // "store 1 to 3" and "floor 2 or higher" are ranges.
  const isRange = ['to', '-', 'or'].includes(tokens[at + 1]?.folded ?? '')
  return isRange ? null : { value: Number(token.folded), end: at + 1 }
}

function ordinalOf(token: QuestionToken | undefined): number | null {
  if (token === undefined) return null
  const digits = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(token.folded)
  if (digits !== null) return Number(digits[1])
  const rank = ORDINALS.indexOf(token.folded)
  return rank > 0 ? rank : null
}

/** A column of whole numbers, in which each step is said in its turn. */
function isStep({ isKey, isForeignKey, profile }: ColumnEntry): boolean {
  return !isKey && !isForeignKey && profile?.content === 'integer' && profile.distinctCount <= MOST_STEPS
}

function holdsNumber({ isNumeric, profile }: ColumnEntry, value: number): boolean {
  if (!isNumeric || profile === undefined) return false
  const { minimum, maximum } = profile
  return (
    profile.content === 'integer' &&
    typeof minimum === 'number' &&
    typeof maximum === 'number' &&
    minimum <= value &&
    value <= maximum
  )
}
