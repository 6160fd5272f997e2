import type { Expression, Limit, OrderTerm, Select } from '../ast.ts'
import { expressionParts, walkExpression } from '../walk.ts'
import { isAggregate, type Speaker, type TellForm, type TellQuery } from './describe.ts'
import { type NamedSource, ownerOf, type Place } from './place.ts'
import { listOf, pluralOf } from './plural.ts'

/** ORDER BY and LIMIT of the query around. */
export interface Tail {
  readonly orderBy: readonly OrderTerm[]
  readonly limit?: Limit
}

/** What a SELECT speaks of: one row of it, and many. */
export interface Entity {
  readonly one: string
  readonly many: string
  readonly source: NamedSource | undefined
}

export interface Telling {
  readonly place: Place
  readonly tell: TellQuery
  readonly select: Select
  readonly items: readonly Expression[]
  readonly tail: Tail
  readonly form: TellForm
}

export function entityOf(place: Place, wanted: NamedSource | undefined): Entity {
  const source = wanted ?? place.grain ?? (place.sources.length === 1 ? place.sources[0] : undefined)
  if (source !== undefined) return { one: source.noun, many: pluralOf(source.noun), source }
  const nouns = place.sources.map(({ noun }) => noun)
  const isLinked = place.links.length >= place.sources.length - 1
  const start = isLinked ? 'matching combination' : 'combination'
  return { one: `${start} of ${listOf(nouns)}`, many: `${start}s of ${listOf(nouns)}`, source: undefined }
}

export function ownersIn(expression: Expression, place: Place): NamedSource[] {
  const owners: NamedSource[] = []
  walkExpression(expression, {
    expression: (part) => {
      if (part.kind !== 'column') return
      const owner = ownerOf(part, place)
      if (owner !== undefined && !owner.isOuter) owners.push(owner.source)
    },
  })
  return owners
}

export function hasAggregate(expression: Expression): boolean {
  return isAggregate(expression) || expressionParts(expression).some(hasAggregate)
}

export function positional(expression: Expression, items: readonly Expression[]): Expression | undefined {
  return expression.kind === 'number' ? items[Number(expression.text) - 1] : undefined
}

export function resolveAlias(expression: Expression, place: Place): Expression {
  if (expression.kind !== 'column' || expression.table !== undefined) return expression
  return place.aliases.get(expression.name.toLowerCase()) ?? expression
}

export function speak({ place, tell }: Telling, subject: NamedSource | undefined): Speaker {
  return { place, subject, tell }
}
