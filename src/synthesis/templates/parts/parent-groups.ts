import type { KeyWords } from '../../verbalizer/lexicon/key-words.ts'
import { sayCount } from '../../verbalizer/lexicon/sayable-value.ts'
import type { Filling } from '../template.ts'
import { keyWords } from '../wording/key-words.ts'
import { type GroupParts, grouped } from './group-query.ts'
import { isNamed, measuresOf } from './pick-parts.ts'
import { identity, type Joined, joinParents, namesOf } from './seats.ts'

export const isAsked = ({ parent }: KeyWords): boolean => isNamed(parent)
export const isMeasuredChild = (key: KeyWords): boolean => isAsked(key) && measuresOf(key.child).length > 0

/** One line for each parent that has children. */
export function ofParents(key: KeyWords, parts: (joined: Joined) => Partial<GroupParts>): Filling {
  const joined = joinParents(key.child, [key])
  const [parent] = joined.parents
  return {
    query: grouped({
      from: joined.from,
      groupBy: identity(parent!, key),
      named: namesOf(parent!),
      ...parts(joined),
    }),
    words: keyWords(key),
  }
}

export function withNumber({ query: tree, words }: Filling, number: number): Filling {
  return { query: tree, words: { ...words, number: sayCount(number) } }
}
