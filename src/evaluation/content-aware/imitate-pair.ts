import { seededRandom } from '../../base/random.ts'
import { foldText, identifierWords, stemWord } from '../../base/text.ts'
import type { Comparison } from '../../sql/resolution.ts'
import type { ReadQuestion } from '../benchmarks/read-questions.ts'
import type { ContentDatabase } from './content-database.ts'
import { type ContentRuleContext, comparedValue, type Finding, findContentRules } from './content-rule.ts'
import type { Meaning } from './meaning.ts'
import {
  findNamedValue,
  type Place,
  questionText,
  questionWords,
  type ReadTypedValues,
} from './question-text.ts'
import { COMPANY_WORDS, demonymOf, listedSynonyms } from './word-list.ts'

/** A column with more tells too little in reasonable time. */
const MOST_VALUES = 100

/** The sets of Dr.Spider whose perturbation is imitated. */
export type ImitatedSet = 'Dr.Spider NLQ_column_value' | 'Dr.Spider NLQ_value_synonym'

export interface Imitation {
  readonly imitates: ImitatedSet
  readonly question: string
  readonly findings: readonly Finding[]
  readonly meaning?: Meaning
}

interface ImitateOptions {
  readonly database: ContentDatabase
  readonly context: ContentRuleContext
  readonly readTyped: ReadTypedValues
  readonly seed: number
}

/**
 * Variants of a question that names all its conditions: one without the column's name beside a value, and one with
 * another name for a value. Only variants that then meet the rule they are made for are kept.
 */
export async function imitatePair(
  { dbId, question, gold }: ReadQuestion,
  comparisons: readonly Comparison[],
  { database, context, readTyped, seed }: ImitateOptions,
): Promise<Imitation[]> {
  const random = seededRandom(JSON.stringify([seed, dbId, question, gold]))
  const text = questionText(question, readTyped)
  const named = comparisons.flatMap((comparison) => {
    const value = comparedValue(comparison)
    const isText =
      typeof value === 'string' && isTelling(value) && ['=', '<>', 'in'].includes(comparison.operator)
    const place = isText ? findNamedValue(text, value) : undefined
    return isText && place !== undefined ? [{ comparison, value, place }] : []
  })
  const imitations: Imitation[] = []
  const keep = async (variant: string, imitates: ImitatedSet, meaning?: Meaning): Promise<boolean> => {
    const { findings } = await findContentRules(questionText(variant, readTyped), comparisons, context)
    const wanted = imitates === 'Dr.Spider NLQ_column_value' ? 'column-not-named' : 'value-not-named'
    if (!findings.some(({ rule }) => rule === wanted)) return false
    imitations.push({ imitates, question: variant, findings, ...(meaning && { meaning }) })
    return true
  }
  for (const { comparison, place } of random.shuffle(named)) {
    const variant = withoutColumnName(question, place, database.readableName(comparison))
    if (variant !== undefined && (await keep(variant, 'Dr.Spider NLQ_column_value'))) break
  }
  for (const { comparison, value, place } of random.shuffle(named)) {
    const names = await otherNames(value, comparison, database)
    const demonym = withDemonym(question, place, value)
    if (names.length === 0 && demonym === undefined) continue
    const { keyword, variant } = random.pick([
      ...names.map((name) => ({
        keyword: name,
        variant: question.slice(0, place.start) + name + question.slice(place.end),
      })),
      ...(demonym === undefined ? [] : [demonym]),
    ])
    const { table, column } = comparison
    const meaning: Meaning = { keyword, table, column, value, how: 'perturbation' }
    if (await keep(variant, 'Dr.Spider NLQ_value_synonym', meaning)) break
  }
  return imitations
}

const PLACES = new Set(
  'country nationality city town state place location district county region origin hometown'.split(' '),
)
const TIMES = new Set('year date month day'.split(' '))
/** Between a column's name and its value: "is", "named", a quote. */
const LINK = new Set('is are was were of as named called the a an'.split(' '))
const VERBS = new Set('is are was were'.split(' '))
/** Before a column's name: "whose", "with the", "that have". What "has" without "that" is the sentence's own verb. */
const LEAD = new Set('whose with where having has have the a an that which who its their'.split(' '))
const STRONG_LEAD = new Set('whose with where having'.split(' '))
const OWN_VERBS = new Set('has have'.split(' '))
const RELATIVE = new Set('that which who'.split(' '))

/**
 * "singers whose country is France" becomes "singers from France", and "in the city Aberdeen" "in Aberdeen"; undefined
 * where the column's name does not stand beside the value.
 */
