import type { Entity } from '../lexicon/entity.ts'
import type { Condition, Rows } from '../meaning/meaning.ts'
import { conditionForms } from './condition-phrase.ts'
import { type Forms, type Speech, Unsayable, type Verb } from './forms.ts'
import { isNamedOnly } from './pinned.ts'

type Grammar = 'one' | 'many'
type Slot = 'adjective' | 'after' | 'nested' | 'verb' | 'whose'

// More than a sentence holds.
const MAX_CONDITIONS = 4

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
  const candidates = rows.conditions.filter(
    (condition) => conditionForms(condition, entity, speech).verb !== undefined,
  )
  if (candidates.length === 0) return undefined
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
  const verbs = conditions.map((condition) => conditionForms(condition, entity, speech).verb?.[number])
  if (verbs.some((verb) => verb === undefined)) throw new Unsayable('a condition without a verb')
  return fill(verbs.join(' and '), entity, number)
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
  if (conditions.length > MAX_CONDITIONS) throw new Unsayable('too many conditions')
  const named = isNamedOnly(conditions, entity)
  if (named !== undefined) return { adjectives: '', rest: ` named ${named}` }
  const adjectives: string[] = []
  const withs: string[] = []
  const afters: string[] = []
  const verbs: string[] = []
  const whoses: string[] = []
  let nested: string | undefined
  for (const condition of conditions) {
    const forms = conditionForms(condition, entity, speech)
    const isAlone = conditions.length === 1
    const slot = chooseSlot(forms, { isAlone, hasAdjective: adjectives.length > 0 }, speech)
    if (slot === 'adjective') adjectives.push(forms.adjective!)
    else if (slot === 'nested') nested = forms.nested!
    else if (slot === 'verb') verbs.push((forms.verb as Verb)[number])
    else if (slot === 'whose') whoses.push(forms.whose!)
    else if (forms.after!.startsWith('with ')) withs.push(forms.after!.slice('with '.length))
    else afters.push(forms.after!)
  }
  const relative = entity.isPerson ? 'who' : 'that'
  const rest = [
    ...(afters.length > 0 ? [afters.join(' and ')] : []),
    ...(withs.length > 0 ? [`with ${withs.join(' and ')}`] : []),
    ...(nested === undefined ? [] : [nested]),
    ...(verbs.length > 0 ? [`${relative} ${verbs.join(' and ')}`] : []),
    ...(whoses.length > 0 ? [`${verbs.length > 0 ? 'and ' : ''}whose ${whoses.join(' and whose ')}`] : []),
  ]
  // Two kinds of clause after one that has rows of its own: nobody knows what the last one is about.
  if (
    verbs.length > 0 &&
    whoses.length > 0 &&
    (nested !== undefined || verbs.some((verb) => / (?:that|who|whose) /.test(verb)))
  ) {
    throw new Unsayable('clauses within clauses')
  }
  return {
    adjectives: adjectives.map((adjective) => `${adjective} `).join(''),
    rest: rest.map((part) => ` ${part}`).join(''),
  }
}

function chooseSlot(
  forms: Forms,
  { isAlone, hasAdjective }: { readonly isAlone: boolean; readonly hasAdjective: boolean },
  speech: Speech,
): Slot {
  const possible: Slot[] = []
  if (forms.adjective !== undefined && !hasAdjective) return 'adjective'
  if (forms.nested !== undefined && isAlone) possible.push('nested', 'nested')
  if (forms.after !== undefined) possible.push('after', 'after')
  if (forms.whose !== undefined) possible.push('whose')
  if (possible.length === 0 && forms.verb !== undefined) possible.push('verb')
  if (possible.length === 0) throw new Unsayable('a condition without words')
  return speech.random.pick(possible)
}
