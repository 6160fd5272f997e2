const SHORT =
  /^(?:a|an|of|in|on|to|by|at|or|and|no|is|up|for|per|id|ID|age|day|fee|tax|pay|sex|job|air|map|bus|car|key|way|oil|gas|tv|TV)$/
const KNOWN_ACRONYM = /^(?:GPA|MPG|GDP|VAT|TV|ID|URL|IMDB|IP|PC|CD|DVD|HIV|USA|UK|US|CEO|ATM|PIN)$/

/** Whether the words are such as people say: "unit price", but not "FTE AY", "stp 2" or "edispl". */
export function isClear(phrase: string): boolean {
  // "way to get there", "other details": what cannot stand where a noun can.
  if (/ to |^other |\babbrev\b|^date \w+ \w+ed$|^date \w+ made$/.test(phrase)) return false
  return phrase.split(/[ -]/).every(isClearWord)
}

function isClearWord(word: string): boolean {
  if (SHORT.test(word) || KNOWN_ACRONYM.test(word)) return true
  // No vowel, a digit, capitals: what is short for something that only its makers know.
  if (!/^[a-z]{3,}(?:'s)?$/.test(word) || !/[aeiouy]/.test(word)) return false
  return !/[bcdfghjklmnpqrstvwxz]{5}|spl$|[dbgvj]l$/.test(word)
}
