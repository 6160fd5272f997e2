import type { ColumnWords } from '../../verbalizer/lexicon/column-words.ts'

/** "total amount", "total number of pages", "total credits"; of a column that is named "total": "combined total". */
export function sumWords({ one, role, unit }: ColumnWords): string {
  if (one.startsWith('number of ') && role === 'count' && unit !== undefined) return `total number of ${unit}`
  return /\btotal\b/.test(one) ? `combined ${one}` : `total ${one}`
}
