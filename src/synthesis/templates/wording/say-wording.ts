import type { Random } from '../../../base/random.ts'
import { Unsayable } from '../../verbalizer/phrasing/forms.ts'
import { type Filling, type Template, Unfit } from '../template.ts'

// A question that needs more words than this is asked by nobody.
const LONGEST_WORDS = 40

/** At most `count` questions, each in another wording of the template, in random order. */
export function sayWordings(
  { wordings }: Template,
  filling: Filling,
  random: Random,
  count: number,
): readonly string[] {
  const questions = new Set<string>()
  for (const wording of random.shuffle([...wordings])) {
    if (questions.size >= count) break
    const question = sayWording(wording, filling, random)
    if (question !== undefined) questions.add(question)
  }
  return [...questions]
}

function sayWording(wording: string, { words }: Filling, random: Random): string | undefined {
  const parts = wording.split(/\{(\w+)\}/)
  const said: string[] = []
  for (const [place, part] of parts.entries()) {
    const text = place % 2 === 0 ? part : sayWord(words[part], random)
    if (text === undefined) return undefined
    said.push(text)
  }
  const question = said.join('').replace(/\s+/g, ' ').trim()
  if (question.split(' ').length > LONGEST_WORDS || question.includes('{')) return undefined
  return question.charAt(0).toUpperCase() + question.slice(1)
}

function sayWord(word: Filling['words'][string], random: Random): string | undefined {
  if (typeof word !== 'function') return word
  try {
    return word({ random })
  } catch (error) {
    if (error instanceof Unsayable || error instanceof Unfit) return undefined
    throw error
  }
}
