import type { Comparison } from './compare-scores.ts'

/** What a comparison says, in plain words; the two are called by the names given. */
export function comparisonVerdict(
  comparison: Comparison,
  { first, second }: { readonly first: string; readonly second: string },
): string {
  const { difference, gained, lost, isSignificant } = comparison
  if (gained.length + lost.length === 0) {
    return `${first} and ${second} have the same verdict on every question: nothing tells them apart here.`
  }
  const chance = `If the two were equally good, a difference at least this large would still come about in ${chanceText(comparison.pValue)} of comparisons`
  if (isSignificant) {
    const better = difference > 0 ? second : first
    return `${better} is better, and the difference is significant at 5 %. ${chance}.`
  }
  return [
    `The difference is not significant at 5 %. ${chance}, which is too often to call either better.`,
    'That does not show that they are equally good: more questions could tell.',
  ].join(' ')
}

function chanceText(pValue: number): string {
  const percent = 100 * pValue
  if (percent < 0.01) return 'less than 0.01 %'
  if (percent < 1) return `${percent.toFixed(2)} %`
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`
}
