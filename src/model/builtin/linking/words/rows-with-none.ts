import type { QuestionToken } from './question-tokens.ts'

/**
 * "include accounts with no users", "those without one should be listed too": where it stands, and within it what is said to
 * have nothing ("accounts"). Token positions; ends are exclusive.
 */
export interface RowsWithNone {
  readonly start: number
  readonly end: number
  readonly noun: { readonly start: number; readonly end: number }
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const LEADS = words('include including even')
const NONE = words('no none without zero zeros zeroes 0')
const ONES = words('those ones these zeros zeroes')
const DEMANDS = words('should must shall to')
const LISTED = words('included listed shown appear counted')
const LAST = words('too also please')
const NEGATIONS = words("not don't never no")
/** "include no more than 10", "include only those without": these ask for fewer rows. */
const FEWER = words('only more less fewer duplicates duplicate repeats')
/** What may stand between such a phrase and the question. */
const BEFORE = words('and also but please , ; : - – —')
const ENDS = words(
  'per by for in from with that who whose which since before after sorted ordered order and or show list most least highest lowest ascending descending alphabetically last this',
)
const WORDS_TO_NONE = 6
const WORDS_TO_LISTED = 5
const WORDS_OF_NOUN = 2

/** Where a question asks that what has nothing is shown, too; null where it does not. */
export function findRowsWithNone(tokens: readonly QuestionToken[]): RowsWithNone | null {
  for (let start = 1; start < tokens.length; start++) {
    const none = wordsTo(NONE, tokens, start, WORDS_TO_NONE)
    if (none === null || tokens.slice(start, none + 2).some(({ folded }) => FEWER.has(folded))) continue
    const end = endOfInclusion(tokens, start, none) ?? endOfDemand(tokens, start, none)
    if (end === null || isDenied(tokens, start)) continue
    const isLead = LEADS.has(tokens[start]!.folded)
    const noun = { start: isLead ? start + 1 : start, end: none }
    let from = start
    while (from > 1 && BEFORE.has(tokens[from - 1]!.folded)) from--
    return { start: from, end, noun }
  }
  return null
}

/** "including those with none", "Include accounts with no users": a command, or of those that were named. */
function endOfInclusion(tokens: readonly QuestionToken[], start: number, none: number): number | null {
  const { folded } = tokens[start]!
  if (!LEADS.has(folded)) return null
  const ofThose = tokens.slice(start, none + 1).some((token) => ONES.has(token.folded))
  if (!ofThose && (folded === 'even' || !isSetOff(tokens, start))) return null
  let end = none + 1
  while (end <= none + WORDS_OF_NOUN && isPlainWord(tokens, end) && !ENDS.has(tokens[end]!.folded)) end++
  return end
}

/** "those without one should be included too" */
function endOfDemand(tokens: readonly QuestionToken[], start: number, none: number): number | null {
  if (!ONES.has(tokens[start]!.folded) && !isSetOff(tokens, start)) return null
  const listed = wordsTo(LISTED, tokens, none, WORDS_TO_LISTED)
  if (listed === null) return null
  const isDemanded = tokens.slice(none, listed).some(({ folded }) => DEMANDS.has(folded))
  let end = listed + 1
  if (tokens[end]?.folded === 'as' && tokens[end + 1]?.folded === 'well') end += 2
  while (LAST.has(tokens[end]?.folded ?? '')) end++
  return isDemanded || end > listed + 1 ? end : null
}

/** Where the first of the words stands among the next few; null where a mark or a new sentence comes before it. */
function wordsTo(
  wanted: ReadonlySet<string>,
  tokens: readonly QuestionToken[],
  start: number,
  most: number,
): number | null {
  for (let position = start + 1; position <= start + most; position++) {
    if (tokens[position] === undefined || isNewSentence(tokens, position)) return null
    if (wanted.has(tokens[position]!.folded)) return position
    if (!isPlainWord(tokens, position)) return null
  }
  return null
}

function isDenied(tokens: readonly QuestionToken[], start: number): boolean {
  return !isNewSentence(tokens, start) && NEGATIONS.has(tokens[start - 1]!.folded)
}

/** A mark stands before it, or "and", or it begins a sentence. */
function isSetOff(tokens: readonly QuestionToken[], start: number): boolean {
  return BEFORE.has(tokens[start - 1]!.folded) || isNewSentence(tokens, start)
}

function isPlainWord(tokens: readonly QuestionToken[], position: number): boolean {
  return tokens[position]?.kind === 'word' && !isNewSentence(tokens, position)
}

/** What ends a sentence is no token, and leaves a gap. */
function isNewSentence(tokens: readonly QuestionToken[], position: number): boolean {
  return tokens[position]!.start - tokens[position - 1]!.end > 1
}
