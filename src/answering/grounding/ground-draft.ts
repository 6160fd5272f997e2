import type { QueryOutcome } from '../../database/database.ts'
import type { Query } from '../../sql/ast.ts'
import { printQuery } from '../../sql/print.ts'
import { resolveNames } from '../../sql/resolve.ts'
import type { ExploredDatabase } from '../../values/explored-database.ts'
import { isEmptyResult, isGood } from '../execute-candidate.ts'
import { alignFirstLiteral, type ValueFacts } from './align-literals.ts'
import type { DraftChange, DraftEdit } from './draft-change.ts'
import { dropUnaskedMeasure } from './drop-unasked-columns.ts'
import { findMisfits, noteBlanks } from './find-misfits.ts'
import { readBack, readDraft } from './read-draft.ts'
import { rejoinFirst, type SharesValues } from './rejoin-along-keys.ts'
import { repairFirstName } from './repair-names.ts'
import { isSameOutcome } from './same-outcome.ts'
import { splitContradiction } from './split-contradiction.ts'
import { turnComparison } from './turn-comparison.ts'
import { turnSuperlative } from './turn-superlative.ts'

/** Somebody's SQL after it was held against the database. */
export interface GroundedDraft {
  /** The draft to the letter where nothing was changed. */
  readonly sql: string
  readonly changes: readonly DraftChange[]
  /** What looks odd and was left alone, in sentences. */
  readonly notes: readonly string[]
  readonly outcome: QueryOutcome
}

/** What a model reads in the question by itself. */
export interface Reading {
  readonly sql: string
  readonly confidence: number
  /** The model stands by it: nothing that the question names is left out. */
  readonly isSure: boolean
}

/** Everything that a draft is held against. */
export interface GroundingTools {
  readonly explored: ExploredDatabase
  readonly question: string
  readonly variantsOf: ValueFacts['variantsOf']
  readonly sharesValues: SharesValues
  /** Runs a query under the limits, each text once. */
  readonly run: (sql: string) => Promise<QueryOutcome>
  /** Asked for only where the draft leaves a doubt; null when the model makes nothing of the question. */
  readonly readQuestion: () => Promise<Reading | null>
}

interface Version {
  readonly query: Query
  readonly sql: string
  readonly changes: readonly DraftChange[]
  readonly cost: number
}

const MOST_STEPS = 12
const MOST_VERSIONS = 6

/**
 * Grounds SQL that any system wrote (TCSR-SQL section 3.3, for drafts of others): names, literals and joins are held
 * against the schema, the stored values and the graph, and what runs decides. A draft that nothing speaks against
 * stays as it is.
 */
export async function groundDraft(text: string, tools: GroundingTools): Promise<GroundedDraft> {
  const original = await tools.run(text)
  // Neither says anything about the draft's names and values.
  if (original.kind === 'rejected' && ['busy', 'too-large'].includes(original.reason)) {
    return { sql: text, changes: [], notes: [], outcome: original }
  }
  const read = readDraft(text)
  if (read === null) return replaceDraft(text, original, [], tools)
  const start: Version = { query: read.query, sql: read.sql, changes: textChange(text, read.sql), cost: 0 }
  if (original.kind === 'rejected') return repairRefused(text, original, start, tools)
  const settled = await settle(start, tools)
  const settledOutcome = settled.sql === start.sql ? original : await tools.run(settled.sql)
  const isLoss = settledOutcome.kind === 'rejected' || (isGood(original) && isEmptyResult(settledOutcome))
  const [grounded, outcome] = isLoss ? [start, original] : [settled, settledOutcome]
  const asked = await meetQuestion(grounded, outcome, tools)
  if (asked !== null) return asked
  if (grounded.changes.length > start.changes.length) {
    return { sql: grounded.sql, changes: grounded.changes, notes: notesOn(grounded, tools), outcome }
  }
  const isUnsound = findMisfits(grounded.query, tools.explored).length > 0
  if (isEmptyResult(original) && isUnsound) return replaceDraft(text, original, [], tools)
  return { sql: text, changes: [], notes: notesOn(start, tools), outcome: original }
}

/** What a draft that runs does other than the question says; each an edit, or null. */
const QUESTION_RULES: readonly ((query: Query, question: string) => DraftEdit | null)[] = [
  splitContradiction,
  turnComparison,
  turnSuperlative,
  dropUnaskedMeasure,
]

/** Edits that the question's own words ask for, unless the model reads it just as the draft does. */
async function meetQuestion(
  start: Version,
  before: QueryOutcome,
  tools: GroundingTools,
): Promise<GroundedDraft | null> {
  let version = start
  let outcome = before
  for (const rule of QUESTION_RULES) {
    const edit = rule(version.query, tools.question)
    const next = edit === null ? null : apply(version, edit)
    if (next === null) continue
    const found = await tools.run(next.sql)
    if (!isGood(found)) continue
    version = next
    outcome = found
  }
  if (version === start || (await isReadThus(before, tools))) return null
  return { sql: version.sql, changes: version.changes, notes: notesOn(version, tools), outcome }
}

async function isReadThus(outcome: QueryOutcome, tools: GroundingTools): Promise<boolean> {
  const reading = await tools.readQuestion()
  return reading !== null && isSameOutcome(outcome, await tools.run(reading.sql))
}