function withoutColumnName(question: string, value: Place, readableName: string): string | undefined {
  const words = questionWords(question)
  const names = identifierWords(readableName).map(stemWord)
  const valueAt = words.findIndex(({ start }) => start === value.start)
  // "directed by Ben Jones": a participle carries the sentence.
  if (valueAt < 0 || names.length === 0 || /\b(?:by|in|at|to|for|from|of)$/.test(readableName))
    return undefined
  let nameEnd = valueAt
  while (nameEnd > 0 && LINK.has(words[nameEnd - 1]!.folded)) nameEnd--
  const nameStart = nameEnd - names.length
  const isName = nameStart > 0 && names.every((stem, offset) => words[nameStart + offset]!.stem === stem)
  if (!isName) return withoutNameBehind(question, value, names)
  let leadStart = nameStart
  while (leadStart > 0 && LEAD.has(words[leadStart - 1]!.folded)) leadStart--
  const lead = words.slice(leadStart, nameStart).map(({ folded }) => folded)
  const link = words.slice(nameEnd, valueAt).map(({ folded }) => folded)
  // A clause that does not begin here cannot be cut without breaking the sentence.
  const needsLead = [...lead, ...link].some((word) => VERBS.has(word) || OWN_VERBS.has(word))
  const isClause = lead.some((word) => STRONG_LEAD.has(word) || RELATIVE.has(word))
  if (needsLead && !isClause) return undefined
  // "a friend of Dan": the name is a noun of the sentence.
  if (!isClause && /^an?$/.test(lead.at(-1) ?? '')) return undefined
  const quote = /["'“‘`]\s*$/.exec(question.slice(0, value.start))?.[0] ?? ''
  const from = isClause ? words[leadStart]!.start : words[nameStart - Number(lead.at(-1) === 'the')]!.start
  const preposition = isClause ? `${prepositionFor(names)} ` : ''
  return question.slice(0, from) + preposition + quote + question.slice(value.start)
}

function prepositionFor(stems: readonly string[]): string {
  const has = (set: ReadonlySet<string>): boolean => [...set].some((word) => stems.includes(stemWord(word)))
  if (has(PLACES)) return 'from'
  return has(TIMES) ? 'in' : 'with'
}

/** "the Aberdeen city." becomes "the Aberdeen." */
function withoutNameBehind(question: string, value: Place, names: readonly string[]): string | undefined {
  const rest = question.slice(value.end)
  const behind = questionWords(rest).slice(0, names.length)
  const isName =
    behind.length === names.length && names.every((stem, offset) => behind[offset]!.stem === stem)
  if (!isName || !/^["'”’`]?\s*$/.test(rest.slice(0, behind[0]!.start))) return undefined
  const tail = rest.slice(behind.at(-1)!.end)
  if (!/^\s*(?:[.,?!;]|$|(?:and|or|in|with|that|who|which|from)\b)/.test(tail)) return undefined
  return question.slice(0, value.end) + (/^["'”’`]/.exec(rest)?.[0] ?? '') + tail
}

/** "singers from France" becomes "French singers". */
function withDemonym(
  question: string,
  place: Place,
  value: string,
): { readonly keyword: string; readonly variant: string } | undefined {
  const keyword = demonymOf(value)
  const before = questionWords(question.slice(0, place.start))
  const [noun, from] = before.slice(-2)
  if (keyword === undefined || noun === undefined || from?.folded !== 'from') return undefined
  // "that are from": what comes from there stands further ahead.
  if (!/^\p{L}{4,}s$/u.test(noun.folded) || question.slice(noun.end, from.start).trim() !== '')
    return undefined
  const variant = `${question.slice(0, noun.start)}${keyword} ${noun.raw}${question.slice(place.end)}`
  return { keyword, variant }
}

/** Letters that say something by themselves: no code, no number, no word of truth. */
function isTelling(value: string): boolean {
  return /\p{L}\P{L}*\p{L}/u.test(value) && !/^(?:yes|no|true|false)$/i.test(value)
}

/**
 * Other names of a stored value: those of the list, or a company's name without its last word where no other value
 * has it. What the column stores as a value of its own is no other name.
 */
async function otherNames(
  value: string,
  { table, column }: Comparison,
  database: ContentDatabase,
): Promise<string[]> {
  const words = value.split(/\s+/)
  const isCompany = words.length > 1 && COMPANY_WORDS.has(words.at(-1)!.toLowerCase())
  const listed = listedSynonyms(value)
  if (listed.length === 0 && !isCompany) return []
  const stored = (await database.distinctValues({ table, column }, MOST_VALUES)).map((one) =>
    foldText(String(one).trim()),
  )
  if (stored.length === MOST_VALUES) return []
  if (listed.length > 0) return listed.filter((name) => !stored.includes(foldText(name)))
  const short = words.slice(0, -1).join(' ')
  return stored.filter((one) => one.includes(foldText(short))).length === 1 ? [short] : []
}
