import { stemWord } from '../../../base/text.ts'
import type { Mention } from './mention.ts'
import type { QuestionToken } from './question-tokens.ts'
import type { SchemaLexicon } from './schema-lexicon.ts'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))

const WORKERS = stems('staff employee worker personnel')
const PEOPLE = new Set([
  ...WORKERS,
  ...stems(
    'customer client student pupil teacher instructor member player person people user patient doctor',
  ),
  ...stems('driver passenger guest visitor author artist actor candidate participant'),
])
const SAID_OF_PEOPLE = stems('people persons somebody anybody')
const SAID_OF_WORKERS = stems('works working employed earns earner earners')
/** What those are called who work somewhere, where the database knows them as staff only. */
const JOBS = stems(
  'instructor teacher agent clerk representative rep assistant seller salesperson salespeople salesman adviser advisor',
)
const KNOWN = 0.7

/** "people", and what only people do, where a table holds such people: "who works in Dublin" speaks of staff. */
export function linkPeople(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  known: readonly Mention[],
): Mention[] {
  const speaksOfWork = tokens.some(({ stem }) => SAID_OF_WORKERS.has(stem))
  return tokens.flatMap(({ kind, stem }, start): Mention[] => {
    const isOfPeople = SAID_OF_PEOPLE.has(stem) && !speaksOfWork
    const isOfWorkers = SAID_OF_WORKERS.has(stem) || SAID_OF_PEOPLE.has(stem) || JOBS.has(stem)
    const kinds = isOfPeople ? PEOPLE : isOfWorkers ? WORKERS : null
    if (kind !== 'word' || kinds === null) return []
    const isKnown = known.some(
      (mention) => mention.start <= start && mention.end > start && mention.score >= KNOWN,
    )
    if (isKnown) return []
    return lexicon.tables
      .filter(({ stems: name, isView }) => !isView && name.length === 1 && kinds.has(name[0]!))
      .slice(0, 2)
      .map((table) => ({ kind: 'table', table, start, end: start + 1, score: 0.55 }))
  })
}
