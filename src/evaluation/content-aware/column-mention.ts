import { identifierWords, stemWord } from '../../base/text.ts'
import type { Place, QuestionText } from './question-text.ts'

/** What a column may be called in a question. */
export interface ColumnNames {
  /** As stored, and as people call it where somebody wrote that down. */
  readonly column: readonly string[]
  readonly table: readonly string[]
}

/** Words that tell no column from another where its name has others. */
const GENERIC = new Set(
  'id name code type number no num of the in for by at on to and is has first last value details description text title'
    .split(' ')
    .map(stemWord),
)
/** Of a column that just names its row. */
const PLAIN_NAMES = new Set('id name title code number no num first last'.split(' ').map(stemWord))
/** A part of a name that is as long may be an abbreviation: "dept", "stu". */
const SHORTEST_ABBREVIATION = 3
const SHORTEST_PART = 4

/**
 * Whether a question names a column: one of the words that tell it from others stands there, but for endings, and
 * outside `value`, which is what the column is compared with. A word of the table's name tells nothing, unless the
 * column is just its name or number: "the song Flash" names song.title.
 */
export function namesColumn(question: QuestionText, names: ColumnNames, value?: Place): boolean {
  const words = question.words.filter(
    ({ start, end }) => value === undefined || end <= value.start || start >= value.end,
  )
  const stems = new Set(words.map(({ stem }) => stem))
  const tableStems = new Set(names.table.flatMap(identifierWords).map(stemWord))
  return names.column.some((name) => {
    const parts = identifierWords(name)
    const own = parts.filter((part) => !tableStems.has(stemWord(part)))
    const telling = own.filter((part) => !GENERIC.has(stemWord(part)))
    const isPlainName = own.every((part) => PLAIN_NAMES.has(stemWord(part)))
    if (isPlainName && [...tableStems].some((stem) => !GENERIC.has(stem) && stems.has(stem))) return true
    const wanted = telling.length > 0 ? telling : own.length > 0 ? own : parts
    return (
      wanted.some((part) => stems.has(stemWord(part)) || isPartOf(part, words)) ||
      isJoined(parts.join(''), words)
    )
  })
}

/** "stu" begins "student"; "pettype" ends with "type". */
function isPartOf(part: string, words: readonly { readonly folded: string }[]): boolean {
  if (part.length < SHORTEST_ABBREVIATION) return false
  return words.some(
    ({ folded }) =>
      (folded.startsWith(part) && folded.length > part.length && part.length <= 4) ||
      (folded.length >= SHORTEST_PART &&
        part.length > folded.length + 1 &&
        !GENERIC_WRITTEN.has(folded) &&
        (part.startsWith(folded) || part.endsWith(folded))),
  )
}

const GENERIC_WRITTEN = new Set(['name', 'code', 'number', 'first', 'last'])

/** "home town" for "hometown". */
function isJoined(name: string, words: readonly { readonly folded: string }[]): boolean {
  return words.some(({ folded }, at) => {
    let joined = folded
    for (let next = at + 1; joined.length < name.length && next < words.length; next++) {
      joined += words[next]!.folded
      if (joined === name) return true
    }
    return joined === name
  })
}
