import { stemWord } from '../../../../base/text.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { truthValue } from './truth-values.ts'

/** Part of the names of flags, and of what they are flags for no part. */
const MARKS: ReadonlySet<string> = new Set(
  ['is', 'has', 'was', 'are', 'flag', 'flg', 'ind', 'indicator', 'yn', 'bool', 'can'].map(stemWord),
)
const COPULAS: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being'])
const RELATIVES: ReadonlySet<string> = new Set(['who', 'that', 'which'])
const BETWEEN: ReadonlySet<string> = new Set(
  "not n't don't doesn't do does didn't aren't isn't still also currently now already never a an the both all".split(
    ' ',
  ),
)
const SURE_TABLE = 0.7

type ColumnMention = Extract<Mention, { kind: 'column' }>

/**
 * "charter schools", "patients who smoke", "which of them are official": said of the rows, the name of a column of yes
 * and no is a condition, and nothing to show. Returns all mentions, those that are conditions as values.
 */
export function linkFlags(tokens: readonly QuestionToken[], mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention): Mention => {
    if (mention.kind !== 'column' || mention.isAligned === true) return mention
    const value = truthValue(mention.column, true)
    if (value === null || !saysAll(mention, tokens)) return mention
    if (!isSaidOfRows(mention, tokens, mentions)) return mention
    const { column, start } = mention
    const end = endOfObject(mention, mentions)
    const said = { kind: 'value', column, fromKnowledge: false, end, score: 0.95 } as const
    // "non-smokers"
    const denied = tokens[start - 1]?.folded === 'non' ? truthValue(column, false) : null
    return denied === null ? { ...said, value, start } : { ...said, value: denied, start: start - 1 }
  })
}

/** "accepting new patients" of a flag accepts_new: the patients are only what is accepted. */
function endOfObject({ column, end }: ColumnMention, mentions: readonly Mention[]): number {
  if (flagStems(column).length < 2) return end
  const object = mentions.find(
    (other) => other.kind === 'table' && other.start === end && other.table.table !== column.table,
  )
  return object?.end ?? end
}

/** Every word of the flag's name that is more than a mark of flags. */
function saysAll({ column, start, end }: ColumnMention, tokens: readonly QuestionToken[]): boolean {
  const said = tokens.slice(start, end).map(({ stem }) => stem)
  const meant = flagStems(column)
  return meant.length > 0 && meant.length <= said.length
}

function flagStems({ ownStems }: ColumnEntry): readonly string[] {
  return ownStems.filter((stem) => !MARKS.has(stem))
}

function isSaidOfRows(
  mention: ColumnMention,
  tokens: readonly QuestionToken[],
  mentions: readonly Mention[],
): boolean {
  return (
    standsBeforeTable(mention, tokens, mentions) ||
    isPredicate(mention, tokens) ||
    followsTable(mention, tokens, mentions) ||
    isNoun(mention, tokens)
  )
}

/** "the active customers", "official language" */
function standsBeforeTable(
  { column, end }: ColumnMention,
  tokens: readonly QuestionToken[],
  mentions: readonly Mention[],
): boolean {
  // One more adjective may stand between.
  const starts = tokens[end]?.kind === 'word' ? [end, end + 1] : []
  return mentions.some(
    (other) =>
      other.kind === 'table' &&
      other.table.table === column.table &&
      other.score >= SURE_TABLE &&
      (other.start === starts[0] ||
        (other.start === starts[1] &&
          mentions.some(({ kind, start }) => kind === 'value' && start === starts[0]))),
  )
}

/** "who smoke", "that are not official", "which schools are magnets" */
function isPredicate({ start }: ColumnMention, tokens: readonly QuestionToken[]): boolean {
  let before = start - 1
  while (before >= 0 && BETWEEN.has(tokens[before]!.folded.replace('’', "'"))) before--
  const lead = tokens[before]?.folded ?? ''
  if (RELATIVES.has(lead)) return before > 0 && start - before >= 1 && lead !== 'which'
  return COPULAS.has(lead) && before > 0 && tokens[before - 1]!.folded !== 'what'
}

/** "doctors accepting …" */
function followsTable(
  { column, start }: ColumnMention,
  tokens: readonly QuestionToken[],
  mentions: readonly Mention[],
): boolean {
  if (!/(?:ing|ed)$/.test(tokens[start]!.folded)) return false
  let before = start
  while (before > 0 && BETWEEN.has(tokens[before - 1]!.folded)) before--
  return mentions.some(
    (other) => other.kind === 'table' && other.table.table === column.table && other.end === before,
  )
}

/** "how many smokers": in the plural it stands for those that it is said of. */
function isNoun({ column, start, end }: ColumnMention, tokens: readonly QuestionToken[]): boolean {
  const word = tokens[end - 1]!.folded
  return end - start === 1 && /[^s]s$/.test(word) && !column.column.toLowerCase().endsWith('s')
}
