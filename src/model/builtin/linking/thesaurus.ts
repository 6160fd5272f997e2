import { readFileSync } from 'node:fs'
import { stemWord } from '../../../base/text.ts'

/** Names that a term may mean: each a list of stems that must all be in the name. */
type Meanings = readonly (readonly string[])[]

let read: ReadonlyMap<string, Meanings> | undefined

/** What names the term, of stems joined by spaces, may mean. */
export function meaningsOf(term: string): Meanings {
  read ??= readThesaurus(readFileSync(new URL('./thesaurus.txt', import.meta.url), 'utf8'))
  return read.get(term) ?? []
}

/**
 * A line is a group of terms that may stand for each other ("doctor, physician"), or says what words may mean and are not
 * meant by ("how heavy, weigh > weight, mass"). Lines that begin with # are headings.
 */
export function readThesaurus(text: string): ReadonlyMap<string, Meanings> {
  const meanings = new Map<string, Map<string, readonly string[]>>()
  const add = (said: string, name: string): void => {
    const [term, stems] = [stemsOf(said).join(' '), stemsOf(name)]
    const key = stems.join(' ')
    if (term === key) return
    const known = meanings.get(term) ?? new Map<string, readonly string[]>()
    known.set(key, stems)
    meanings.set(term, known)
  }
  for (const line of text.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue
    const [left, right] = line.split('>').map(termsOf) as [readonly string[], (readonly string[])?]
    for (const said of left) for (const name of right ?? left) add(said, name)
  }
  return new Map([...meanings].map(([term, names]) => [term, [...names.values()]]))
}

function termsOf(side: string): readonly string[] {
  return side
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '')
}

function stemsOf(term: string): readonly string[] {
  return term.split(' ').map(stemWord)
}
