import { stemWord } from '../../../../base/text.ts'
import type { ColumnEntry } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

/** Where something begins, or where it ends. */
type Direction = 'from' | 'to'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))

const NAMES: Readonly<Record<Direction, ReadonlySet<string>>> = {
  from: stems('source src origin departure depart start from sender'),
  to: stems('destination dest arrival arrive end to target receiver'),
}
const SAID: Readonly<Record<Direction, ReadonlySet<string>>> = {
  from: stems('from leave leaving depart departing departure originate starting source origin'),
  to: stems('to arrive arriving arrival land landing destination reach into towards'),
}

/** What a key's name says of the row that it leads to: source_airport is where a flight begins. */
export function keyDirection(key: ColumnEntry): Direction | null {
  if (key.stems.some((stem) => NAMES.from.has(stem))) return 'from'
  return key.stems.some((stem) => NAMES.to.has(stem)) ? 'to' : null
}

export function saidDirection({ stem }: QuestionToken): Direction | null {
  if (SAID.from.has(stem)) return 'from'
  return SAID.to.has(stem) ? 'to' : null
}

/** Whether the words of a question speak of the direction, prepositions aside: they may belong to anything. */
export function isDirectionSaid(direction: Direction, said: ReadonlySet<string>): boolean {
  return [...SAID[direction]].some((stem) => stem !== 'from' && stem !== 'to' && said.has(stem))
}