/** A draft that the engine refuses: the nearest one that it takes, with the model's own reading as a witness. */
async function repairRefused(
  text: string,
  refused: QueryOutcome,
  start: Version,
  tools: GroundingTools,
): Promise<GroundedDraft> {
  const versions: Version[] = []
  for (const version of repairNames(start, tools)) versions.push(await settle(version, tools))
  return replaceDraft(text, refused, versions, tools)
}

/** A dearer repair has guessed too much: the model's own reading, if it is this sure, takes its place. */
const DEAR = 3
const TRUSTED = 0.5

async function replaceDraft(
  text: string,
  refused: QueryOutcome,
  versions: readonly Version[],
  tools: GroundingTools,
): Promise<GroundedDraft> {
  const ran: { readonly version: Version; readonly outcome: QueryOutcome }[] = []
  for (const version of versions) {
    const outcome = await tools.run(version.sql)
    if (outcome.kind === 'rows') ran.push({ version, outcome })
  }
  const keep = ({ version, outcome }: (typeof ran)[number]): GroundedDraft => ({
    sql: version.sql,
    changes: version.changes,
    notes: notesOn(version, tools),
    outcome,
  })
  const reading = await tools.readQuestion()
  const opinion = reading === null ? null : await tools.run(reading.sql)
  const confirmed = ran.find(({ outcome }) => opinion !== null && isSameOutcome(outcome, opinion))
  if (confirmed !== undefined) return keep(confirmed)
  // Where all that it tests for is stored, finding nothing may be the answer.
  const best =
    ran.find(({ outcome }) => isGood(outcome)) ??
    ran.find(({ version }) => version.cost <= DEAR && findMisfits(version.query, tools.explored).length === 0)
  const isReadable = reading !== null && opinion?.kind === 'rows'
  // A draft that runs gives way to a reading without doubts only.
  const mayReplace =
    refused.kind === 'rejected' || (reading?.isSure === true && namesAsMuch(reading.sql, text, tools))
  if (isReadable && mayReplace && isGood(opinion) && (best === undefined || isGuess(best.version, reading))) {
    return { sql: reading.sql, changes: [replaced(text, reading.sql, refused)], notes: [], outcome: opinion }
  }
  if (best !== undefined) return keep(best)
  if (refused.kind === 'rejected' && ran[0] !== undefined) return keep(ran[0])
  if (refused.kind === 'rejected' && isReadable) {
    return { sql: reading.sql, changes: [replaced(text, reading.sql, refused)], notes: [], outcome: opinion }
  }
  return { sql: text, changes: [], notes: [], outcome: refused }
}

function notesOn({ query }: Version, { explored }: GroundingTools): readonly string[] {
  return noteBlanks(query, explored)
}

/** Whether the reading tests for as many texts as the draft: what the draft could not find must not go missing. */
function namesAsMuch(reading: string, draft: string, { explored }: GroundingTools): boolean {
  const countTexts = (sql: string): number => {
    const query = readDraft(sql)?.query
    if (query === undefined) return 0
    return resolveNames(query, explored.survey.schema).comparisons.filter(
      ({ value }) => typeof value === 'string',
    ).length
  }
  return countTexts(reading) >= countTexts(draft)
}

function isGuess({ cost }: Version, { confidence }: Reading): boolean {
  return cost > DEAR && confidence >= TRUSTED
}

/** Versions of the draft in which every name is known, likeliest first. */
function repairNames(start: Version, tools: GroundingTools): Version[] {
  const done: Version[] = []
  const open = [start]
  const seen = new Set<string>()
  for (let step = 0; step < 60 && open.length > 0 && done.length < MOST_VERSIONS; step++) {
    open.sort((one, other) => one.cost - other.cost)
    const version = open.shift()!
    const edits = repairFirstName(version.query, tools.explored)
    if (edits.length === 0) done.push(version)
    for (const edit of edits.slice(0, 4)) {
      const next = apply(version, edit)
      if (next === null || seen.has(next.sql) || next.changes.length > MOST_STEPS) continue
      seen.add(next.sql)
      open.push(next)
    }
  }
  return done
}

/** Literals as they are stored and joins on keys; the steps look at each other's results. */
async function settle(start: Version, tools: GroundingTools): Promise<Version> {
  const facts: ValueFacts = {
    question: tools.question,
    context: tools.explored,
    knowledge: tools.explored.knowledge,
    variantsOf: tools.variantsOf,
  }
  let version = start
  for (let step = 0; step < MOST_STEPS; step++) {
    const edit =
      (await alignFirstLiteral(version.query, facts)) ??
      (await rejoinFirst(version.query, tools.explored, tools.sharesValues))
    const next = edit === null ? null : apply(version, edit)
    if (next === null || next.sql === version.sql) break
    version = next
  }
  return version
}

/** The changed draft, read again so that its parts know their places. */
function apply(version: Version, edit: DraftEdit): Version | null {
  const sql = printQuery(edit.query)
  const query = readBack(sql)
  if (query === null) return null
  return { query, sql, changes: [...version.changes, ...edit.changes], cost: version.cost + edit.cost }
}

function textChange(text: string, sql: string): DraftChange[] {
  if (text.trim() === sql) return []
  return [{ kind: 'text', before: text, after: sql, because: 'What stood around the query was left out.' }]
}

function replaced(before: string, after: string, outcome: QueryOutcome): DraftChange {
  const because =
    outcome.kind === 'rejected'
      ? `The database refused the draft: ${outcome.message}`
      : 'The draft finds nothing and tests for a value that is not stored.'
  return { kind: 'replaced', before, after, because }
}
