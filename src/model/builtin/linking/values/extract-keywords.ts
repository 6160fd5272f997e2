import type { ColumnName } from '../../../../database/schema.ts'
import type { ValueMatch } from '../../../../values/value-index.ts'
import type { Keyword, KeywordsRequest } from '../../../model.ts'
import { cuesAt } from '../../parsing/cues.ts'
import { linkNames } from '../names/link-names.ts'
import { schemaLexiconOf } from '../schema-lexicon.ts'
import { STOP_WORDS } from '../words/english.ts'
import { type QuestionToken, tokenizeQuestion } from '../words/question-tokens.ts'
import { variantsOf } from './propose-variants.ts'

const LONGEST_VALUE = 8
const MOST_KEYWORDS = 24
const LONGEST_VARIANT = 3
const VARIANTS_TRIED = 5

/**
 * The stretches of a question that may name stored values: what is quoted, what the data holds to the letter, what is
 * written with capitals, and words that no name of the schema explains.
 */
export function extractKeywords({ question, context }: KeywordsRequest): Keyword[] {
  const tokens = tokenizeQuestion(question)
  const names = linkNames(tokens, schemaLexiconOf(context.survey)).filter((mention) => mention.score >= 0.8)
  const spans: { start: number; end: number; columns: readonly ColumnName[] }[] = []
  const isCovered = (start: number, end: number) =>
    spans.some((span) => span.start <= start && span.end >= end)

  tokens.forEach((token, index) => {
    if (token.kind === 'quoted') spans.push({ start: index, end: index + 1, columns: [] })
  })
  for (let length = Math.min(LONGEST_VALUE, tokens.length); length >= 1; length--) {
    for (let start = 0; start + length <= tokens.length; start++) {
      const end = start + length
      if (isCovered(start, end) || !mayBeValue(tokens.slice(start, end))) continue
      const text = textOf(question, tokens, start, end)
      const exact = context.values.findExact(text, { limit: 20 })
      const matches = exact.length > 0 ? exact : findVariant(text, tokens.slice(start, end), context)
      if (matches.length === 0) continue
      const columns = matches.map(({ table, column }) => ({ table, column }))
      spans.push({ start, end, columns })
    }
  }
  const isName = (start: number, end: number) => names.some((name) => name.start <= start && name.end >= end)
  for (const { start, end } of capitalizedRuns(tokens)) {
    if (!isCovered(start, end) && !(isName(start, end) && end - start === 1))
      spans.push({ start, end, columns: [] })
  }
  tokens.forEach((token, index) => {
    const isContent = token.kind === 'word' && !STOP_WORDS.has(token.folded) && token.folded.length > 1
    if (!isContent || cuesAt(tokens, index).length > 0) return
    if (!isCovered(index, index + 1) && !isName(index, index + 1))
      spans.push({ start: index, end: index + 1, columns: [] })
  })
  return spans.slice(0, MOST_KEYWORDS).map(({ start, end, columns }) => ({
    text: textOf(question, tokens, start, end),
    start: tokens[start]!.start,
    end: tokens[end - 1]!.end,
    table: columns[0]?.table ?? null,
    columns,
  }))
}

/** "account managers" where "Acct. Mgr" is stored. */
function findVariant(
  text: string,
  tokens: readonly QuestionToken[],
  { values }: KeywordsRequest['context'],
): ValueMatch[] {
  if (tokens.length < 2 || tokens.length > LONGEST_VARIANT) return []
  if (!tokens.every(({ kind, folded }) => kind === 'word' && !STOP_WORDS.has(folded))) return []
  for (const variant of variantsOf(text).slice(0, VARIANTS_TRIED)) {
    const matches = values.findExact(variant, { limit: 20 })
    if (matches.length > 0) return [...matches]
  }
  return []
}

function mayBeValue(tokens: readonly QuestionToken[]): boolean {
  const [first, last] = [tokens[0]!, tokens.at(-1)!]
  if (tokens.some((token) => token.kind === 'comma' && tokens.length < 3)) return false
  if (first.kind === 'comma' || last.kind === 'comma') return false
  if (tokens.length === 1) {
    return (
      first.kind === 'quoted' ||
      first.kind === 'number' ||
      !STOP_WORDS.has(first.folded) ||
      (first.capitalized && first.text.length > 1)
    )
  }
  return tokens.some((token) => token.kind !== 'word' || !STOP_WORDS.has(token.folded))
}

function capitalizedRuns(tokens: readonly QuestionToken[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = []
  let start = -1
  for (let index = 0; index <= tokens.length; index++) {
    const token = tokens[index]
    const isPart = token?.capitalized === true && token.kind === 'word'
    if (isPart && start < 0) start = index
    if (!isPart && start >= 0) {
      runs.push({ start, end: index })
      start = -1
    }
  }
  return runs
}

function textOf(question: string, tokens: readonly QuestionToken[], start: number, end: number): string {
  if (end === start + 1) return tokens[start]!.text
  return question.slice(tokens[start]!.start, tokens[end - 1]!.end)
}
