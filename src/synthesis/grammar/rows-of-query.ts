import type { FromItem, Select } from '../../sql/ast.ts'
import type { Lexicon } from '../verbalizer/lexicon/lexicon.ts'
import { readScope } from '../verbalizer/meaning/scope.ts'
import { Unreadable } from '../verbalizer/meaning/unreadable.ts'
import type { Rows, Seat } from './rows.ts'

/** The tables of a SELECT as the grammar seats them; undefined where its joins are beyond the grammar. */
export function rowsOf(select: Select, lexicon: Lexicon): Rows | undefined {
  if (select.from === undefined) return undefined
  try {
    const scope = readScope(select.from, lexicon)
    if (scope.links.some(({ keepsParent }) => keepsParent)) return undefined
    const isQualified = scope.places.length > 1 || hasAlias(select.from)
    const seats = new Map<string, Seat>()
    const seat = (name: string): Seat => {
      const known = seats.get(name)
      if (known !== undefined) return known
      const place = scope.places.find((one) => one.name === name)!
      const link = scope.links.find(({ parent }) => parent === place)
      const made: Seat = {
        entity: place.entity,
        name: isQualified ? writtenName(select.from!, name) : undefined,
        ...(link && { key: link.key, below: seat(link.child.name) }),
      }
      seats.set(name, made)
      return made
    }
    const root = seat(scope.root.name)
    return {
      root,
      seats: [root, ...scope.places.filter((place) => place !== scope.root).map(({ name }) => seat(name))],
      from: select.from,
    }
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

function hasAlias(from: FromItem): boolean {
  return from.kind === 'table' && from.alias !== undefined
}

/** As the query writes it: places are named in lower case. */
function writtenName(from: FromItem, name: string): string {
  if (from.kind === 'join') {
    const right = writtenName(from.right, name)
    return right.toLowerCase() === name ? right : writtenName(from.left, name)
  }
  return from.kind === 'table' ? (from.alias ?? from.name) : name
}
