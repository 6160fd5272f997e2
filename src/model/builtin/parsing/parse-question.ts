import type { Mention } from '../linking/mention.ts'
import { saidDirection } from '../linking/roles/key-directions.ts'
import { STOP_WORDS } from '../linking/words/english.ts'
import type { QuestionToken } from '../linking/words/question-tokens.ts'
import { isAddable } from './add-up.ts'
import { Beam } from './beam.ts'
import { type CueMatch, cuesAt } from './cues.ts'
import { finishSketch, type ScoredSketch } from './finish-sketch.ts'
import { inUnitsOfColumns } from './in-units-of-column.ts'
import type { ParseScope } from './parse-scope.ts'
import { change, INITIAL_STATE, type ParseState } from './parse-state.ts'
import { readCue } from './read-cue.ts'
import { readMention } from './read-mention.ts'
import { settlePending } from './settle-pending.ts'
import { addVariants } from './sketch-variants.ts'
import { WEIGHTS } from './weights.ts'

/** Cues that change what is asked: leaving one unread costs, however small the word. */
const STRUCTURE: ReadonlySet<string> = new Set(['each', 'not', 'or', 'both', 'but-not', 'who', 'none-of'])

/** States kept at each position of the question. */
const BEAM = 90

/**
 * Reads a question from left to right, following many readings at once: at each word it may take a mention (a name,
 * a value, a number), a cue ("how many", "for each"), or leave the word unused. Best sketches first.
 */
export function parseQuestion(scope: ParseScope, options: { readonly beam?: number } = {}): ScoredSketch[] {
  const { tokens } = scope
  const beam = options.beam ?? BEAM
  const chart = Array.from({ length: tokens.length + 1 }, () => new Beam(beam))
  chart[0]!.add(INITIAL_STATE)
  let comparedUntil = 0
  let rankedUntil = 0
  for (let position = 0; position < tokens.length; position++) {
    const found = cuesAt(tokens, position)
    // Inside "at most" nothing is the most, and "no more than" denies nothing.
    const cues = position < comparedUntil ? [] : longestOf(found)
    comparedUntil = Math.max(comparedUntil, ...cues.map(endOfComparison))
    // In "most expensive" the second word says of what, and is no column of its own.
    const isRanked = position < rankedUntil
    rankedUntil = Math.max(rankedUntil, ...cues.map(endOfDegree))
    for (const state of chart[position]!.best()) {
      for (const next of continuations(state, position, { cues, isRanked }, scope))
        chart[next.position]!.add(next)
    }
  }
  const finished: ScoredSketch[] = []
  const seen = new Set<string>()
  for (const state of chart[tokens.length]!.best()) {
    for (const settled of settlePending(state, scope)) {
      const scored = finishSketch(inUnitsOfColumns(settled, scope), scope)
      if (scored === null) continue
      const key = JSON.stringify(scored.sketch)
      if (seen.has(key)) continue
      seen.add(key)
      finished.push(scored)
    }
  }
  return addVariants(finished, scope)
}

function endOfDegree({ cue, end }: CueMatch): number {
  return cue.kind === 'superlative' && cue.concept !== undefined ? end : 0
}

function endOfComparison({ cue, end }: CueMatch): number {
  return cue.kind === 'comparison' || cue.kind === 'bound' ? end : 0
}

/** "at least" is not "at" and "least". Words that only lead on ("what is the") hide nothing. */
function longestOf(cues: readonly CueMatch[]): readonly CueMatch[] {
  const longest = cues.find(
    ({ cue }) => cue.kind !== 'also' && cue.kind !== 'restrict' && cue.kind !== 'where',
  )
  if (longest === undefined) return cues
  return cues.filter((cue) => cue.end >= longest.end || cue.cue.kind === longest.cue.kind)
}

function continuations(
  state: ParseState,
  position: number,
  { cues, isRanked }: { readonly cues: readonly CueMatch[]; readonly isRanked: boolean },
  scope: ParseScope,
): ParseState[] {
  const next: ParseState[] = []
  const mentions = scope.mentionsAt.get(position) ?? []
  for (const mention of mentions) {
    const ranked = isRanked && mention.kind === 'column' ? WEIGHTS.degreeAsColumn : 0
    const worth = mentionWorth(mention, scope.tokens) + cueWordPenalty(mention, cues, scope.tokens) + ranked
    for (const read of readMention(state, mention, scope)) {
      const isGroup = read.group !== state.group || read.groupTables !== state.groupTables
      next.push(change(read, worth, { position: mention.end }, { grouping: isGroup }))
    }
  }
  for (const { cue, end } of cues) {
    const words = end - position
    const worth = WEIGHTS.cueBase + WEIGHTS.cuePerWord * words
    for (const read of readCue(state, cue, scope)) {
      const grouping = cue.kind === 'and' && state.pending.grouping
      next.push(change(read, worth, { position: end }, { grouping }))
    }
  }
  next.push(skipWord(state, position, cues, scope))
  const rawText = readRawPattern(state, position, scope)
  if (rawText !== null) next.push(...rawText)
  return next
}

/** Cues whose words are names of columns, too. */
const AS_COLUMNS: ReadonlySet<string> = new Set(['aggregate', 'count', 'share'])

