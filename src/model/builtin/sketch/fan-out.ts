import type { JoinTree } from '../../../exploration/join-path.ts'

/** Whether each row of `from` meets at most one row of `to` along the tree, so that joining repeats nothing. */
export function isReachedManyToOne(tree: JoinTree, from: string, to: string): boolean {
  if (from === to) return true
  const visited = new Set([from])
  const open = [from]
  while (open.length > 0) {
    const table = open.pop()!
    for (const key of tree.keys) {
      if (key.from.table !== table || visited.has(key.to.table)) continue
      if (key.to.table === to) return true
      visited.add(key.to.table)
      open.push(key.to.table)
    }
  }
  return false
}
