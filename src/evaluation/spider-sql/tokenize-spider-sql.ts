import { nltkWordTokens } from './nltk-word-tokens.ts'

/**
 * The tokens of a query as Spider's `tokenize` gives them: lower case, quoted strings whole and as written but in
 * double quotes. null: the quotes are odd in number, which the official one refuses.
 */
export function tokenizeSpiderSql(sql: string): readonly string[] | null {
  const parts = sql.replaceAll("'", '"').split('"')
  if (parts.length % 2 === 0) return null
  const strings = new Map<string, string>()
  let marked = ''
  let start = 0
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) marked += part
    else {
      // A string that touches a word stays in it as this mark, which is what the official tokens then hold.
      const mark = `__val_${start - 1}_${start + part.length}__`
      strings.set(mark, `"${part}"`)
      marked += mark
    }
    start += part.length + 1
  }
  const words = nltkWordTokens(marked).map((word) => word.toLowerCase())
  return joinComparisons(words.map((word) => strings.get(word) ?? word))
}

/** `>` and `=` become `>=`. An `=` in front looks at the last token, as index -1 does in Python. */
function joinComparisons(tokens: readonly string[]): readonly string[] {
  let joined = tokens
  for (let index = tokens.length - 1; index >= 0; index--) {
    if (tokens[index] !== '=') continue
    const before = joined.at(index - 1)
    if (before !== '!' && before !== '>' && before !== '<') continue
    joined = [...joined.slice(0, index - 1), `${before}=`, ...joined.slice(index + 1)]
  }
  return joined
}
