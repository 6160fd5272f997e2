import { foldText } from '../../base/text.ts'
import { parseQuery } from '../../sql/parse.ts'
import { printQuery } from '../../sql/print.ts'
import type { Comparison } from '../../sql/resolution.ts'
import { resolveNames } from '../../sql/resolve.ts'
import { SqlSyntaxError } from '../../sql/sql-syntax-error.ts'
import type { ReadQuestion, ReadQuestions } from '../benchmarks/read-questions.ts'
import type { ContentDatabase } from './content-database.ts'
import {
  CONTENT_RULES,
  type ContentRule,
  type ContentRuleContext,
  type Finding,
  findContentRules,
} from './content-rule.ts'
import { type ImitatedSet, type Imitation, imitatePair } from './imitate-pair.ts'
import { deriveMeanings, type Meaning } from './meaning.ts'
import { questionText, type ReadTypedValues } from './question-text.ts'

/** A file of question–SQL pairs. */
export interface PairSource {
  /** What the output calls it. */
  readonly label: string
  readonly read: ReadQuestions
}

export interface SelectPairsOptions {
  /** Undefined where there is no such database. Closed by whoever opened it. */
  readonly openDatabase: (dbId: string) => Promise<ContentDatabase | undefined>
  readonly closeDatabase: (dbId: string) => Promise<void>
  readonly readTyped: ReadTypedValues
  /** Makes variants of the pairs that meet no rule, seeded; undefined: it does not. */
  readonly perturbSeed?: number
  readonly onProgress?: (done: number, total: number, dbId: string) => void
  readonly signal?: AbortSignal
}

/** A question–SQL pair whose conditions the question does not name in full. */
export interface ContentAwarePair {
  readonly dbId: string
  readonly question: string
  readonly gold: string
  readonly source: string
  /** In its source. */
  readonly index: number
  readonly rules: readonly ContentRule[]
  readonly conditions: readonly PairCondition[]
  /** Of an imitation: the question it was made from. Otherwise what its source keeps as one. */
  readonly original?: string
  readonly imitates?: ImitatedSet
}

/** A condition that the question does not name, and by which rule. */
interface PairCondition {
  readonly rule: ContentRule
  readonly table: string
  readonly column: string
  readonly value: string | number
}

/** What became of the pairs of a source. Every pair of `count` is in exactly one of the numbers after it. */
export interface SourceCounts {
  readonly source: string
  readonly count: number
  readonly selected: number
  readonly malformed: number
  readonly unknownDatabase: number
  /** Gold that is no SELECT that can be read. */
  readonly unreadableGold: number
  /** The question names all its conditions, or there are none. */
  readonly noRule: number
  /** A number or date of a condition stands nowhere in the question. */
  readonly untoldNumber: number
  readonly failedGold: number
  readonly emptyGold: number
  /** The same question of the same database was selected already. */
  readonly duplicates: number
  /** Selected pairs by rule; one may meet several. */
  readonly byRule: Readonly<Record<ContentRule, number>>
  /** Variants made of pairs without a rule; not in `selected`. */
  readonly imitations: Readonly<Record<ImitatedSet, number>>
}

export interface SelectedPairs {
  /** In the order of the sources; imitations follow the pair they stand for. */
  readonly pairs: readonly ContentAwarePair[]
  /** By database, without repeats. */
  readonly meanings: ReadonlyMap<string, readonly Meaning[]>
  readonly counts: readonly SourceCounts[]
  /** Databases that were not found. */
  readonly unknownDatabases: readonly string[]
}

interface SourcePair {
  readonly source: number
  readonly question: ReadQuestion
}

type MutableCounts = {
  -readonly [Key in keyof SourceCounts]: SourceCounts[Key] extends number ? number : SourceCounts[Key]
} & {
  byRule: Record<ContentRule, number>
  imitations: Record<ImitatedSet, number>
}

/** Selects the pairs whose gold literals or columns the question does not name (docs/benchmarks.md). */
export async function selectPairs(
  sources: readonly PairSource[],
  options: SelectPairsOptions,
): Promise<SelectedPairs> {
  const counts = sources.map(emptyCounts)
  const all = sources.flatMap(({ read }, source) => read.questions.map((question) => ({ source, question })))
  const byDatabase = groupBy(all, ({ question }) => question.dbId)
  const found: { readonly source: number; readonly pair: ContentAwarePair }[] = []
  const meanings = new Map<string, readonly Meaning[]>()
  const unknownDatabases: string[] = []
  let done = 0
  for (const [dbId, pairs] of byDatabase) {
    options.signal?.throwIfAborted()
    options.onProgress?.(done, all.length, dbId)
    done += pairs.length
    const database = await options.openDatabase(dbId)
    if (database === undefined) {
      unknownDatabases.push(dbId)
      for (const { source } of pairs) counts[source]!.unknownDatabase++
      continue
    }
    try {
      const selection = new DatabaseSelection(database, pairs, options)
      for (const pair of pairs) {
        const label = sources[pair.source]!.label
        for (const one of await selection.select(pair, label, counts[pair.source]!))
          found.push({ source: pair.source, pair: one })
      }
      if (selection.meanings.length > 0) meanings.set(dbId, selection.meanings)
    } finally {
      await options.closeDatabase(dbId)
    }
  }
  const pairs = found
    .sort((one, other) => one.source - other.source || one.pair.index - other.pair.index)
    .map(({ pair }) => pair)
  return { pairs, meanings, counts, unknownDatabases }
}

/** The pairs of one database. */
class DatabaseSelection {
  readonly #database: ContentDatabase
  readonly #options: SelectPairsOptions
  readonly #context: ContentRuleContext
  readonly #counterparts: ReadonlyMap<string, readonly string[]>
  readonly #taken = new Set<string>()
  readonly #meanings = new Map<string, Meaning>()

