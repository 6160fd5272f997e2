import { momentHead } from './column-phrase.ts'

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  foot: 'feet',
  mouse: 'mice',
  goose: 'geese',
  tooth: 'teeth',
}
const SINGULARS = new Map(Object.entries(IRREGULAR).map(([singular, plural]) => [plural, singular]))
const UNCHANGED = new Set([
  'data',
  'series',
  'species',
  'news',
  'staff',
  'information',
  'equipment',
  'aircraft',
  'spacecraft',
  'sheep',
  'fish',
  'deer',
  'has',
])

/** "invoice lines" -> "invoice line", by the common rules. */
export function singularOf(phrase: string): string {
  return changeHead(phrase, (word) => {
    if (UNCHANGED.has(word)) return word
    const irregular = SINGULARS.get(word)
    if (irregular !== undefined) return irregular
    if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
    if (/(ss|sh|ch|x|zz|atus|irus|onus|mpus)es$/.test(word)) return word.slice(0, -2)
    if (/(ss|us|is)$/.test(word) || word.length < 4) return word
    return word.endsWith('s') ? word.slice(0, -1) : word
  })
}

/** "invoice line" -> "invoice lines"; what is plural stays so. */
export function pluralOf(phrase: string): string {
  return changeHead(phrase, (word) => {
    if (UNCHANGED.has(word) || !/[a-z]$/.test(word) || singularOf(word) !== word) return word
    const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined
    if (irregular !== undefined) return irregular
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
    return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`
  })
}

/** What one of many is called when the noun for them has no singular: "staff" -> "staff member". */
const SINGLE: Readonly<Record<string, string>> = {
  staff: 'staff member',
  personnel: 'staff member',
  data: 'data row',
  information: 'information record',
  equipment: 'equipment item',
  news: 'news item',
}

/** One row of the table that a phrase names. */
export function rowNoun(phrase: string): string {
  const start = phrase.lastIndexOf(' ') + 1
  const last = phrase.slice(start)
  const single = Object.hasOwn(SINGLE, last) ? SINGLE[last] : undefined
  return single === undefined ? singularOf(phrase) : phrase.slice(0, start) + single
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) && !/^(uni|use|eu|one)/.test(noun) ? 'an' : 'a'} ${noun}`
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`
}

/** The word that says what the thing is: the last, or the one before "of …", "in …" and the like. */
function changeHead(phrase: string, change: (word: string) => string): string {
  if (phrase.includes('`')) return phrase
  const head = momentHead(phrase) ?? headBefore(phrase) ?? phrase
  const start = head.lastIndexOf(' ') + 1
  return phrase.slice(0, start) + change(phrase.slice(start, head.length)) + phrase.slice(head.length)
}

function headBefore(phrase: string): string | undefined {
  const match = HEAD.exec(phrase)
  return match?.[1] ?? match?.[2]
}

// "units in stock", but "check in date": before "in" only what is plural already is a head.
const HEAD = /^(.*?[a-z])(?= (?:of|above|below|by|per|for|with|without|from) .)|^(.*?[a-z]s)(?= in .)/
