/** All that carries the sound of the word is there: "cnty" of county. */
const WHOLE_SKELETON = 1
/** A sound is missing, or the end: "rdg" of reading, "acad" of academic. */
const PART = 0.9
const SHORTEST_CUT = 3
/** A word of which two letters are left is short itself: "rt" of rate. */
const LONGEST_OF_TWO = 5
const LEAST_KEPT = 0.75

/**
 * How well letters abbreviate a word, 0 if they do not: they begin as it does, come in its order, and either are its
 * beginning or keep nearly all of its consonants. Both in small letters.
 */
export function abbreviationFit(short: string, word: string): number {
  if (short.length < 2 || short.length >= word.length || short[0] !== word[0]) return 0
  if (short.length >= SHORTEST_CUT && word.startsWith(short)) return PART
  if (!comesInOrder(short, word)) return 0
  const kept = skeleton(short)
  const whole = skeleton(word)
  if (kept === whole) return short.length > 2 || word.length <= LONGEST_OF_TWO ? WHOLE_SKELETON : 0
  // Vowels are left out first: who wrote some of them has not left out consonants.
  if (short.length < SHORTEST_CUT || kept.length < short.length) return 0
  return kept.length >= LEAST_KEPT * whole.length ? PART : 0
}

function comesInOrder(short: string, word: string): boolean {
  let place = 0
  for (const letter of short) {
    place = word.indexOf(letter, place) + 1
    if (place === 0) return false
  }
  return true
}

/** The first letter and the consonants after it, double ones once: "dstrct", "profsr". */
function skeleton(word: string): string {
  return (
    word[0]! +
    word
      .slice(1)
      .replace(/[aeiou]/g, '')
      .replace(/(.)\1/g, '$1')
  )
}
