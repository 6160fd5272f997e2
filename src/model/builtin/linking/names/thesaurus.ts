import { readFileSync } from 'node:fs'
import { stemWord } from '../../../../base/text.ts'

type Stems = readonly string[]
/** Names that a term may mean: each a list of stems that must all be in the name. */
export type Meanings = readonly Stems[]
/** Tells what names a term, of stems joined by spaces, may mean. */
export type Thesaurus = (term: string) => Meanings

let shipped: Thesaurus | undefined

/** What names the term, of stems joined by spaces, may mean. */
export function meaningsOf(term: string): Meanings {
  shipped ??= readThesaurus(readFileSync(new URL('./thesaurus.txt', import.meta.url), 'utf8'))
  return shipped(term)
}

/** Stems begin as their words do, at least so far. */
const KEPT_LETTERS = 2

/**
 * A line is a group of terms that may stand for each other ("doctor, physician"), or says what words may mean and are not
 * meant by ("how heavy, weigh > weight, mass"). Lines that begin with # are headings.
 *
 * A question needs few of the thousands of terms: they are stemmed when a term that begins alike is asked for.
 */
export function readThesaurus(text: string): Thesaurus {
  const written = new Map<string, { readonly said: string; readonly names: readonly string[] }[]>()
  for (const { left, right } of thesaurusLines(text)) {
    for (const said of left) {
      const beginning = said.slice(0, KEPT_LETTERS)
      const entry = { said, names: right ?? left }
      const others = written.get(beginning)
      if (others === undefined) written.set(beginning, [entry])
      else others.push(entry)
    }
  }
  const stemmed = new Map<string, ReadonlyMap<string, Meanings>>()
  return (term) => {
    const beginning = term.slice(0, KEPT_LETTERS)
    let meanings = stemmed.get(beginning)
    if (meanings === undefined) {
      meanings = stemEntries(written.get(beginning) ?? [])
      stemmed.set(beginning, meanings)
    }
    return meanings.get(term) ?? []
  }
}

/** The terms on the left of each line, and those on its right where it has any. */
export function thesaurusLines(text: string): {
  readonly left: readonly string[]
  readonly right?: readonly string[]
}[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const [left, right] = line.split('>').map((side) =>
      side
        .split(',')
        .map((term) => term.trim())
        .filter((term) => term !== ''),
    )
    return right === undefined ? { left: left! } : { left: left!, right }
  })
}

function stemEntries(
  entries: readonly { readonly said: string; readonly names: readonly string[] }[],
): ReadonlyMap<string, Meanings> {
  const meanings = new Map<string, Map<string, Stems>>()
  for (const { said, names } of entries) {
    const stems = stemsOf(said)
    const term = stems.join(' ')
    const known = meanings.get(term) ?? new Map<string, Stems>()
    for (const name of names.map(stemsOf))
      if (!contains(stems, name) && !contains(name, stems)) known.set(name.join(' '), name)
    if (known.size > 0) meanings.set(term, known)
  }
  return new Map([...meanings].map(([term, names]) => [term, [...names.values()]]))
}

/** "attraction" and "tourist attraction" need no thesaurus: the words that they share tie them. */
function contains(whole: Stems, part: Stems): boolean {
  return part.every((stem) => whole.includes(stem))
}

function stemsOf(term: string): Stems {
  return term.split(' ').map(stemWord)
}
