import { readFileSync } from 'node:fs'
import { SondeError } from '../../../base/errors.ts'
import type { TreeRanker } from '../ranking/tree-ranker.ts'

/** Trees whose sums are the log odds that a table, or a column, is needed. */
export interface LinkerParameters {
  readonly tables: TreeRanker
  readonly columns: TreeRanker
}

/** What the trees start from: most columns are not needed. */
export const STARTING_ODDS = -1.5

const FORMAT = 'sonde schema linker 1'
const SHIPPED = new URL('./linker.txt', import.meta.url)

let shipped: LinkerParameters | undefined

/** Those that scripts/train-schema-linking.ts wrote; read once in the life of the process. */
export function loadLinkerParameters(): LinkerParameters {
  shipped ??= decodeLinkerParameters(readFileSync(SHIPPED, 'utf8'))
  return shipped
}

/**
 * A line for each tree: the features that it asks for, what they are compared with, and its leaves in thousandths.
 */
export function encodeLinkerParameters({ tables, columns }: LinkerParameters): string {
  return [FORMAT, ...encodeTrees('tables', tables), ...encodeTrees('columns', columns), ''].join('\n')
}

export function decodeLinkerParameters(text: string): LinkerParameters {
  const [format, ...lines] = text.trimEnd().split('\n')
  if (format !== FORMAT) {
    throw new SondeError(
      'file-unreadable',
      `The parameters of schema linking begin with "${format?.slice(0, 40)}", not "${FORMAT}": install Sonde again.`,
    )
  }
  const start = lines.findIndex((line) => line.startsWith('columns '))
  return { tables: decodeTrees(lines.slice(0, start)), columns: decodeTrees(lines.slice(start)) }
}

function encodeTrees(name: string, { depth, columns, thresholds, leaves }: TreeRanker): string[] {
  const leafCount = 1 << depth
  const trees = Array.from({ length: columns.length / depth }, (_, tree) => {
    const asked = [...columns.slice(tree * depth, (tree + 1) * depth)]
    const cuts = [...thresholds.slice(tree * depth, (tree + 1) * depth)].map((cut) =>
      Number.isFinite(cut) ? Number(cut.toPrecision(5)) : 1e9,
    )
    const values = [...leaves.slice(tree * leafCount, (tree + 1) * leafCount)]
    return [asked, cuts, values.map((leaf) => Math.round(leaf * 1000))]
      .map((list) => list.join(' '))
      .join('|')
  })
  return [`${name} ${depth}`, ...trees]
}

function decodeTrees([head, ...trees]: readonly string[]): TreeRanker {
  const parts = trees.map((tree) => tree.split('|').map((list) => list.split(' ').map(Number)))
  return {
    depth: Number(head!.split(' ')[1]),
    columns: Uint8Array.from(parts.flatMap(([asked]) => asked!)),
    thresholds: Float32Array.from(parts.flatMap(([, cuts]) => cuts!)),
    leaves: Float32Array.from(parts.flatMap(([, , leaves]) => leaves!.map((leaf) => leaf / 1000))),
  }
}
