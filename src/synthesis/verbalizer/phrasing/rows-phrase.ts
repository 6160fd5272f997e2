import type { Entity } from '../lexicon/entity.ts'
import type { Condition, Rows } from '../meaning/meaning.ts'
import { conditionForms } from './condition-phrase.ts'
import { type Forms, type Speech, Unsayable } from './forms.ts'
import { listWith } from './noun-phrase.ts'
import { isNamedOnly } from './pinned.ts'

type Grammar = 'one' | 'many'
type Slot = 'adjective' | 'after' | 'with' | 'tail' | 'nested' | 'whose' | 'verb'

// More than a sentence holds, those of other rows that it speaks of included.
const MAX_CONDITIONS = 3

/** "discontinued products from Germany with a price above 10 whose supplier is …" without an article. */
export function sayRows(rows: Rows, number: Grammar, speech: Speech): string {
  return sayNoun(rows.entity, rows.conditions, number, speech)
}

function sayNoun(entity: Entity, conditions: readonly Condition[], number: Grammar, speech: Speech): string {
  const parts = placeForms(conditions, entity, number, speech)
  return fill(`${parts.adjectives}${entity[number]}${parts.rest}`, entity, number)
}

/** Their or its, once it is known of whom. */
function fill(text: string, entity: Entity, number: Grammar): string {
  return text.replaceAll('{their}', number === 'many' || entity.isPerson ? 'their' : 'its')
}

/**
 * The same in two: "customers from Germany", "have more than three orders". Undefined when no condition can be
 * what the others do.
 */
export function splitRows(
  rows: Rows,
  number: Grammar,
  speech: Speech,
): { readonly noun: string; readonly verb: string } | undefined {
  const { entity } = rows
  refuseTwice(rows.conditions)
  const candidates = rows.conditions.filter(
    (condition) => conditionForms(condition, entity, speech).verb !== undefined,
  )
  if (candidates.length === 0) return undefined
  if (rows.conditions.length > 1 && rows.conditions.some(({ kind }) => kind === 'any')) return undefined
  const last = candidates.at(-1)!
  const verb = conditionForms(last, entity, speech).verb![number]
  const noun = sayNoun(
    entity,
    rows.conditions.filter((condition) => condition !== last),
    number,
    speech,
  )
  // "whose … and … have": the verb would be heard as part of the clause.
  if (/ (?:who|that|whose) /.test(noun)) return undefined
  return { noun, verb: fill(verb, entity, number) }
}

/** All conditions as what the rows do: "are from Germany and have no orders". */
export function sayVerbs(
  conditions: readonly Condition[],
  entity: Entity,
  number: Grammar,
  speech: Speech,
): string {
  const verbs = conditions.map((condition) => {
    const { verb } = conditionForms(condition, entity, speech)
    if (verb === undefined) throw new Unsayable('a condition without a verb')
    if (condition.kind === 'any' && conditions.length > 1) throw new Unsayable('or beside and')
    return verb[number]
  })
  return fill(joinClauses(verbs, ' and '), entity, number)
}

/** Clauses one after the other; one with a clause of its own can only stand last. */
function joinClauses(clauses: readonly string[], by: string): string {
  const open = clauses.filter((clause) => isOpen(clause))
  if (open.length > 1) throw new Unsayable('clauses within clauses')
  return [...clauses.filter((clause) => !isOpen(clause)), ...open].join(by)
}

/** Whether what follows could be heard as part of it. */
function isOpen(clause: string): boolean {
  const bare = clause.replace(/between \S+ and|either .* or|one of .* or|(?:on|in) or (?:after|before)/g, '')
  return / (?:who|that|whose|with|and|or) /.test(bare)
}

interface Parts {
  readonly adjectives: string
  readonly rest: string
}

