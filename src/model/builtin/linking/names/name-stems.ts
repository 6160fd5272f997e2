import { identifierWords, stemWord } from '../../../../base/text.ts'
import { COMMON_NAME_WORDS } from '../words/english.ts'
import { ABBREVIATIONS, LAST_ABBREVIATIONS } from './abbreviations.ts'

/** The words that glued names of a schema may be made of: those of its own names and common ones. */
export function schemaVocabulary(names: readonly string[]): ReadonlySet<string> {
  const vocabulary = new Set(COMMON_NAME_WORDS)
  for (const name of names) {
    for (const word of identifierWords(name)) if (word.length > 3) vocabulary.add(word)
  }
  return vocabulary
}

/** Stems of the words of a table's or column's name, abbreviations written out and glued words cut. */
export function nameStems(name: string, vocabulary: ReadonlySet<string>): string[] {
  // "LName" is one abbreviation, not the letter L and a name.
  const whole = ABBREVIATIONS.has(name.toLowerCase()) ? [name.toLowerCase()] : identifierWords(name)
  return whole
    .flatMap((word, place) => {
      const isLast = place > 0 && place === whole.length - 1
      return (isLast ? LAST_ABBREVIATIONS.get(word)?.split(' ') : undefined) ?? expandWord(word, vocabulary)
    })
    .filter((word) => word !== '' && word !== 'of' && word !== 'the')
    .map(stemWord)
}

function expandWord(word: string, vocabulary: ReadonlySet<string>): string[] {
  const expansion = ABBREVIATIONS.get(word)
  if (expansion !== undefined) return expansion.split(' ')
  if (vocabulary.has(word) && COMMON_NAME_WORDS.has(word)) return [word]
  return splitGluedWord(word, vocabulary) ?? [word]
}

const WORDS_LIKE_KEYS = new Set(
  'paid said void bid kid aid raid maid laid acid avid arid mid grid rapid solid valid rid did hid amid piano rhino'.split(
    ' ',
  ),
)

/** "birthdate" -> birth date; "stuid" -> stu id. Null when the word is not made of known words. */
function splitGluedWord(word: string, vocabulary: ReadonlySet<string>): string[] | null {
  const short = /^([a-z]{1,3})(id|no|name|code)$/.exec(word)
  // "eid", "flno", "gname": letters of the table before what every table has.
  if (short !== null && !WORDS_LIKE_KEYS.has(word) && !COMMON_NAME_WORDS.has(word)) {
    return [short[1]!, short[2] === 'no' ? 'number' : short[2]!]
  }
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return null
  for (let cut = word.length - 2; cut >= 2; cut--) {
    const head = word.slice(0, cut)
    const tail = word.slice(cut)
    if (!COMMON_NAME_WORDS.has(tail) || (tail.length < 4 && tail !== 'id' && tail !== 'age')) continue
    if (vocabulary.has(head) && head.length >= 3) return [head, tail]
    const expansion = ABBREVIATIONS.get(head)
    if (expansion !== undefined && head.length >= 2) return [...expansion.split(' '), tail]
    if (tail === 'name' && head.length === 1) return [head, tail]
  }
  // "trackid" in a table with no separate word "track": the ending says enough.
  if (word.endsWith('id') && word.length > 4 && vocabulary.has(word.slice(0, -2)))
    return [word.slice(0, -2), 'id']
  return null
}
