import type { PromptFacts } from './prompt-facts.ts'

const CODE = /^[A-Z]{2,3}$/

/** Initials where a column holds codes; else other forms of the words. */
export function guessVariants({ keyword, samples }: PromptFacts): string {
  const words = keyword.split(/\s+/)
  const initials = words.map((word) => word[0]?.toUpperCase() ?? '').join('')
  const codes = samples.some((sample) => CODE.test(sample)) && words.length > 1 ? [initials] : []
  return JSON.stringify({ values: [...codes, words.join('-'), words.join('')] })
}
