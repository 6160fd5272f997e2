import { type QuestionToken, startsSentence } from '../linking/words/question-tokens.ts'
import { isOneEditApart } from '../linking/words/spelling.ts'
import type { Aggregate, CalendarUnit, ComparisonOperator } from '../sketch/sketch.ts'
import { DEGREE_WORDS, type DegreeWords } from './degrees.ts'

/** What a word or phrase says about the query's shape, whatever the database. */
export type Cue =
  | { readonly kind: 'count' }
  | { readonly kind: 'how-much' }
  /** "how tall": an entry of DEGREES is asked for. */
  | { readonly kind: 'how-degree'; readonly concept: string }
  | { readonly kind: 'aggregate'; readonly aggregate: Aggregate }
  /** `concept` names an entry of DEGREES: the oldest is the one of greatest age. */
  | {
      readonly kind: 'superlative'
      readonly direction: 'asc' | 'desc'
      readonly concept?: string
      readonly byCount?: boolean
    }
  | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly concept?: string }
  /** "or more" after a number. */
  | { readonly kind: 'bound'; readonly operator: '<=' | '>=' }
  /** "the third largest". */
  | { readonly kind: 'ordinal'; readonly rank: number }
  | { readonly kind: 'share' }
  | { readonly kind: 'between' }
  /** "out of stock": there is nothing of it. */
  | { readonly kind: 'none-of' }
  | { readonly kind: 'pattern'; readonly shape: 'contains' | 'starts' | 'ends' }
  | { readonly kind: 'each' }
  | { readonly kind: 'by' }
  | { readonly kind: 'order' }
  /** `concept` names an adjective of degree: "cheapest first". */
  | { readonly kind: 'direction'; readonly direction: 'asc' | 'desc'; readonly concept?: string }
  | { readonly kind: 'not' }
  | { readonly kind: 'but-not' }
  | { readonly kind: 'and' }
  | { readonly kind: 'or' }
  | { readonly kind: 'both' }
  | { readonly kind: 'distinct' }
  | { readonly kind: 'restrict' }
  | { readonly kind: 'of' }
  | { readonly kind: 'also' }
  /** A colon or a dash: what follows is asked for. */
  | { readonly kind: 'list' }
  | { readonly kind: 'where'; readonly concept: 'place' | 'recency' }
  /** "Who …" asks for people, whatever columns restrict them. */
  | { readonly kind: 'who' }
  | { readonly kind: 'null' }
  /** What a number counts; it tells which column is meant, and in which unit. */
  /** A stretch of the calendar to group by. */
  | { readonly kind: 'calendar'; readonly unit: CalendarUnit; readonly isGroup: boolean }
  | { readonly kind: 'unit'; readonly concept: string; readonly seconds?: number }

