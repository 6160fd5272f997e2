import { foldText } from '../../../../base/text.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

const LONGEST_ELEMENT = 4
const LONGEST_TEXT = 30
/** Of the frequent values at least this share are lists. */
const LEAST_LISTS = 0.4

/**
 * "films with trailers" where 'Trailers,Commentaries' is stored: what stands in lists is held by a value, and equal to
 * few. Returns all mentions, with those of list elements in the place of equal values.
 */
export function linkListed(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  mentions: readonly Mention[],
): Mention[] {
  const listed = lexicon.tables.flatMap(({ columns }) =>
    columns.flatMap((column) => {
      const elements = elementsOf(column)
      return elements.size === 0 ? [] : elementsIn(tokens, column, elements)
    }),
  )
  if (listed.length === 0) return [...mentions]
  const isEqual = (mention: Mention) =>
    mention.kind === 'value' &&
    listed.some(
      (part) => part.column === mention.column && part.start <= mention.start && part.end >= mention.end,
    )
  return [...mentions.filter((mention) => !isEqual(mention)), ...listed]
}

type ValueMention = Extract<Mention, { kind: 'value' }>

function elementsIn(
  tokens: readonly QuestionToken[],
  column: ColumnEntry,
  elements: ReadonlyMap<string, string>,
): ValueMention[] {
  return tokens.flatMap((_, start): ValueMention[] => {
    for (let end = Math.min(tokens.length, start + LONGEST_ELEMENT); end > start; end--) {
      const words = tokens.slice(start, end)
      if (words.some(({ kind }) => kind === 'comma' || kind === 'symbol')) continue
      const value = elements.get(words.map(({ folded }) => folded).join(' '))
      if (value === undefined) continue
      return [{ kind: 'value', column, value, fromKnowledge: false, isPart: true, start, end, score: 0.95 }]
    }
    return []
  })
}

const remembered = new WeakMap<ColumnEntry, ReadonlyMap<string, string>>()

/** The elements of a column of lists as they are stored, by their folded text; none of other columns. */
function elementsOf(column: ColumnEntry): ReadonlyMap<string, string> {
  const known = remembered.get(column)
  if (known !== undefined) return known
  const elements = new Map<string, string>()
  remembered.set(column, elements)
  if (!column.isText || column.isKey || column.isForeignKey) return elements
  const values = (column.profile?.frequentValues ?? []).flatMap(({ value }) =>
    typeof value === 'string' ? [value.split(/\s*[,;|]\s*/).filter((text) => text !== '')] : [],
  )
  const lists = values.filter((parts) => parts.length > 1)
  if (lists.length < 2 || lists.length < LEAST_LISTS * values.length) return elements
  const times = new Map<string, number>()
  for (const part of values.flat()) times.set(part, (times.get(part) ?? 0) + 1)
  // Sentences and addresses have commas, too, and say something else each time.
  const repeated = [...times].filter(([part, count]) => count > 1 && part.length <= LONGEST_TEXT)
  if (repeated.length < 0.5 * times.size) return elements
  for (const [part] of repeated) elements.set(foldText(part), part)
  return elements
}
