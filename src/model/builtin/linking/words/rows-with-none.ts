import type { QuestionToken } from './question-tokens.ts'

/** "include accounts with no users", "those without one should be listed too": where it stands; `end` is exclusive. */
export interface RowsWithNone {
  readonly start: number
  readonly end: number
}

const NONE: ReadonlySet<string> = new Set([
  'no',
  'none',
  'without',
  'zero',
  'zeros',
  'zeroes',
  '0',
  'nothing',
])
const ONES: ReadonlySet<string> = new Set(['those', 'ones', 'these', 'zeros', 'zeroes'])
const LISTED: ReadonlySet<string> = new Set(['included', 'listed', 'shown', 'appear', 'counted'])
const LAST: ReadonlySet<string> = new Set(['too', 'also', 'well', 'as', 'please'])
const WORDS_TO_NONE = 6
const WORDS_OF_NOUN = 2
const WORDS_TO_LISTED = 7
/** What may stand between such a phrase and the question. */
const BEFORE: ReadonlySet<string> = new Set(['and', 'also', 'but', 'please', ',', ';'])

/** Where a question asks that what has nothing is shown, too; null where it does not. */
export function findRowsWithNone(tokens: readonly QuestionToken[]): RowsWithNone | null {
  for (let start = 1; start < tokens.length; start++) {
    const end = endOfInclusion(tokens, start) ?? endOfDemand(tokens, start)
    if (end === null) continue
    let from = start
    while (from > 1 && BEFORE.has(tokens[from - 1]!.folded)) from--
    return { start: from, end }
  }
  return null
}

/** "including those with none", "Include accounts with no users": a command, or of those that were named. */
function endOfInclusion(tokens: readonly QuestionToken[], start: number): number | null {
  const { folded } = tokens[start]!
  const ahead = tokens.slice(start + 1, start + 1 + WORDS_TO_NONE)
  const none = ahead.findIndex((token) => NONE.has(token.folded))
  if (none < 0 || ahead.slice(0, none).some(({ kind }) => kind !== 'word')) return null
  const isCommand = folded === 'include' && (isSet(tokens, start) || startsSentence(tokens[start]!))
  const ofThose =
    (folded === 'including' || folded === 'include' || folded === 'even') &&
    ahead.slice(0, none + 1).some((token) => ONES.has(token.folded))
  return isCommand || ofThose ? endOfNoun(tokens, start + none + 2) : null
}

/** "those without one should be included too" */
function endOfDemand(tokens: readonly QuestionToken[], start: number): number | null {
  if (!ONES.has(tokens[start]!.folded)) return null
  const ahead = tokens.slice(start + 1, start + 1 + WORDS_TO_LISTED)
  const listed = ahead.findIndex(({ folded }) => LISTED.has(folded))
  if (listed < 0 || !ahead.slice(0, listed).some(({ folded }) => NONE.has(folded))) return null
  let end = start + listed + 2
  while (LAST.has(tokens[end]?.folded ?? '')) end++
  return end
}

function endOfNoun(tokens: readonly QuestionToken[], start: number): number {
  let end = start
  while (
    end < start + WORDS_OF_NOUN &&
    tokens[end]?.kind === 'word' &&
    !ENDS.has(tokens[end]!.folded) &&
    !startsSentence(tokens[end]!)
  )
    end++
  return end
}

const ENDS: ReadonlySet<string> = new Set(
  'per by for in from since before after sorted ordered order and or show list'.split(' '),
)

/** "… each account, include those": set off from what stands before. */
function isSet(tokens: readonly QuestionToken[], start: number): boolean {
  return BEFORE.has(tokens[start - 1]!.folded)
}

function startsSentence({ text, capitalized }: QuestionToken): boolean {
  return !capitalized && /^\p{Lu}/u.test(text)
}