export interface CueMatch {
  /** Token positions; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly cue: Cue
}

const phrases = (cue: Cue, list = ''): [string, Cue][] =>
  list.split('|').flatMap((phrase): [string, Cue][] => (phrase === '' ? [] : [[phrase, cue]]))

const followedByFirst = (words: string | undefined) =>
  words
    ?.split('|')
    .filter((phrase) => !NOT_BEFORE_FIRST.has(phrase))
    .map((phrase) => `${phrase} first`)
    .join('|')
const NOT_BEFORE_FIRST: ReadonlySet<string> = new Set(['last', 'first', 'recent', 'recently'])

/** What each adjective of degree says: "oldest" ranks by age, "older than" compares it, "how tall" asks for height. */
const DEGREE_CUES = Object.entries(DEGREE_WORDS).flatMap(
  ([concept, { most, least, more, less, how }]: [string, DegreeWords]) => [
    ...phrases({ kind: 'superlative', direction: 'desc', concept }, most),
    ...phrases({ kind: 'superlative', direction: 'asc', concept }, least),
    ...phrases({ kind: 'comparison', operator: '>', concept }, more),
    ...phrases({ kind: 'comparison', operator: '<', concept }, less),
    ...phrases({ kind: 'how-degree', concept }, how),
    ...phrases({ kind: 'direction', direction: 'desc', concept }, followedByFirst(most)),
    ...phrases({ kind: 'direction', direction: 'asc', concept }, followedByFirst(least)),
  ],
)

const CUES: readonly [string, Cue][] = [
  ...DEGREE_CUES,
  ...phrases(
    { kind: 'count' },
    'how many|number of|the number of|total number of|count of|count|count the number of|amount of different|how often|how many times|number of times|how many different',
  ),
  ...phrases({ kind: 'how-much' }, 'how much'),
  ...phrases({ kind: 'aggregate', aggregate: 'avg' }, 'average|mean|avg|on average|averaged'),
  ...phrases(
    { kind: 'aggregate', aggregate: 'sum' },
    'add up|add up all|total|total of|sum|sum of|in total|overall|combined|altogether|total amount of|sum up|how much total',
  ),
  ...phrases({ kind: 'aggregate', aggregate: 'max' }, 'maximum|max'),
  ...phrases({ kind: 'aggregate', aggregate: 'min' }, 'minimum|min'),
  ...phrases(
    { kind: 'superlative', direction: 'desc' },
    'highest|greatest|top|most|best|the most|largest number of|greatest number of|highest number of|most number of|maximum number of|biggest number of|the largest number of',
  ),
  ...phrases(
    { kind: 'superlative', direction: 'asc' },
    'lowest|least|fewest|worst|bottom|smallest number of|lowest number of|least number of|fewest number of|minimum number of',
  ),
  ...phrases(
    { kind: 'superlative', direction: 'desc', byCount: true },
    'most common|most frequent|most popular|busiest|most active|most visited|most frequently|most commonly|most often|most used|most commonly used|most frequently used',
  ),
  ...phrases(
    { kind: 'superlative', direction: 'asc', byCount: true },
    'least common|least frequent|least popular|least active|quietest|least often|least commonly|rarest|least used',
  ),
  ...phrases(
    { kind: 'comparison', operator: '>' },
    'more than|greater than|larger than|higher than|bigger than|over|above|exceeding|exceeds|exceed|bigger|greater|higher|larger|more|>|longer than|in excess of|upwards of',
  ),
  ...phrases(
    { kind: 'comparison', operator: '<' },
    'less than|fewer than|lower than|smaller than|below|under|less|fewer|lower|smaller|<|shorter than',
  ),
  ...phrases(
    { kind: 'comparison', operator: '>=' },
    'at least|no less than|not less than|no fewer than|minimum of|>=|a minimum of|greater than or equal to|higher than or equal to|larger than or equal to|more than or equal to|equal or more than|not below|starting from',
  ),
  ...phrases(
    { kind: 'comparison', operator: '<=' },
    'at most|no more than|not more than|up to|maximum of|<=|a maximum of|less than or equal to|lower than or equal to|smaller than or equal to|equal or less than|not above|not exceeding',
  ),
  ...phrases(
    { kind: 'comparison', operator: '=' },
    'exactly|equal to|equals|equal|=|==|is exactly|precisely',
  ),
  ...phrases(
    { kind: 'comparison', operator: '<>' },
    'not equal to|other than|different from|<>|!=|anything but',
  ),
  ...phrases({ kind: 'comparison', operator: '>=', concept: 'recency' }, 'since'),
  ...phrases({ kind: 'comparison', operator: '<=', concept: 'recency' }, 'until|by the end of'),
  ...phrases(
    { kind: 'bound', operator: '>=' },
    'or more|or above|or over|or higher|or greater|or later|and later|or newer|onwards|onward|and onwards|and above|and over|or older|and up',
  ),
  ...phrases(
    { kind: 'bound', operator: '<=' },
    'or less|or fewer|or below|or under|or lower|or earlier|and earlier|and below|or younger',
  ),
  ...phrases({ kind: 'ordinal', rank: 2 }, 'second|2nd'),
  ...phrases({ kind: 'ordinal', rank: 3 }, 'third|3rd'),
  ...phrases({ kind: 'ordinal', rank: 4 }, 'fourth|4th'),
  ...phrases({ kind: 'ordinal', rank: 5 }, 'fifth|5th'),
  ...phrases({ kind: 'ordinal', rank: 10 }, 'tenth|10th'),
  ...phrases(
    { kind: 'share' },
    'share of|percentage of|percent of|proportion of|fraction of|what percentage of|what share of|what proportion of|what percent of|what fraction of|the share of|the percentage of|the proportion of',
  ),
  ...phrases({ kind: 'none-of' }, 'out of|run out of|ran out of'),
  ...phrases({ kind: 'between' }, 'between|ranging from|in the range of|in the range|in the range from'),
  ...phrases(
    { kind: 'pattern', shape: 'contains' },
    'the letter|the letters|contains|containing|contain|contains the word|containing the word|contain the word|contains the letter|containing the letter|contain the letter|includes the word|including the word|has the substring|have the substring|with the substring|has the word|have the word|with the word|the phrase|the substring|like|with the letter|including|includes the letter|include the letter|including the letter|includes the substring|includes the string|include the substring|contains the substring|contain the substring|containing the substring|contains the string|containing the string|contain the string|contains the phrase|containing the phrase|contain the phrase|includes|include|has the letter|have the letter|has the string|have the string|that contain',
  ),
  ...phrases(
    { kind: 'pattern', shape: 'starts' },
    'starts with|starting with|start with|begins with|beginning with|begin with|starts with the letter|starting with the letter|start with the letter|begins with the letter|beginning with the letter|begin with the letter|start with letter|starts with letter|starting with letter|prefix|prefixed with',
  ),
  ...phrases(
    { kind: 'pattern', shape: 'ends' },
    'ends with|ending with|end with|ends in|ending in|ends with the letter|ending with the letter|end with the letter|suffix',
  ),
  ...phrases(
    { kind: 'each' },
    'for each|for every|per|of each|in each|from each|by each|at each|to each|on each|each|every|group by|grouped by|for each of|for all the different|for different|of every|in every|broken down by|split by|of different|in different|from different|across|for all',
  ),
  ...phrases({ kind: 'by' }, 'by'),
  ...phrases(
    { kind: 'order' },
    'first by|then by|and then by|lastly by|finally by|and lastly by|sort first by|sorted first by|ordered first by|sorted by|ordered by|order by|sort by|sorted|ordered|sort|order|in order of|in the order of|arranged by|ranked by|rank by|sorted in|ordered in|listed by|rank|listed in|list in',
  ),
  ...phrases(
    { kind: 'direction', direction: 'desc' },
    'descending|in descending order|in descending order of|descending order|descending order of|in decreasing order|decreasing order of|decreasing|in decreasing order of|highest first|largest first|biggest first|most first|from highest to lowest|from high to low|from most to least|from largest to smallest|from the highest to the lowest|from the oldest to the youngest|from oldest to youngest|from newest to oldest|in reverse alphabetical order|reverse alphabetical order|reverse alphabetical|from z to a|desc|from the most to the least|from the largest to the smallest|best first|in reverse order|highest to lowest|most to least|largest to smallest|descendingly|in desc order|in a descending order|in a descending order of',
  ),
  ...phrases(
    { kind: 'direction', direction: 'asc' },
    'ascending|in ascending order|in ascending order of|ascending order|ascending order of|in increasing order|increasing order of|increasing|in increasing order of|lowest first|smallest first|from lowest to highest|from low to high|from least to most|from smallest to largest|from the lowest to the highest|from youngest to oldest|from the youngest to the oldest|alphabetically|in alphabetical order|alphabetical order|in the alphabetical order|alphabetical|in alphabetical order of|alphabetic order|in alphabetic order|in alphabetical ascending order|from a to z|asc|lexicographically|in lexicographical order|in lexicographic order|lexicographical order|lowest to highest|least to most|smallest to largest|in chronological order|chronologically|in an ascending order|in alphabetically ascending order|in a ascending order',
  ),
  ...phrases(
    { kind: 'not' },
    "not|never|no|n't|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|cannot|can't|without|neither|nor|without any|do not have any|does not have any|did not have any|have no|has no|had no|contain no|contains no|do not have|does not have|did not have|don't have|doesn't have|do not|does not|did not|have not|has not|have never|has never|had never|are not|is not|were not|was not|non|lacking|lack|lacks|zero|free of|free from|nobody|no one|noone",
  ),
  ...phrases(
    { kind: 'but-not' },
    "but not|except|excluding|except for|other than those|apart from|but no|but do not|but does not|but did not|but never|but are not|but is not|but have not|but has not|and not|but do not have|but does not have|but did not have|but don't have|but have no|but has no",
  ),
  ...phrases({ kind: 'list' }, ':|—|–|-'),
  ...phrases({ kind: 'and' }, 'and|as well as|along with|together with|&|plus'),
  ...phrases({ kind: 'or' }, 'or'),
  ...phrases({ kind: 'both' }, 'both'),
  ...phrases(
    { kind: 'distinct' },
    'different|distinct|unique|all different|all distinct|without duplicates|without repetition',
  ),
  ...phrases(
    { kind: 'restrict' },
    'whose|who|that|which|where|with|having|has|have|had|gets|get|got|in|from|at|on|named|called|when|for|with a|with an|of type|within|during|located in|living in|live in|lives in|inside|while|if|made in|produced in|made by|written by|sung by|produced by|owned by|used by|taught by|directed by|bought by|placed by|sold by|handled by|issued by|to|through|via|into|under the',
  ),
  ...phrases({ kind: 'of' }, "of|belonging to|'s"),
  ...phrases(
    { kind: 'also' },
    'and their|and its|and his|and her|along with their|along with the|together with their|together with the|with their|together with its|with its|with his|with her|and the|as well as the|as well as their|and also|including their|and list their|and show their|and give their|what is their|what are their|what is its|list the|show the|find the|give the|return the|give their|show their|list their|along with its|and list the|and show the|what is the|what are the|and what is the|and what are the|give me their|tell me the|give me the|list both the|show both the',
  ),
  ...phrases(
    { kind: 'where', concept: 'place' },
    'where is|where are|where was|where were|where do|where does|where can',
  ),
  ...phrases(
    { kind: 'where', concept: 'recency' },
    'when did|when was|when were|when is|when does|and when|and on which date|and on what date|and on which day',
  ),
  ...phrases({ kind: 'who' }, 'who'),
  ...phrases({ kind: 'calendar', unit: 'year', isGroup: false }, 'year|years'),
  ...phrases({ kind: 'calendar', unit: 'month', isGroup: false }, 'month|months'),
  ...phrases({ kind: 'calendar', unit: 'day', isGroup: false }, 'day|days|date'),
  ...phrases({ kind: 'calendar', unit: 'year', isGroup: true }, 'yearly|annual|annually'),
  ...phrases({ kind: 'calendar', unit: 'month', isGroup: true }, 'monthly'),
  ...phrases({ kind: 'calendar', unit: 'day', isGroup: true }, 'daily'),
  ...phrases(
    { kind: 'unit', concept: 'price' },
    'dollars|dollar|usd|euros|euro|eur|bucks|$|€|£|chf|francs|cents|cent',
  ),
  ...phrases({ kind: 'unit', concept: 'length', seconds: 1 }, 'seconds|second|secs|sec'),
  ...phrases({ kind: 'unit', concept: 'length', seconds: 60 }, 'minutes|minute|mins|min'),
  ...phrases({ kind: 'unit', concept: 'length', seconds: 3600 }, 'hours|hour|hrs'),
  ...phrases({ kind: 'unit', concept: 'weight' }, 'kg|kilos|kilograms|kilogram|grams|lbs|pounds|tons|tonnes'),
  ...phrases({ kind: 'unit', concept: 'age' }, 'years old|years of age|year old'),
  ...phrases({ kind: 'null' }, 'null|missing|unknown|empty|not available|undefined'),
]

const LONGEST_PHRASE = 7

const BY_FIRST_WORD = new Map<string, { words: string[]; cue: Cue }[]>()
for (const [phrase, cue] of CUES) {
  const words = phrase.split(' ')
  const list = BY_FIRST_WORD.get(words[0]!) ?? []
  list.push({ words, cue })
  BY_FIRST_WORD.set(words[0]!, list)
}

/** Cue words that people often write wrong, long enough to be nothing else. */
const OFTEN_MISSPELT = [
  ...'average maximum minimum highest lowest greatest smallest largest cheapest number total between different'.split(
    ' ',
  ),
  ...'descending ascending expensive alphabetical percentage'.split(' '),
]
const meant = new Map<string, string>()

/** The word as it was meant: "avrage" is average. */
function meantWord({ folded, kind }: QuestionToken): string {
  const word = folded.replace('’', "'")
  if (kind !== 'word' || word.length < 5 || BY_FIRST_WORD.has(word)) return word
  const known = meant.get(word)
  if (known !== undefined) return known
  const found = OFTEN_MISSPELT.find((right) => right[0] === word[0] && isOneEditApart(right, word)) ?? word
  if (meant.size < MOST_REMEMBERED) meant.set(word, found)
  return found
}

const MOST_REMEMBERED = 10_000

/** Every cue phrase that starts at a position, longest first, articles inside phrases ignored. */
export function cuesAt(tokens: readonly QuestionToken[], start: number): CueMatch[] {
  const first = tokens[start]
  if (first === undefined || first.kind === 'quoted' || first.kind === 'number') return []
  const matches: CueMatch[] = []
  const opening = meantWord(first)
  if (opening === 'from' && isNumberRange(tokens, start + 1)) {
    matches.push({ start, end: start + 1, cue: { kind: 'between' } })
  }
  if (start > 0 && ASKING.has(opening) && startsSentence(first)) {
    matches.push({ start, end: start + 1, cue: { kind: 'also' } })
  }
  if (HOLDING.has(opening) && tokens[start + 1]?.kind === 'quoted' && tokens[start + 2]?.folded === 'in') {
    matches.push({ start, end: start + 1, cue: { kind: 'pattern', shape: 'contains' } })
  }
  // "the number and average age"
  if (opening === 'number' && tokens[start + 1]?.folded === 'and') {
    matches.push({ start, end: start + 1, cue: { kind: 'count' } })
  }
  // "number orders per customer", as it is typed in a hurry.
  if (opening === 'number' && start === 0) matches.push({ start, end: 1, cue: { kind: 'count' } })
  for (const { words, cue } of BY_FIRST_WORD.get(opening) ?? []) {
    const end = matchWords(tokens, start, words)
    // "no-shows" denies nothing; "no-one" does.
    if (first.isTied === true && opening === 'no' && words.length === 1) continue
    if (end !== null && (isNamePart(cue, tokens[end]) || isComparison(cue, tokens.slice(end, end + 2))))
      continue
    if (end !== null) matches.push({ start, end, cue })
  }
  return matches.sort((left, right) => right.end - left.end).slice(0, LONGEST_PHRASE)
}

/** Before a quoted text and "in": 'have "land" in their name'. */
const HOLDING: ReadonlySet<string> = new Set(['have', 'has', 'having', 'had', 'with'])

/** At the start of a further sentence these ask for more of the same: "Show his name. List the city." */
const ASKING: ReadonlySet<string> = new Set(
  'list show return give find display provide tell report what'.split(' '),
)

/** "30 to 35" */
function isNumberRange(tokens: readonly QuestionToken[], start: number): boolean {
  const [low, to, high] = tokens.slice(start, start + 3)
  return low?.kind === 'number' && (to?.folded === 'to' || to?.folded === 'until') && high?.kind === 'number'
}

/** "first name" and "last name" rank nothing. */
function isNamePart(cue: Cue, next: QuestionToken | undefined): boolean {
  return cue.kind === 'superlative' && cue.concept === 'recency' && next?.stem === 'name'
}

/** "or lower than 500" compares anew. */
function isComparison(cue: Cue, next: readonly QuestionToken[]): boolean {
  return cue.kind === 'bound' && next.some(({ folded }) => folded === 'than')
}

function matchWords(
  tokens: readonly QuestionToken[],
  start: number,
  words: readonly string[],
): number | null {
  let position = start
  for (const word of words) {
    if (position > start && word !== 'the' && tokens[position]?.folded === 'the') position++
    const token = tokens[position]
    if (token === undefined || meantWord(token) !== word) return null
    position++
  }
  return position
}
