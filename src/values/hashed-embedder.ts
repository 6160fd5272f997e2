import { hashText } from '../base/random.ts'
import { stemWord } from '../base/text.ts'
import type { Embedder } from './embedder.ts'
import { foldValue, indexTerms } from './fold-value.ts'

const STEM_WEIGHT = 1
const WORD_WEIGHT = 0.5
const GRAM_WEIGHT = 0.4

/**
 * The offline embedder: words, stems and the character grams of words, each hashed to a place and a sign. It knows
 * spelling and no meaning, needs no download, and gives every machine the same vectors.
 */
export function hashedEmbedder(dimensions = 256): Embedder {
  return {
    name: `hashed-${dimensions}`,
    dimensions,
    embed: async (texts) => texts.map((text) => embedText(text, dimensions)),
  }
}

function embedText(text: string, dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions)
  for (const [feature, weight] of featuresOf(text)) {
    const hash = hashText(feature)
    // The low bits choose the place, so the sign comes from a high one.
    sums[hash % dimensions]! += hash & 0x40000000 ? weight : -weight
  }
  const norm = Math.hypot(...sums)
  // A text without words still gets a vector of unit norm; no feature is that heavy, so it resembles nothing else.
  if (norm === 0) sums[0] = 1
  return Float32Array.from(sums, (sum) => sum / (norm || 1))
}

function featuresOf(text: string): Map<string, number> {
  const features = new Map<string, number>()
  const add = (feature: string, weight: number): void => {
    features.set(feature, (features.get(feature) ?? 0) + weight)
  }
  for (const word of indexTerms(foldValue(text))) {
    add(`word ${word}`, WORD_WEIGHT)
    add(`stem ${stemWord(word)}`, STEM_WEIGHT)
    const padded = `^${word}$`
    const grams = Math.max(1, padded.length - 2)
    // Together the grams of a long word weigh little more than those of a short one.
    for (let start = 0; start < grams; start++) {
      add(`gram ${padded.slice(start, start + 3)}`, GRAM_WEIGHT / Math.sqrt(grams / 3))
    }
  }
  return features
}
