import { stemWord } from '../../../../base/text.ts'
import type { SchemaLexicon } from '../schema-lexicon.ts'
import { COMMON_NAME_WORDS, STOP_WORDS, synonymsOf } from '../words/english.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { abbreviationFit } from './abbreviates.ts'
import { meaningsOf } from './thesaurus.ts'

/** Stem of a said word -> stems of names that abbreviate it -> how well, 0 to 1. */
export type Abbreviated = ReadonlyMap<string, ReadonlyMap<string, number>>

const SHORTEST_SAID = 4
const NONE: ReadonlyMap<string, number> = new Map()

interface Known {
  readonly names: ReadonlySet<string>
  /** Stems of names that are no words as far as we know. */
  readonly letters: readonly string[]
  readonly found: Map<string, ReadonlyMap<string, number>>
}

const known = new WeakMap<SchemaLexicon, Known>()

/** What names of the schema may abbreviate words of the question: "Cnty_Nm" is the name of a county where people say so. */
export function abbreviatedIn(tokens: readonly QuestionToken[], lexicon: SchemaLexicon): Abbreviated {
  const { names, letters, found } = knownOf(lexicon)
  const abbreviated = new Map<string, ReadonlyMap<string, number>>()
  if (letters.length === 0) return abbreviated
  for (const { kind, folded, stem } of tokens) {
    if (kind !== 'word' || folded.length < SHORTEST_SAID || names.has(stem) || STOP_WORDS.has(folded))
      continue
    let fits = found.get(folded)
    if (fits === undefined) {
      fits = fitsOf(folded, letters)
      found.set(folded, fits)
    }
    if (fits.size > 0) abbreviated.set(stem, fits)
  }
  return abbreviated
}

function fitsOf(word: string, letters: readonly string[]): ReadonlyMap<string, number> {
  const singular = word.endsWith('s') && !word.endsWith('ss') ? singularOf(word) : word
  const fits = letters.flatMap((short): [string, number][] => {
    const fit = Math.max(abbreviationFit(short, word), abbreviationFit(short, singular))
    return fit === 0 ? [] : [[short, fit]]
  })
  return fits.length === 0 ? NONE : new Map(fits)
}

function singularOf(word: string): string {
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}

function knownOf(lexicon: SchemaLexicon): Known {
  const made = known.get(lexicon)
  if (made !== undefined) return made
  const names = new Set(
    lexicon.tables.flatMap(({ stems, columns }) => [...stems, ...columns.flatMap((column) => column.stems)]),
  )
  const letters = [...names].filter((stem) => /^[a-z]{2,8}$/.test(stem) && !isWord(stem))
  const entry = { names, letters, found: new Map() }
  known.set(lexicon, entry)
  return entry
}

const COMMON_STEMS: ReadonlySet<string> = new Set(
  [...COMMON_NAME_WORDS, ...STOP_WORDS].flatMap((word) => [word, stemWord(word)]),
)

/** What English knows is no abbreviation. */
function isWord(stem: string): boolean {
  return COMMON_STEMS.has(stem) || synonymsOf(stem).size > 0 || meaningsOf(stem).length > 0
}
