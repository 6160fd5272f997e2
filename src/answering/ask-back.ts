import type { NameLink, SqlCandidate } from '../model/model.ts'

/** A reading is offered only if it is about so likely. */
const CLOSE = 0.25
const MOST_OFFERED = 3

/**
 * Asks which of several things some words mean, where close readings took the same words for different columns or
 * tables: 'By "size" do you mean capacity or area?'. Null where the readings differ in something else.
 */
export function askBack(chosen: SqlCandidate, drafts: readonly SqlCandidate[]): string | null {
  const close = drafts.filter(
    ({ sql, confidence }) => sql !== chosen.sql && confidence >= CLOSE * chosen.confidence,
  )
  for (const link of chosen.links) {
    const others = close.flatMap(({ links }) => {
      const same = links.filter(({ words }) => words.toLowerCase() === link.words.toLowerCase())
      // What the other reading takes for both is no choice.
      return same.some((other) => nameOf(other) === nameOf(link)) ? [] : same
    })
    const meanings = [link, ...others].filter(
      (one, at, all) => all.findIndex((other) => nameOf(other) === nameOf(one)) === at,
    )
    if (meanings.length < 2) continue
    const offered = meanings.slice(0, MOST_OFFERED)
    const isSameColumn = new Set(offered.map(({ column }) => column)).size < offered.length
    const names = offered.map((meaning) =>
      isSameColumn || meaning.column === null ? nameOf(meaning) : meaning.column,
    )
    return `By "${link.words}" do you mean ${names.slice(0, -1).join(', ')} or ${names.at(-1)}?`
  }
  return null
}

function nameOf({ table, column }: NameLink): string {
  return column === null ? `the ${table}` : `${table}.${column}`
}