  constructor(database: ContentDatabase, pairs: readonly SourcePair[], options: SelectPairsOptions) {
    this.#database = database
    this.#options = options
    this.#context = {
      namesOf: (column) => database.namesOf(column),
      isCodeColumn: (column) => database.isCodeColumn(column),
    }
    const grouped = groupBy(pairs, ({ question }) => goldKey(question.gold))
    this.#counterparts = new Map(
      [...grouped].map(([gold, same]) => [gold, same.map(({ question }) => question.question)]),
    )
  }

  get meanings(): readonly Meaning[] {
    return [...this.#meanings.values()]
  }

  /** The pair if it meets a rule, or else variants of it that do. */
  async select({ question }: SourcePair, source: string, counts: MutableCounts): Promise<ContentAwarePair[]> {
    const comparisons = this.#comparisons(question.gold)
    if (comparisons === undefined) {
      counts.unreadableGold++
      return []
    }
    const text = questionText(question.question, this.#options.readTyped)
    const { findings, hasUntoldNumber } = await findContentRules(text, comparisons, this.#context)
    if (hasUntoldNumber) {
      counts.untoldNumber++
      return []
    }
    if (findings.length === 0) {
      counts.noRule++
      return this.#imitate(question, source, comparisons, counts)
    }
    const result = await this.#judgeGold(question.gold)
    if (result !== 'rows') {
      counts[result]++
      return []
    }
    if (!this.#take(question.question)) {
      counts.duplicates++
      return []
    }
    counts.selected++
    for (const rule of rulesOf(findings)) counts.byRule[rule]++
    const others = [
      ...(question.original === undefined ? [] : [question.original]),
      ...(this.#counterparts.get(goldKey(question.gold)) ?? []),
    ]
    for (const finding of findings) {
      for (const meaning of await deriveMeanings(text, finding, this.#database, {
        comparisons,
        counterparts: others,
      }))
        this.#learn(meaning)
    }
    return [toPair(question, source, findings, question.original)]
  }

  async #imitate(
    question: ReadQuestion,
    source: string,
    comparisons: readonly Comparison[],
    counts: MutableCounts,
  ): Promise<ContentAwarePair[]> {
    const seed = this.#options.perturbSeed
    if (seed === undefined) return []
    const imitations = await imitatePair(question, comparisons, {
      database: this.#database,
      context: this.#context,
      readTyped: this.#options.readTyped,
      seed,
    })
    if (imitations.length === 0 || (await this.#judgeGold(question.gold)) !== 'rows') return []
    return imitations
      .filter((imitation) => this.#take(imitation.question))
      .map((imitation) => {
        counts.imitations[imitation.imitates]++
        if (imitation.meaning !== undefined) this.#learn(imitation.meaning)
        return this.#imitationPair(question, source, imitation)
      })
  }

  #imitationPair(question: ReadQuestion, source: string, imitation: Imitation): ContentAwarePair {
    const pair = toPair(
      { ...question, question: imitation.question },
      source,
      imitation.findings,
      question.question,
    )
    return { ...pair, imitates: imitation.imitates }
  }

  #comparisons(gold: string): readonly Comparison[] | undefined {
    try {
      return resolveNames(parseQuery(gold), this.#database.schema).comparisons.filter(
        ({ clause }) => clause === 'where' || clause === 'having' || clause === 'on',
      )
    } catch (error) {
      if (error instanceof SqlSyntaxError) return undefined
      throw error
    }
  }

  async #judgeGold(gold: string): Promise<'rows' | 'failedGold' | 'emptyGold'> {
    const rows = await this.#database.rows(gold)
    if (rows === undefined) return 'failedGold'
    return rows.every((row) => row.every((value) => value === null)) ? 'emptyGold' : 'rows'
  }

  #take(question: string): boolean {
    const key = foldText(question)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (this.#taken.has(key)) return false
    this.#taken.add(key)
    return true
  }

  #learn(meaning: Meaning): void {
    const { keyword, table, column, value } = meaning
    const key = JSON.stringify([foldText(keyword), table.toLowerCase(), column.toLowerCase(), value])
    if (!this.#meanings.has(key)) this.#meanings.set(key, meaning)
  }
}

/** The same for queries that differ in spaces, letter case of keywords and brackets only. */
function goldKey(gold: string): string {
  try {
    return printQuery(parseQuery(gold)).toLowerCase()
  } catch {
    return gold
  }
}

function rulesOf(findings: readonly Finding[]): ContentRule[] {
  return CONTENT_RULES.filter((rule) => findings.some((finding) => finding.rule === rule))
}

function toPair(
  { index, dbId, question, gold }: ReadQuestion,
  source: string,
  findings: readonly Finding[],
  original: string | undefined,
): ContentAwarePair {
  return {
    dbId,
    question,
    gold,
    source,
    index,
    rules: rulesOf(findings),
    conditions: findings.map(({ rule, table, column, value }) => ({ rule, table, column, value })),
    ...(original !== undefined && { original }),
  }
}

function emptyCounts({ label, read }: PairSource): MutableCounts {
  return {
    source: label,
    count: read.count,
    selected: 0,
    malformed: read.skipped.length,
    unknownDatabase: 0,
    unreadableGold: 0,
    noRule: 0,
    untoldNumber: 0,
    failedGold: 0,
    emptyGold: 0,
    duplicates: 0,
    byRule: { 'value-not-named': 0, 'encoded-condition': 0, 'column-not-named': 0 },
    imitations: { 'Dr.Spider NLQ_column_value': 0, 'Dr.Spider NLQ_value_synonym': 0 },
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
