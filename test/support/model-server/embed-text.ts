const DIMENSIONS = 64

/** Grams of three characters, hashed: texts that share spelling are near to each other. */
export function embedText(text: string): number[] {
  const sums = Array.from({ length: DIMENSIONS }, () => 0)
  const padded = ` ${text.toLowerCase()} `
  for (let start = 0; start + 3 <= padded.length; start++) {
    let hash = 7
    for (const character of padded.slice(start, start + 3)) {
      hash = (hash * 31 + character.codePointAt(0)!) % 1_000_003
    }
    sums[hash % DIMENSIONS]! += 1
  }
  // Not of unit norm: real endpoints do not promise it either.
  return sums
}
