import type { Source } from './sight.ts'

/**
 * The ways to number the sources that are one table several times over: which of two copies was written first means
 * nothing. At most `limit` ways; where there are more, only the order as written.
 */
export function relabelings(
  sources: readonly Source[],
  depth: number,
  limit: number,
): readonly (() => void)[] {
  const identities = [...new Set(sources.map(({ identity }) => identity))]
  const groups = identities.map(
    (identity) => [identity, sources.filter((source) => source.identity === identity)] as const,
  )
  const count = groups.reduce((product, [, { length }]) => product * factorial(length), 1)
  const choices = groups.map(([identity, members]) => {
    const label = `${depth}:${identity}`
    if (members.length === 1) return [() => assign(members, [label])]
    const labels = members.map((_, index) => `${label}#${index + 1}`)
    const orders = count > limit ? [labels] : permutations(labels)
    return orders.map((order) => () => assign(members, order))
  })
  return choices.reduce<readonly (() => void)[]>(
    (ways, choice) =>
      ways.flatMap((way) =>
        choice.map((next) => () => {
          way()
          next()
        }),
      ),
    [() => {}],
  )
}

function assign(members: readonly Source[], labels: readonly string[]): void {
  for (const [index, member] of members.entries()) member.label = labels[index]!
}

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length <= 1) return [items]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}

function factorial(number: number): number {
  return number <= 1 ? 1 : number * factorial(number - 1)
}
