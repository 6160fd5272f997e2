import { findTypedValues } from '../../../../values/typed-values.ts'
import type { GroundedKeyword } from '../../../model.ts'
import type { Mention } from '../mention.ts'
import type { SchemaLexicon } from '../schema-lexicon.ts'
import { STOP_WORDS } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { linkMonths } from './link-months.ts'
import { linkNegatedFlags } from './link-negated-flags.ts'
import { trustedMatches } from './trusted-matches.ts'

/** So many stored values are followed for one keyword. */
const VALUES_KEPT = 6
const MANY_VALUES = 300
const STORED = 0.95
const ASKED: ReadonlySet<string> = new Set(['did', 'does', 'do'])
/** Beyond these a number of four digits is an amount. */
const EARLIEST_YEAR = 1600
const LATEST_YEAR = 2200

/** Links stretches of the question to stored values, knowledge, numbers, stretches of time and quoted texts. */
export function linkValues(
  question: string,
  tokens: readonly QuestionToken[],
  grounded: readonly GroundedKeyword[],
  lexicon: SchemaLexicon,
  now: Date,
): Mention[] {
  const mentions: Mention[] = []
  const hasDates = lexicon.tables.some(({ columns }) => columns.some((column) => column.isMoment))
  for (const { keyword, matches, knowledge } of grounded) {
    const span = tokenSpan(tokens, keyword.start, keyword.end)
    if (span === null) continue
    const trusted = trustedMatches(tokens.slice(span.start, span.end), keyword.text, matches)
    for (const match of trusted.slice(0, VALUES_KEPT)) {
      const column = lexicon.findColumn(match)
      // A stored date is a stretch of time, and read as one.
      if (column === undefined || column.isMoment) continue
      // A bare number is seldom a postcode.
      const isBareNumber = tokens[span.start]!.kind === 'number' && span.end === span.start + 1
      // Nor does it say yes or no.
      if (isBareNumber && column.profile?.content === 'boolean') continue
      // A year is a year wherever the database keeps dates.
      if (isBareNumber && hasDates && /^(?:19|20)\d\d$/.test(tokens[span.start]!.folded)) continue
      // "release" in a column of thousands of titles is more likely a verb.
      const isPlainWord =
        span.end === span.start + 1 && tokens[span.start]!.kind === 'word' && !tokens[span.start]!.capitalized
      const isTitle = isPlainWord && (column.profile?.distinctCount ?? 0) > MANY_VALUES
      // In "what did AC/DC release" it is one for sure.
      const isVerb = isTitle && tokens.slice(0, span.start).some(({ folded }) => ASKED.has(folded))
      const score = match.score * (isBareNumber ? 0.35 : isVerb ? 0.2 : isTitle ? 0.5 : 1)
      mentions.push({ kind: 'value', column, value: match.value, fromKnowledge: false, ...span, score })
    }
    for (const entry of knowledge) {
      if (entry.kind === 'expression') mentions.push({ kind: 'expression', entry, ...span, score: 1 })
      else if (entry.kind === 'filter') mentions.push({ kind: 'filter', entry, ...span, score: 1 })
      else {
        const column = lexicon.findColumn(entry)
        // What a probe found for this keyword stands among the matches already, with its score.
        const isMatch = matches.some((match) => match.column === entry.column && match.value === entry.value)
        if (column === undefined || (entry.origin === 'probe' && isMatch)) continue
        // "orders placed in 2024" speaks of placing, not of the state called placed.
        const isPlaced = span.end === span.start + 1 && STOP_WORDS.has(tokens[span.start]!.folded)
        if (isPlaced) continue
        mentions.push({ kind: 'value', column, value: entry.value, fromKnowledge: true, ...span, score: 1 })
      }
    }
  }
  const typed = [
    ...linkNumbersAndPeriods(question, tokens, now).map((mention) =>
      // "in 2018" says when, wherever the database keeps dates.
      hasDates && mention.kind === 'number' && isYear(mention.value) && saysWhen(tokens[mention.start - 1])
        ? { ...mention, score: 0.3 }
        : mention,
    ),
    ...linkFrequencies(tokens),
  ]
  const months = hasDates ? linkMonths(tokens, typed, now) : []
  // "USA" that is stored as it is written is no text that some other column might hold.
  const isStored = ({ start }: Mention, text: string) =>
    mentions.some(
      (mention) =>
        mention.kind === 'value' &&
        mention.score >= STORED &&
        mention.start <= start &&
        mention.end > start &&
        String(mention.value).trim() === mention.value &&
        String(mention.value).includes(text),
    )
  const texts = linkQuotedTexts(tokens).filter(
    (mention) => mention.kind !== 'text' || mention.quoted || !isStored(mention, mention.text),
  )
  return [...mentions, ...linkNegatedFlags(tokens, lexicon), ...typed, ...months, ...texts]
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= EARLIEST_YEAR && value <= LATEST_YEAR
}

