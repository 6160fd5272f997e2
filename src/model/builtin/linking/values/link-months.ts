import type { Mention } from '../mention.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
/** Also words of their own; only after these do they name a month. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['march', 'may'])
const LEADS: ReadonlySet<string> = new Set(['in', 'during', 'since', 'before', 'after', 'of', 'for', 'until'])

/** "in August": without a year, the last August that has begun. */
export function linkMonths(
  tokens: readonly QuestionToken[],
  dated: readonly Mention[],
  now: Date,
): Mention[] {
  return tokens.flatMap(({ folded, kind }, start): Mention[] => {
    const month = MONTHS.indexOf(folded)
    if (kind !== 'word' || month < 0) return []
    if (AMBIGUOUS.has(folded) && !LEADS.has(tokens[start - 1]?.folded ?? '')) return []
    const isDated = dated.some(
      (mention) => mention.kind === 'period' && mention.start <= start && mention.end > start,
    )
    if (isDated) return []
    const year = month <= now.getUTCMonth() ? now.getUTCFullYear() : now.getUTCFullYear() - 1
    const day = (monthOf: number) => new Date(Date.UTC(year, monthOf, 1)).toISOString().slice(0, 10)
    return [
      { kind: 'period', from: day(month), to: day(month + 1), year: null, start, end: start + 1, score: 0.8 },
    ]
  })
}
