/** 12345 -> "12,345". */
export function countText(count: number): string {
  return count.toLocaleString('en')
}

/** "1 row", "2 rows". */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`
}

/** One digit after the point: "76.4". The sign is the caller's. */
export function percentText(percent: number): string {
  return Number.isFinite(percent) ? percent.toFixed(1) : '–'
}

/** A share of 0 to 1 in percent. */
export function shareText(share: number): string {
  return percentText(100 * share)
}
