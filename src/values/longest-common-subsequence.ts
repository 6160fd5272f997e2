/** Measures texts against one pattern that is prepared once. */
export type SubsequenceMeter = (text: string) => number

/**
 * The length of the longest common subsequence, bit-parallel (Hyyrö 2004): a bit per character of the pattern, 32
 * to a word. The cleared bits of `row` are the places where the length grows.
 */
export function subsequenceMeter(pattern: string): SubsequenceMeter {
  const words = Math.ceil(pattern.length / 32)
  const masks = new Map<number, Uint32Array>()
  for (let index = 0; index < pattern.length; index++) {
    const code = pattern.charCodeAt(index)
    const mask = masks.get(code) ?? new Uint32Array(words)
    masks.set(code, mask)
    mask[index >>> 5]! |= 1 << (index & 31)
  }
  const row = new Uint32Array(words)
  const lastWordBits = pattern.length & 31
  const usedBits = lastWordBits === 0 ? 0xffffffff : (1 << lastWordBits) - 1

  return (text) => {
    row.fill(0xffffffff)
    for (let position = 0; position < text.length; position++) {
      const mask = masks.get(text.charCodeAt(position))
      if (mask === undefined) continue
      let carry = 0
      for (let word = 0; word < words; word++) {
        const current = row[word]!
        const matching = (current & mask[word]!) >>> 0
        const sum = current + matching + carry
        carry = sum > 0xffffffff ? 1 : 0
        row[word] = sum | (current & ~mask[word]!)
      }
    }
    let length = 0
    for (let word = 0; word < words; word++) {
      length += countBits(~row[word]! & (word === words - 1 ? usedBits : 0xffffffff))
    }
    return length
  }
}

/** The number of characters (UTF-16 units) of the longest text that is contained, with gaps, in both. */
export function longestCommonSubsequence(left: string, right: string): number {
  return subsequenceMeter(left)(right)
}

function countBits(bits: number): number {
  bits -= (bits >>> 1) & 0x55555555
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