const SAYS_WHEN: ReadonlySet<string> = new Set(['in', 'since', 'during', 'until'])

function saysWhen(token: QuestionToken | undefined): boolean {
  return token !== undefined && SAYS_WHEN.has(token.folded)
}

const FREQUENCIES: ReadonlyMap<string, number> = new Map([
  ['once', 1],
  ['twice', 2],
  ['thrice', 3],
])

/** "more than once" */
function linkFrequencies(tokens: readonly QuestionToken[]): Mention[] {
  return tokens.flatMap(({ folded }, start): Mention[] => {
    const value = FREQUENCIES.get(folded)
    return value === undefined ? [] : [{ kind: 'number', value, start, end: start + 1, score: 0.8 }]
  })
}

function linkNumbersAndPeriods(question: string, tokens: readonly QuestionToken[], now: Date): Mention[] {
  return findTypedValues(question, now).flatMap((typed): Mention[] => {
    const span = tokenSpan(tokens, typed.start, typed.end)
    if (span === null || isInsideQuotes(tokens[span.start]!, typed)) return []
    const period = (from: string, to: string, year: number | null): Mention => ({
      kind: 'period',
      from,
      to,
      year,
      ...span,
      score: 0.85,
    })
    switch (typed.kind) {
      case 'ordinal':
        return []
      case 'number':
      case 'percent':
        return [{ kind: 'number', value: typed.value, ...span, score: 0.8 }]
      case 'year':
        if (typed.value < EARLIEST_YEAR || typed.value > LATEST_YEAR)
          return [{ kind: 'number', value: typed.value, ...span, score: 0.8 }]
        return [
          period(`${typed.value}-01-01`, `${typed.value + 1}-01-01`, typed.value),
          { kind: 'number', value: typed.value, ...span, score: 0.75 },
        ]
      case 'date':
        return [period(typed.value, dayAfter(typed.value), null)]
      default:
        return [period(typed.from, dayAfter(typed.to), wholeYear(typed.from, typed.to))]
    }
  })
}

/** '1989-03-16 18:27:16' is one text, in which neither the day nor the 18 is meant alone. */
function isInsideQuotes(
  { kind, text }: QuestionToken,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return kind === 'quoted' && end - start < text.length
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

/** The year that a stretch of time is, if it is whole years. */
function wholeYear(from: string, to: string): number | null {
  return from.endsWith('-01-01') && to.endsWith('-12-31') ? Number(from.slice(0, 4)) : null
}

function linkQuotedTexts(tokens: readonly QuestionToken[]): Mention[] {
  return tokens.flatMap((token, index): Mention[] => {
    const isName = token.kind === 'word' && token.capitalized
    if (token.kind !== 'quoted' && !isName) return []
    const score = token.kind === 'quoted' ? 0.8 : 0.4
    return [
      {
        kind: 'text',
        text: token.text,
        quoted: token.kind === 'quoted',
        start: index,
        end: index + 1,
        score,
      },
    ]
  })
}

/** Tokens that a stretch of characters touches; null when it touches none. */
function tokenSpan(
  tokens: readonly QuestionToken[],
  start: number,
  end: number,
): { start: number; end: number } | null {
  const first = tokens.findIndex((token) => token.end > start && token.start < end)
  if (first < 0) return null
  let last = first
  while (last + 1 < tokens.length && tokens[last + 1]!.start < end) last++
  return { start: first, end: last + 1 }
}
