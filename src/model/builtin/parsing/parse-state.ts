import type { ColumnName } from '../../../database/schema.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type {
  Aggregate,
  Clause,
  ComparisonOperator,
  HavingClause,
  Measure,
  SketchColumn,
} from '../sketch/sketch.ts'

/** One partial reading of a question, from its start to `position`. Never changed, only replaced. */
export interface ParseState {
  readonly position: number
  readonly score: number
  readonly mode: 'select' | 'filter' | 'order'
  readonly focus: string | null
  readonly select: readonly Measure[]
  readonly distinct: boolean
  readonly where: readonly Clause[]
  readonly group: readonly SketchColumn[]
  /** Tables whose rows are the groups. */
  readonly groupTables: readonly string[]
  readonly having: readonly HavingClause[]
  readonly order: readonly { readonly measure: Measure; readonly direction: 'asc' | 'desc' }[]
  readonly limit: number | null
  readonly offset: number | null
  readonly asksShare: boolean
  /** "the average number of orders per customer": what is made of the counts of the groups. */
  readonly overGroups: Aggregate | null
  readonly joined: readonly string[]
  /** "customers who never bought …": what follows describes the rows that must not exist. */
  readonly related: {
    readonly negated: boolean
    readonly table: string
    readonly where: readonly Clause[]
  } | null
  readonly combine: 'intersect' | 'except' | null
  readonly pending: Pending
  readonly uses: readonly NameUse[]
  readonly unused: readonly string[]
}

/** Words that have been read and wait for what they apply to. */
export interface Pending {
  readonly count: boolean
  /** The last one said; `moreAggregates` holds those before it: "the minimum and maximum price". */
  readonly aggregate: Aggregate | null
  readonly moreAggregates: readonly Aggregate[]
  readonly distinct: boolean
  readonly superlative: Superlative | null
  /** "the third …": waits for the superlative that it ranks by. */
  readonly ordinal: number | null
  readonly comparison: { readonly operator: ComparisonOperator; readonly concept?: string } | null
  readonly number: number | null
  readonly column: ColumnEntry | null
  /** "with an average price over 5": the measure that waits for its bound. */
  readonly measure: Measure | null
  readonly between: boolean
  readonly low: string | number | null
  readonly pattern: 'contains' | 'starts' | 'ends' | null
  readonly negated: boolean
  readonly each: boolean
  readonly by: boolean
  readonly direction: 'asc' | 'desc' | null
  readonly connective: 'and' | 'or' | null
  readonly both: boolean
  readonly afterOf: boolean
  /** A pattern's text that waits for its column: 'have "data" in their title'. */
  readonly text: string | null
  /** A key whose words were read: "who report to …" speaks of the rows that it leads to. */
  readonly role: Role | null
  /** What came last was a group: "for each rank and gender". */
  readonly grouping: boolean
}

interface Role {
  readonly via: ColumnName
  /** The table that the key leads to. */
  readonly table: string
  readonly isUsed: boolean
}

interface Superlative {
  readonly direction: 'asc' | 'desc'
  readonly concept?: string
  readonly byCount: boolean
  readonly count: number | null
}

interface NameUse {
  readonly start: number
  readonly end: number
  readonly table: string
  readonly column: string | null
  readonly score: number
}

const NOTHING_PENDING: Pending = {
  count: false,
  aggregate: null,
  moreAggregates: [],
  distinct: false,
  superlative: null,
  ordinal: null,
  comparison: null,
  number: null,
  column: null,
  measure: null,
  between: false,
  low: null,
  pattern: null,
  negated: false,
  each: false,
  by: false,
  direction: null,
  connective: null,
  both: false,
  afterOf: false,
  text: null,
  role: null,
  grouping: false,
}

export const INITIAL_STATE: ParseState = {
  position: 0,
  score: 0,
  mode: 'select',
  focus: null,
  select: [],
  distinct: false,
  where: [],
  group: [],
  groupTables: [],
  having: [],
  order: [],
  limit: null,
  offset: null,
  asksShare: false,
  overGroups: null,
  joined: [],
  related: null,
  combine: null,
  pending: NOTHING_PENDING,
  uses: [],
  unused: [],
}

/** A copy of the state with something changed, `delta` added to its score and some of what was pending settled. */
export function change(
  state: ParseState,
  delta: number,
  changes: Partial<Omit<ParseState, 'pending' | 'score'>>,
  pending: Partial<Pending> = {},
): ParseState {
  return { ...state, ...changes, score: state.score + delta, pending: settle(state.pending, pending) }
}

/** The same record where nothing changes: most steps leave what waits as it is, and it is compared often. */
function settle(before: Pending, changes: Partial<Pending>): Pending {
  for (const name in changes) {
    const key = name as keyof Pending
    if (before[key] !== changes[key]) return { ...before, ...changes }
  }
  return before
}

/** Adds a condition where it belongs: to the open "never …" scope or to the question itself. */
export function addCondition(
  state: ParseState,
  delta: number,
  condition: Clause['condition'],
  pending: Partial<Pending> = {},
): ParseState {
  const connective = state.pending.connective === 'or' ? 'or' : 'and'
  const settled: Partial<Pending> = {
    column: null,
    comparison: null,
    number: null,
    negated: false,
    pattern: null,
    between: false,
    low: null,
    connective: null,
    ...pending,
  }
  if (state.related !== null) {
    const related = { ...state.related, where: [...state.related.where, { connective, condition } as Clause] }
    return change(state, delta, { related, mode: 'filter' }, settled)
  }
  const where: Clause[] = [...state.where, { connective, condition }]
  return change(state, delta, { where, mode: state.mode === 'order' ? 'order' : state.mode }, settled)
}

export function rowsOf(table: string): Measure {
  return { aggregate: 'count', distinct: false, target: { kind: 'rows', table } }
}

export function measureOf(column: ColumnName, aggregate: Aggregate | null = null, distinct = false): Measure {
  return {
    aggregate,
    distinct,
    target: { kind: 'column', column: { table: column.table, column: column.column } },
  }
}
