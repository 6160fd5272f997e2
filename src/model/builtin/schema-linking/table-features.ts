import type { TableEntry } from '../linking/schema-lexicon.ts'
import type { LinkingEvidence } from './gather-evidence.ts'
import { bestInReach, distancesFrom, neighbourTables } from './table-coverage.ts'
import type { WordLink } from './word-evidence.ts'

/** More joins away than this is all the same. */
const FAR = 5

/** What speaks for each candidate table, in the order of `candidates`; the trees know the numbers by their places. */
export function tableFeatures(evidence: LinkingEvidence): readonly Float32Array[] {
  const { candidates, graph, coverage, votes, words, lexicon, tokens } = evidence
  const indexOf = (table: string): number => graph.tableIndex.get(table.toLowerCase())!
  const most = (kind: 'own' | 'neighbourhood' | 'component'): number =>
    Math.max(1e-6, ...candidates.map(({ table }) => coverage[indexOf(table)]![kind]))
  const [mostOwn, mostAround, mostConnected] = [most('own'), most('neighbourhood'), most('component')]
  const read = candidates.filter(({ table }) => votes.ofTable(table).first > 0)
  const distances = distancesFrom(
    graph,
    read.map(({ table }) => indexOf(table)),
  )
  const componentVotes = bestInReach(
    graph,
    graph.tables.map(({ name }) => votes.ofTable(name).all),
  )
  return candidates.map((entry, rank) => {
    const index = indexOf(entry.table)
    const { own, neighbourhood, component } = coverage[index]!
    const links = words.get(entry.table) ?? []
    const name = bestLink(links, 'name', isTableLink)
    const aligned = bestLink(links, 'aligned', isTableLink)
    const column = bestLink(links, 'name', isColumnLink)
    const alignedColumn = bestLink(links, 'aligned', isColumnLink)
    const value = bestLink(links, 'value', isColumnLink)
    const vote = votes.ofTable(entry.table)
    const around = neighbourTables(graph, index).map((other) => graph.tables[other]!.name)
    const aroundVotes = around.map((other) => votes.ofTable(other).all).sort((left, right) => right - left)
    const aroundNames = around.map((other) => bestLink(words.get(other) ?? [], 'name', isTableLink).score)
    const outside = Math.max(
      0,
      ...entry.columns.map((one) => votes.ofColumn(one.table, one.column).bestOutsideJoins),
    )
    return Float32Array.of(
      name.score,
      name.standing,
      Math.log1p(name.rivals),
      aligned.score,
      aligned.standing,
      column.score,
      column.standing,
      Math.log1p(column.rivals),
      alignedColumn.score,
      value.score,
      value.standing,
      Math.log1p(value.rivals),
      Number(links.some(({ kind }) => kind === 'knowledge')),
      own,
      neighbourhood,
      component,
      own / mostOwn,
      neighbourhood / mostAround,
      component / mostConnected,
      vote.first,
      vote.five,
      vote.twenty,
      vote.all,
      vote.best,
      outside,
      Number(entry.isView),
      around.length,
      aroundVotes[0] ?? 0,
      aroundVotes[1] ?? 0,
      Math.max(0, ...aroundNames),
      Math.log(lexicon.tables.length),
      1 / (1 + rank),
      Math.log(entry.columns.length),
      coveredWords(links),
      tokens.length,
      Math.log1p(entry.rowCount),
      Number(isBridge(entry)),
      Math.min(FAR, distances[index]!),
      componentVotes[index]!,
    )
  })
}

/** The best link of a kind; one that says nothing where there is none. */
export function bestLink(
  links: readonly WordLink[],
  kind: WordLink['kind'],
  matches: (link: WordLink) => boolean,
): Pick<WordLink, 'score' | 'standing' | 'rivals' | 'start' | 'end'> {
  let best: WordLink | undefined
  for (const link of links) {
    if (link.kind !== kind || !matches(link)) continue
    if (best === undefined || worth(link) > worth(best)) best = link
  }
  return best ?? { score: 0, standing: 0, rivals: 0, start: 0, end: 0 }
}

function worth({ score, standing }: WordLink): number {
  return score * standing
}

function isTableLink({ column }: WordLink): boolean {
  return column === null
}

function isColumnLink({ column }: WordLink): boolean {
  return column !== null
}

/** How many words have their best meaning here. */
function coveredWords(links: readonly WordLink[]): number {
  const covered = new Set<number>()
  for (const { start, end, standing, score } of links) {
    if (standing < 0.97 || score < 0.6) continue
    for (let position = start; position < end; position++) covered.add(position)
  }
  return covered.size
}

/** Hardly anything but references: it is there to join others. */
function isBridge({ columns }: TableEntry): boolean {
  const references = columns.filter(({ isForeignKey }) => isForeignKey).length
  return references >= 2 && columns.length - references <= 2
}