function placeForms(
  conditions: readonly Condition[],
  entity: Entity,
  number: Grammar,
  speech: Speech,
): Parts {
  if (weightOf(conditions) > MAX_CONDITIONS) throw new Unsayable('too many conditions')
  const named = isNamedOnly(conditions, entity)
  if (named !== undefined) return { adjectives: '', rest: ` named ${named}` }
  const said: Record<Slot, string[]> = {
    adjective: [],
    after: [],
    with: [],
    tail: [],
    nested: [],
    whose: [],
    verb: [],
  }
  for (const condition of conditions) {
    const forms = conditionForms(condition, entity, speech)
    const isAlone = conditions.length === 1
    if (condition.kind === 'any' && !isAlone)
      said[forms.whose === undefined ? 'verb' : 'whose'].push(anyText(forms, number))
    else {
      const [slot, text] = chooseSlot(
        forms,
        { isAlone, hasAdjective: said.adjective.length > 0, number },
        speech,
      )
      said[slot].push(text)
    }
  }
  const hasAlternatives = conditions.length > 1 && conditions.some(({ kind }) => kind === 'any')
  if (hasAlternatives && said.whose.length + said.verb.length > 1) throw new Unsayable('or beside and')
  if (said.whose.length > 2) throw new Unsayable('a row of clauses')
  refuseTwice(conditions)
  if (conditions.length > 1 && conditions.some(isOverPart)) throw new Unsayable('a part beside a part')
  const relative = entity.isPerson ? 'who' : 'that'
  const whose = joinClauses(said.whose, ' and whose ')
  if (said.verb.length > 0 && isOpen(whose) && whose !== '' && said.whose.some(isOpen))
    throw new Unsayable('clauses within clauses')
  const rest = [
    said.after.filter((text) => !isLack(text)).join(' and '),
    [...(said.with.length > 0 ? [`with ${listWith(said.with)}`] : []), ...said.after.filter(isLack)].join(
      ' and ',
    ),
    said.tail.join(' '),
    said.nested.join(' '),
    whose === '' ? '' : `whose ${whose}`,
    said.verb.length === 0
      ? ''
      : `${whose === '' ? '' : 'and '}${relative} ${joinClauses(said.verb, ' and ')}`,
  ]
  return {
    adjectives: said.adjective.map((adjective) => `${adjective} `).join(''),
    rest: rest.map((part) => (part === '' ? '' : ` ${part}`)).join(''),
  }
}

/** "with a price above 10 whose price is below the average" */
function refuseTwice(conditions: readonly Condition[]): void {
  const columns = conditions.flatMap((condition) => (condition.kind === 'test' ? [condition.column] : []))
  if (new Set(columns).size < columns.length) throw new Unsayable('two limits of one column')
}

/** "above the average price of books by Ann Ley" */
function isOverPart(condition: Condition): boolean {
  return (
    condition.kind === 'test' &&
    condition.test.kind === 'statistic' &&
    condition.test.over.conditions.length > 0
  )
}

function weightOf(conditions: readonly Condition[]): number {
  return conditions.reduce((sum, condition) => {
    if (condition.kind === 'any') return sum + weightOf(condition.of)
    if (condition.kind === 'parent' || condition.kind === 'children')
      return sum + Math.max(1, weightOf(condition.rows.conditions))
    const isRelative = condition.kind === 'test' && condition.test.kind === 'statistic'
    const over = isRelative && condition.test.kind === 'statistic' ? condition.test.over.conditions : []
    return sum + 1 + weightOf(over)
  }, 0)
}

/** "without a home page": beside what there is, not before it. */
function isLack(text: string): boolean {
  return text.startsWith('without ')
}

function anyText({ whose, verb }: Forms, number: Grammar): string {
  if (whose !== undefined) return whose
  if (verb === undefined) throw new Unsayable('alternatives without words')
  return verb[number]
}

interface Surroundings {
  readonly isAlone: boolean
  readonly hasAdjective: boolean
  readonly number: Grammar
}

function chooseSlot(
  forms: Forms,
  { isAlone, hasAdjective, number }: Surroundings,
  speech: Speech,
): readonly [Slot, string] {
  const { adjective, after, tail, nested, whose, verb, isLong } = forms
  if (adjective !== undefined && !hasAdjective) return ['adjective', adjective]
  const possible: (readonly [Slot, string])[] = []
  if (nested !== undefined && isAlone) possible.push(['nested', nested], ['nested', nested])
  if (after !== undefined && (isAlone || !isLong)) {
    const said: readonly [Slot, string] = after.startsWith('with ')
      ? ['with', after.slice('with '.length)]
      : ['after', after]
    possible.push(said, said)
  }
  if (tail !== undefined) possible.push(['tail', tail], ['tail', tail])
  const isNeeded = possible.length === 0 && verb === undefined
  if (whose !== undefined && (isNeeded || !speech.avoidsWhose)) possible.push(['whose', whose])
  if (possible.length === 0 && verb !== undefined) possible.push(['verb', verb[number]])
  if (possible.length === 0) throw new Unsayable('a condition without words')
  return speech.random.pick(possible)
}
