import type { Entity } from '../lexicon/entity.ts'
import type { Attribute } from '../meaning/meaning.ts'
import { attributeNoun } from './attribute-phrase.ts'
import { Unsayable } from './forms.ts'
import { listWith } from './noun-phrase.ts'

/** "names and prices", "first and last name": what is shown of the rows. */
export function sayShown(shown: readonly Attribute[], number: 'one' | 'many'): string {
  const nouns = shown.map((attribute) => attributeNoun(attribute)[number])
  if (new Set(nouns).size < nouns.length) throw new Unsayable('two columns of one name')
  const merged: string[] = []
  for (const noun of nouns) {
    const before = merged.at(-1)
    const first = /^(?:(.* )?)first names?$/.exec(before ?? '')
    const last = /^(?:(.* )?)last names?$/.exec(noun)
    if (first !== null && last !== null && first[1] === last[1]) {
      merged[merged.length - 1] = `${first[1] ?? ''}first and last ${number === 'many' ? 'names' : 'name'}`
    } else merged.push(noun)
  }
  // "first and last names and emails": the inner "and" needs a comma after it.
  return merged.length === 2 && merged[0]!.includes(' and ')
    ? `${merged[0]}, and ${merged[1]}`
    : listWith(merged)
}

/** Whether what is shown is just what the rows are called. */
export function isNames(shown: readonly Attribute[], entity: Entity): boolean {
  return (
    entity.names.length > 0 &&
    shown.length === entity.names.length &&
    shown.every(
      ({ path, column, part }) => path.length === 0 && part === undefined && entity.names.includes(column),
    )
  )
}
