import type { Mention } from '../linking/mention.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'

const STRONG = 0.7

/** The stems of a question, and its phrases of up to three words in which names and values are only said to be such. */
export function questionPhrases(
  tokens: readonly QuestionToken[],
  mentions: readonly Mention[],
): { readonly words: ReadonlySet<string>; readonly phrases: ReadonlySet<string> } {
  const words = new Set(tokens.filter(({ kind }) => kind === 'word').map(({ stem }) => stem))
  const masked = ['<', ...maskMentions(tokens, mentions), '>']
  const phrases = new Set<string>([''])
  for (const word of words) phrases.add(`w ${word}`)
  for (let start = 0; start < masked.length; start++) {
    for (let length = 1; length <= 3; length++) {
      if (start + length <= masked.length) phrases.add(masked.slice(start, start + length).join(' '))
    }
  }
  return { words, phrases }
}

/** "name of singers from France" -> COLUMN of TABLE from VALUE. */
function maskMentions(tokens: readonly QuestionToken[], mentions: readonly Mention[]): string[] {
  const masked: string[] = []
  let position = 0
  while (position < tokens.length) {
    const token = tokens[position]!
    const longest = longestMention(mentions, position)
    if (token.kind === 'number') masked.push('NUMBER')
    else if (token.kind === 'quoted') masked.push('QUOTED')
    else if (longest !== null && !STOP_WORDS.has(token.folded)) {
      masked.push(longest.kind.toUpperCase())
      position = longest.end
      continue
    } else masked.push(token.stem)
    position++
  }
  return masked
}

function longestMention(mentions: readonly Mention[], position: number): Mention | null {
  let longest: Mention | null = null
  for (const mention of mentions) {
    if (mention.start !== position || mention.score < STRONG || mention.kind === 'text') continue
    if (
      longest === null ||
      mention.end > longest.end ||
      (mention.end === longest.end && mention.score > longest.score)
    )
      longest = mention
  }
  return longest
}
