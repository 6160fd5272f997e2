import { foldText } from '../../../../base/text.ts'
import type { ValueMatch } from '../../../../values/value-index.ts'
import { STOP_WORDS } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { aliasesOf, isPlaceAdjective } from './value-aliases.ts'

/** "German" says Germany as surely as the name itself, but for those that store the adjective. */
const OF_ADJECTIVE = 0.93
/** A single word that is spelt otherwise and less alike is another word: "Asian" and 'Astana'. */
const LIKE_ENOUGH = 0.7
const LONGEST_CODE = 3

/** Of the values that were found for some words of a question, those that the words may mean, with what they are worth. */
export function trustedMatches(
  words: readonly QuestionToken[],
  text: string,
  matches: readonly ValueMatch[],
): readonly ValueMatch[] {
  if (words.length === 1 && words[0]!.kind === 'quoted') return matches
  const said = foldText(text)
  const kept = matches.filter(({ value }) => !isMeantOtherwise(words, value))
  const aliases = new Set(aliasesOf(said).map(foldText))
  const isAlias = ({ value }: ValueMatch) => aliases.has(foldText(value))
  if (isPlaceAdjective(said) && kept.some(isAlias)) {
    // Where Spanish is stored as it is said, Spain is the second thought.
    const isStored = kept.some(({ value }) => foldText(value) === said)
    const worth = ({ score }: ValueMatch) => (isStored ? score : Math.max(score, OF_ADJECTIVE))
    return kept
      .filter((match) => isAlias(match) || holds(match, said))
      .map((match) => (isAlias(match) ? { ...match, score: worth(match) } : match))
  }
  return words.length > 1
    ? kept
    : kept.filter(
        (match) =>
          match.score >= LIKE_ENOUGH ||
          isAlias(match) ||
          holds(match, said) ||
          /[\s-]/.test(match.value.trim()),
      )
}

function holds({ value }: ValueMatch, said: string): boolean {
  return foldText(value).includes(said)
}

/** Words that only join others, in any case of theirs: "countries per continent" has nothing to do with the code PER. */
const JOINING: ReadonlySet<string> = new Set(
  'per by via plus over under than but nor yet off upon amid among max min avg sum num old new top few own last next'.split(
    ' ',
  ),
)

/** Such a word in lower case means neither a code nor what is abbreviated so. */
function isMeantOtherwise(words: readonly QuestionToken[], value: string): boolean {
  const [word] = words
  if (words.length !== 1 || word === undefined || !/^\p{Ll}/u.test(word.text)) return false
  if (!JOINING.has(word.folded) && !STOP_WORDS.has(word.folded)) return false
  const isCode = value.length <= LONGEST_CODE && /^[\p{Lu}\d]+$/u.test(value)
  return isCode || foldText(value) !== word.folded
}
