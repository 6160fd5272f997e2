import { type Cue, cuesAt } from '../../parsing/cues.ts'
import { STOP_WORDS } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'

/** A word or a short phrase of a question that may stand for a name; token positions, `end` exclusive. */
export interface AlignableTerm {
  /** Stems, joined by spaces. */
  readonly term: string
  readonly start: number
  readonly end: number
}

/** These words already say what they are for: "oldest" ranks, whatever column it ranks by. */
const SHAPING: ReadonlySet<Cue['kind']> = new Set<Cue['kind']>([
  'superlative',
  'comparison',
  'aggregate',
  'bound',
  'between',
  'not',
  'but-not',
  'pattern',
  'direction',
  'order',
  'distinct',
  'unit',
])

const LEADS = new Set(['how', 'where', 'when', 'who'])

/** Of each word, whether it is part of a phrase that shapes the query. */
export function shapingWords(tokens: readonly QuestionToken[]): readonly boolean[] {
  const shapes = tokens.map(() => false)
  for (const index of tokens.keys()) {
    for (const { cue, end } of cuesAt(tokens, index)) if (SHAPING.has(cue.kind)) shapes.fill(true, index, end)
  }
  return shapes
}

/** The words that say something, and what "how" asks for: "vocalist", "how old", "how many people". */
export function alignableTerms(tokens: readonly QuestionToken[]): AlignableTerm[] {
  const shapes = shapingWords(tokens)
  return tokens.flatMap(({ kind, folded, stem, capitalized }, start): AlignableTerm[] => {
    if (kind !== 'word' || shapes[start]) return []
    const terms: AlignableTerm[] = []
    const next = tokens[start + 1]
    const after = tokens[start + 2]
    if (LEADS.has(folded) && next?.kind === 'word') {
      terms.push({ term: `${folded} ${next.stem}`, start, end: start + 2 })
      if (next.folded === 'many' && after?.kind === 'word')
        terms.push({ term: `${folded} ${next.stem} ${after.stem}`, start, end: start + 3 })
    }
    if (folded === 'who') terms.push({ term: folded, start, end: start + 1 })
    if (!STOP_WORDS.has(folded) && !capitalized && folded.length > 2) {
      terms.push({ term: stem, start, end: start + 1 })
      const joins =
        next?.kind === 'word' && !shapes[start + 1] && !STOP_WORDS.has(next.folded) && !next.capitalized
      if (joins) terms.push({ term: `${stem} ${next.stem}`, start, end: start + 2 })
    }
    return terms
  })
}
