import type { Random } from '../../base/random.ts'
import type { Query } from '../../sql/ast.ts'
import type { SynthesisContext } from '../grammar/synthesis-context.ts'
import type { Meaning } from './meaning/meaning.ts'
import { readMeaning } from './meaning/read-meaning.ts'
import { type Speech, Unsayable } from './phrasing/forms.ts'
import { groupQuestion } from './phrasing/group-question.ts'
import { listQuestion } from './phrasing/list-question.ts'
import { measureQuestion } from './phrasing/measure-question.ts'
import { averageQuestion, firstPerGroupQuestion, setQuestion } from './phrasing/other-questions.ts'

// A question that needs more words than this is asked by nobody.
const LONGEST_WORDS = 32
const ATTEMPTS_PER_QUESTION = 4

/**
 * Up to `count` questions that say what the query does, each in other words; none when it cannot be said well.
 * The first is the one to show. The same random state gives the same questions.
 */
export function verbalizeQuery(
  query: Query,
  context: SynthesisContext,
  random: Random,
  count: number,
): readonly string[] {
  const meaning = readMeaning(query, context.lexicon)
  if (meaning === undefined) return []
  const questions = new Set<string>()
  for (let attempt = 0; attempt < count * ATTEMPTS_PER_QUESTION && questions.size < count; attempt++) {
    const question = phraseMeaning(meaning, { random })
    if (question !== undefined) questions.add(question)
  }
  return [...questions]
}

function phraseMeaning(meaning: Meaning, speech: Speech): string | undefined {
  try {
    const question = tidy(ask(meaning, speech))
    return question.split(' ').length > LONGEST_WORDS ? undefined : question
  } catch (error) {
    if (error instanceof Unsayable) return undefined
    throw error
  }
}

function ask(meaning: Meaning, speech: Speech): string {
  switch (meaning.kind) {
    case 'list':
      return listQuestion(meaning, speech)
    case 'measure':
      return measureQuestion(meaning, speech)
    case 'group':
      return groupQuestion(meaning, speech)
    case 'set':
      return setQuestion(meaning, speech)
    case 'average-of-groups':
      return averageQuestion(meaning, speech)
    case 'first-per-group':
      return firstPerGroupQuestion(meaning, speech)
  }
}

function tidy(text: string): string {
  if (text.includes('{their}')) throw new Unsayable('their or its')
  return text.replace(/\s+/g, ' ').trim()
}
