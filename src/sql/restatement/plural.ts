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
  'sales',
  'has',
])

/** "invoice lines" -> "invoice line": the last word, by the common rules. */
export function singularOf(phrase: string): string {
  return changeLastWord(phrase, (word) => {
    if (UNCHANGED.has(word)) return word
    const irregular = SINGULARS.get(word)
    if (irregular !== undefined) return irregular
    if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
    if (/(ss|sh|ch|x|z|atus|irus|onus|mpus)es$/.test(word)) return word.slice(0, -2)
    if (/(ss|us|is)$/.test(word) || word.length < 4) return word
    return word.endsWith('s') ? word.slice(0, -1) : word
  })
}

/** "invoice line" -> "invoice lines"; what is plural stays so. */
export function pluralOf(phrase: string): string {
  return changeLastWord(phrase, (word) => {
    if (UNCHANGED.has(word) || !/[a-z]$/.test(word) || singularOf(word) !== word) return word
    const irregular = IRREGULAR[word]
    if (irregular !== undefined) return irregular
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
    return /(s|sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`
  })
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) && !/^(uni|use|eu|one)/.test(noun) ? 'an' : 'a'} ${noun}`
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`
}

function changeLastWord(phrase: string, change: (word: string) => string): string {
  const start = phrase.lastIndexOf(' ') + 1
  return phrase.slice(0, start) + change(phrase.slice(start))
}
