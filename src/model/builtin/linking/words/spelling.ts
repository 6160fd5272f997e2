/** One letter more, less, other, or two swapped. */
export function isOneEditApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start++
  const rest = (text: string, from: number) => text.slice(from)
  if (short.length === long.length) {
    if (rest(short, start + 1) === rest(long, start + 1)) return true
    return (
      short[start] === long[start + 1] &&
      short[start + 1] === long[start] &&
      rest(short, start + 2) === rest(long, start + 2)
    )
  }
  return rest(short, start) === rest(long, start + 1)
}
