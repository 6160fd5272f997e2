import { foldText, stemWord, wordsOf } from '../../../../base/text.ts'

/** One word, number, mark or quoted text of a question. */
export interface QuestionToken {
  readonly text: string
  readonly folded: string
  readonly stem: string
  readonly start: number
  readonly end: number
  readonly kind: 'word' | 'number' | 'quoted' | 'comma' | 'symbol'
  /** Starts with a capital although it does not start the sentence. */
  readonly capitalized: boolean
  /** A hyphen ties it to the next word: "no-shows". */
  readonly isTied?: true
}

const QUOTED = /"([^"]+)"|“([^”]+)”|'([^']+)'(?![\p{L}\p{N}])|‘([^’]+)’|«([^»]+)»|`([^`]+)`|「([^」]+)」/gu
const NUMBER =
  /(?<![\p{L}\p{N}_])[-−]?\d+(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_.])[-−]?\d+(?:\.\d+)?(?![\p{L}\p{N}_]|\.\d)/gu
/** A colon leads to what is asked for, and so does a dash that does not stand between two numbers. */
const SYMBOL = /[,;]|[<>]=?|[!=]=?|[%&$€£]|:(?=\s)|(?<=\s)[—–-](?=\s+[^\s\d])|(?<=[^\s\d]\s+)[—–-](?=\s)/g
/** "who've", "I'd": the verb in them says nothing. "Don't" does. */
const SILENT_ENDING = /['’](?:s|ve|re|ll|d|m)?$/i

const TIE = /^-\p{L}/u

/** Splits a question; quoted texts stay whole and know that they were quoted. */
export function tokenizeQuestion(question: string): QuestionToken[] {
  const tokens: QuestionToken[] = []
  const taken: [number, number][] = []
  const isFree = (start: number, end: number) => taken.every(([from, to]) => end <= from || start >= to)
  const add = (kind: QuestionToken['kind'], text: string, start: number, end: number): void => {
    if (!isFree(start, end)) return
    taken.push([start, end])
    const folded = kind === 'number' ? text.replaceAll(',', '').replace('−', '-') : foldText(text)
    const startsSentence = /(?:^|[.?!:]\s*)$/.test(question.slice(0, start))
    const capitalized = !startsSentence && /^\p{Lu}/u.test(text)
    tokens.push({
      text,
      folded,
      stem: kind === 'word' ? stemWord(folded) : folded,
      start,
      end,
      kind,
      capitalized,
      ...(kind === 'word' && TIE.test(question.slice(end, end + 2)) ? { isTied: true } : {}),
    })
  }

  for (const match of question.matchAll(QUOTED)) {
    // An apostrophe inside a word opens no quotation: "the customer's name and the artist's".
    const before = question[match.index - 1]
    if (match[0].startsWith("'") && before !== undefined && /[\p{L}\p{N}]/u.test(before)) continue
    const text = match.slice(1).find((group) => group !== undefined)!
    add('quoted', text.trim(), match.index, match.index + match[0].length)
  }
  for (const match of question.matchAll(NUMBER))
    add('number', match[0], match.index, match.index + match[0].length)
  for (const word of wordsOf(question)) {
    const ending = SILENT_ENDING.exec(word.text)
    const end = ending ? word.end - ending[0].length : word.end
    const text = ending ? word.text.slice(0, -ending[0].length) : word.text
    if (text !== '') add('word', text, word.start, end)
  }
  for (const match of question.matchAll(SYMBOL)) {
    const kind = match[0] === ',' || match[0] === ';' ? 'comma' : 'symbol'
    add(kind, match[0], match.index, match.index + match[0].length)
  }
  return tokens.sort((left, right) => left.start - right.start)
}

/** Written with a capital for no other reason. */
export function startsSentence({ text, capitalized }: QuestionToken): boolean {
  return !capitalized && /^\p{Lu}/u.test(text)
}

const SHARED_HEADS: Readonly<Record<string, readonly string[]>> = {
  name: ['first', 'last', 'middle', 'given', 'family'],
  names: ['first', 'last', 'middle', 'given', 'family'],
  date: ['start', 'end', 'begin', 'birth', 'hire'],
  dates: ['start', 'end', 'begin', 'birth', 'hire'],
  time: ['start', 'end', 'arrival', 'departure'],
}

/** "first and last name" -> "first name and last name": the head is said once and meant twice. */
export function expandSharedHeads(tokens: readonly QuestionToken[]): QuestionToken[] {
  const expanded: QuestionToken[] = []
  tokens.forEach((token, index) => {
    expanded.push(token)
    const [conjunction, other, head] = [tokens[index + 1], tokens[index + 2], tokens[index + 3]]
    if (head === undefined || other === undefined) return
    const modifiers = SHARED_HEADS[head.folded] ?? []
    const isList = conjunction?.folded === 'and' || conjunction?.kind === 'comma'
    if (isList && modifiers.includes(token.folded) && modifiers.includes(other.folded)) expanded.push(head)
  })
  return expanded
}
