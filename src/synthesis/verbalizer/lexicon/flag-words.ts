import type { ColumnProfile } from '../../../exploration/survey.ts'

/** How a yes-or-no column is said of rows: "are discontinued", "have insurance". */
export interface FlagWords {
  readonly yes: string | number
  readonly no: string | number
  /** Before the noun, where it can stand there: "discontinued". */
  readonly adjective?: string
  readonly kind: 'is' | 'has' | 'marked'
  readonly words: string
}

const YES = new Set(['1', 't', 'y', 'yes', 'true'])
const NO = new Set(['0', 'f', 'n', 'no', 'false'])
const ADJECTIVES = new Set(
  'active open closed public private valid invalid full empty free new male female official lost sold paid sent broken hidden late early current former'.split(
    ' ',
  ),
)

/** Undefined when a value is neither yes nor no. */
export function nameFlag(written: readonly string[], profile: ColumnProfile): FlagWords | undefined {
  const words = written.filter((word, place) => place === 0 || !/^yn$/i.test(word))
  const values = profile.frequentValues.flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? [value] : [],
  )
  const find = (set: ReadonlySet<string>): string | number | undefined =>
    values.find((value) => set.has(String(value).trim().toLowerCase()))
  const yes = find(YES)
  const no = find(NO)
  if (yes === undefined || no === undefined || words.length === 0) return undefined
  const rest = words.slice(1).join(' ')
  const last = words.at(-1)!
  const isAdjective = (word: string): boolean => ADJECTIVES.has(word) || /(?:[^e]ed|able|ible)$/.test(word)
  if (words[0] === 'is' && rest !== '') {
    if (!isAdjective(rest)) return { yes, no, kind: 'marked', words: rest }
    return {
      yes,
      no,
      kind: 'is',
      words: rest,
      ...(words.length === 2 && isAdjective(rest) && { adjective: rest }),
    }
  }
  if (words[0] === 'has' && rest !== '') return { yes, no, kind: 'has', words: rest }
  if (words.length === 1 && isAdjective(last)) return { yes, no, kind: 'is', words: last, adjective: last }
  return { yes, no, kind: 'marked', words: words.join(' ') }
}