/** "total", "count" and "average" alone say what to compute; only in company are they a column's name. */
function cueWordPenalty(
  mention: Mention,
  cues: readonly CueMatch[],
  tokens: readonly QuestionToken[],
): number {
  if (mention.kind === 'table' && mention.end - mention.start > 1) {
    // "each customer ordered" is no "customer orders".
    return tokens[mention.end - 1]!.folded.endsWith('ed') ? WEIGHTS.verbInName : 0
  }
  if (mention.kind !== 'column') return 0
  if (mention.looksLikeTable) return WEIGHTS.columnLikeTable
  if (mention.end - mention.start > 1) {
    // "the number of cards" counts cards, even where cards have a number.
    const counts = cues.some(({ cue, start, end }) => cue.kind === 'count' && end > start + 1)
    if (!counts) return 0
    return isAddable(mention.column) ? WEIGHTS.cueWordAsColumn : WEIGHTS.countedAsColumn
  }
  // "living in" leads on, and stands for no address.
  const leads = cues.some(({ cue, start, end }) => cue.kind === 'restrict' && end > start + 1)
  if (leads && mention.isAligned === true) return WEIGHTS.cueWordAsColumn
  // "the last payment" speaks of no last_update.
  const ranks = cues.some(({ cue }) => cue.kind === 'superlative' && cue.concept === 'recency')
  if (ranks && mention.score < 0.9) return WEIGHTS.cueWordAsPartOfName
  const isCue = cues.some(({ cue }) => AS_COLUMNS.has(cue.kind))
  if (!isCue) return 0
  if (cues.some(({ cue, start, end }) => cue.kind !== 'aggregate' && end > start + 1))
    return WEIGHTS.cuePhraseAsColumn
  return mention.score < 0.9 ? WEIGHTS.cueWordAsPartOfName : WEIGHTS.cueWordAsColumn
}

function mentionWorth(mention: Mention, tokens: readonly QuestionToken[]): number {
  const words = tokens
    .slice(mention.start, mention.end)
    .filter(({ folded }) => folded !== 'of' && folded !== 'the').length
  const isAligned = 'isAligned' in mention && mention.isAligned === true
  const learned = isAligned ? WEIGHTS.alignedName : 0
  return mention.score * (WEIGHTS.mentionWord * words + WEIGHTS.mentionLonger * (words - 1)) + learned
}

/** "monthly", "share of": without them the answer has another shape. */
function isShape(cue: CueMatch['cue']): boolean {
  return cue.kind === 'share' || (cue.kind === 'calendar' && cue.isGroup)
}

/** Something is counted or added up, so that "each" must say for what. */
function isMeasured({ select, pending }: ParseState): boolean {
  const isGrouped = select.some(({ aggregate }) => aggregate === null)
  const measures =
    pending.count || pending.aggregate !== null || select.some(({ aggregate }) => aggregate !== null)
  return measures && !isGrouped
}

function skipWord(
  state: ParseState,
  position: number,
  cues: readonly CueMatch[],
  scope: ParseScope,
): ParseState {
  const token = scope.tokens[position]!
  const isStop = STOP_WORDS.has(token.folded) || (scope.hasDirections && saidDirection(token) !== null)
  const isCue = cues.length > 0
  let delta = 0
  if (token.kind === 'number') delta = WEIGHTS.skipNumber
  else if (token.kind === 'quoted') delta = WEIGHTS.skipQuoted
  else if (token.kind === 'comma') {
    // A comma continues a list; it means what the word after it means.
    return change(
      state,
      0,
      { position: position + 1 },
      state.pending.connective === null ? { connective: state.mode === 'select' ? 'and' : null } : {},
    )
  } else if (token.kind === 'word') {
    const before = scope.tokens[position - 1]
    if (token.folded === 'times' && before?.kind === 'number') delta = 0
    else if (cues.some(({ cue }) => cue.kind === 'ordinal')) delta = WEIGHTS.skipOrdinal
    else if (cues.some(({ cue }) => isShape(cue))) delta = WEIGHTS.skipGroup
    else if (cues.some(({ cue }) => cue.kind === 'each') && isMeasured(state)) delta = WEIGHTS.skipGroup
    else if (cues.some(({ cue }) => STRUCTURE.has(cue.kind))) delta = WEIGHTS.skipStructure
    else if (isCue && !isStop) delta = WEIGHTS.skipCue
    else if (!isStop) delta = token.capitalized ? WEIGHTS.skipCapitalizedWord : WEIGHTS.skipContentWord
  }
  const unused = delta < WEIGHTS.skipCue + 0.01 ? [...state.unused, token.text] : state.unused
  return change(state, delta, { position: position + 1, unused })
}

const PATTERN_LEADS = new Set(
  'the letter letters word words string substring phrase character characters prefix'.split(' '),
)

/** "starting with the letter D": the word after the cue is the pattern, whatever else it may mean. */
function readRawPattern(state: ParseState, position: number, scope: ParseScope): ParseState[] | null {
  const token = scope.tokens[position]!
  if (state.pending.text !== null) return null
  if (state.pending.pattern === null || token.kind === 'comma' || token.kind === 'symbol') return null
  if (PATTERN_LEADS.has(token.folded)) return null
  const mention: Mention = {
    kind: 'text',
    text: token.text,
    quoted: token.kind === 'quoted',
    start: position,
    end: position + 1,
    score: 0.9,
  }
  return readMention(state, mention, scope).map((read) =>
    change(read, mentionWorth(mention, scope.tokens), { position: position + 1 }),
  )
}
