/** The 97.5th percentile of the normal distribution. */
const Z = 1.96

/**
 * Between what shares, in percent, the true one lies in 95 of 100 cases (Wilson's score interval, 1927). Sound for small
 * groups and near 0 and 100, where a bootstrap of one group would say that there is no doubt at all.
 */
export function wilsonInterval(percent: number, count: number): readonly [low: number, high: number] {
  if (count === 0) return [0, 100]
  const share = percent / 100
  const scale = 1 + Z ** 2 / count
  const middle = (share + Z ** 2 / (2 * count)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))
  return [100 * Math.max(0, middle - half), 100 * Math.min(1, middle + half)]
}
