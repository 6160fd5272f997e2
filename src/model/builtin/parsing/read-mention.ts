import { stemWord } from '../../../base/text.ts'
import type { Mention } from '../linking/mention.ts'
import { partnerKey } from '../linking/roles/partner-key.ts'
import type { ColumnEntry } from '../linking/schema-lexicon.ts'
import type { ParseScope } from './parse-scope.ts'
import { addCondition, change, type ParseState } from './parse-state.ts'
import { readBeside } from './read-beside.ts'
import { readColumn } from './read-column.ts'
import { readCountedValue } from './read-counted-value.ts'
import { readMeasure } from './read-measure.ts'
import { readNumber } from './read-number.ts'
import { readPartner } from './read-partner.ts'
import { readPeriod } from './read-period.ts'
import { readRole } from './read-role.ts'
import { readTable } from './read-table.ts'
import { readPart, readText, readValue } from './read-value.ts'
import { WEIGHTS } from './weights.ts'

/** Every way in which the next mention can continue a reading. Scores do not yet hold the mention's own worth. */
export function readMention(state: ParseState, mention: Mention, scope: ParseScope): ParseState[] {
  switch (mention.kind) {
    case 'column':
      if (mention.roleOf !== undefined) {
        const used = noteUse(state, mention, mention.column.table, mention.column.column)
        const partners = readPartner(used, mention.column, mention.roleOf, scope)
        return partners.length > 0 || isPartner(mention.column, mention.roleOf, scope)
          ? partners
          : readRole(used, mention.column, mention.roleOf, scope)
      }
      return [
        ...readColumn(noteUse(state, mention, mention.column.table, mention.column.column), mention.column, {
          ...scope,
          isParticiple: isParticiple(mention, scope),
          isWholeName: mention.isWholeName,
          isDated: isDated(mention, scope),
        }),
        ...readEntity(state, mention, scope),
      ]
    case 'table': {
      const used = noteUse(state, mention, mention.table.table, null)
      const read = readTable(used, mention.table, { ...scope, isParticiple: isParticiple(mention, scope) })
      // "who attended …": what comes next says which of the people.
      return scope.tokens[mention.start]!.folded === 'who'
        ? read.map((asked) => change(asked, 0, { mode: 'filter' }))
        : [...read, ...readBeside(used, mention.table, scope)]
    }
    case 'value':
      return mention.isPart === true
        ? [readPart(state, mention.column, String(mention.value))]
        : [
            ...readValue(state, mention.column, mention.value, scope),
            ...readCountedValue(state, mention, scope),
          ]
    case 'number':
      return readNumber(state, mention.value, scope)
    case 'period':
      return readPeriod(state, mention, scope)
    case 'text':
      return readText(state, mention.text)
    case 'expression':
      return readMeasure(
        state,
        {
          aggregate: state.pending.aggregate ?? 'sum',
          distinct: false,
          target: { kind: 'expression', table: mention.entry.table, sql: mention.entry.expression },
        },
        mention.entry.origin === 'probe' ? 0 : 0.3,
      )
    case 'filter':
      return [
        addCondition(
          focusOn(state, mention.entry.table),
          0.3,
          { kind: 'sql', table: mention.entry.table, sql: mention.entry.condition },
          {},
        ),
      ]
  }
}

/** The key is one end of a table that pairs rows of another. */
function isPartner(key: ColumnEntry, table: string, { joins }: ParseScope): boolean {
  const join = joins.find(
    ({ from, to }) => from.table === key.table && from.columns[0] === key.column && to.table === table,
  )
  return key.table !== table && join !== undefined && partnerKey(join, joins) !== null
}

const KEY_WORDS: ReadonlySet<string> = new Set(['id', 'code', 'number', 'no', 'key'].map(stemWord))

/** "the branch" of a branch_id is what the key leads to, however its table is called. */
function readEntity(
  state: ParseState,
  mention: Extract<Mention, { kind: 'column' }>,
  scope: ParseScope,
): ParseState[] {
  const { column, start, end } = mention
  if (!column.isForeignKey && !column.isKey) return []
  const said = scope.tokens.slice(start, end).map(({ stem }) => stem)
  if (said.some((stem) => KEY_WORDS.has(stem)) || !KEY_WORDS.has(column.stems.at(-1)!)) return []
  const key = scope.joins.find(
    ({ from }) =>
      from.table === column.table && from.columns.length === 1 && from.columns[0] === column.column,
  )
  const table = key?.to.table ?? column.table
  const isNamed = scope.mentionsAt
    .get(start)
    ?.some((other) => other.kind === 'table' && other.table.table === table)
  if (isNamed === true) return []
  const used = change(noteUse(state, mention, table, null), WEIGHTS.entityOfKey, {})
  return readTable(used, scope.lexicon.findTable(table), scope)
}

const ASKED: ReadonlySet<string> = new Set(['did', 'do', 'does'])
const IRREGULAR: ReadonlySet<string> = new Set(
  'born sold bought made built taught written sung held paid won given taken spent sent known lost flown'.split(
    ' ',
  ),
)
/** "who plays" */
const SUBJECTS: ReadonlySet<string> = new Set(['who', 'that'])
/** So many words stand between "did" and its verb: "did our company open". */
const WORDS_OF_SUBJECT = 3

/** "hired after 2002" and "did we open before 2014" restrict; "the hire date" is shown. */
function isParticiple({ start, end }: Mention, { tokens }: ParseScope): boolean {
  if (end - start > 1) return false
  const { folded } = tokens[start]!
  if (/(?:ed|ing)$/.test(folded) || IRREGULAR.has(folded)) return true
  if (SUBJECTS.has(tokens[start - 1]?.folded ?? '') && folded.endsWith('s')) return true
  return tokens.slice(Math.max(0, start - WORDS_OF_SUBJECT), start).some((token) => ASKED.has(token.folded))
}

const WHEN: ReadonlySet<string> = new Set(
  'after before in on since between during until till from by the of within at early late'.split(' '),
)

/** "hired after 1 January 2023": nothing but words of when stand between. */
function isDated({ end }: Mention, { tokens, mentionsAt }: ParseScope): boolean {
  let next = end
  while (WHEN.has(tokens[next]?.folded ?? '')) next++
  return mentionsAt.get(next)?.some(({ kind }) => kind === 'period') === true
}

function noteUse(state: ParseState, mention: Mention, table: string, column: string | null): ParseState {
  const use = { start: mention.start, end: mention.end, table, column, score: mention.score }
  return { ...state, uses: [...state.uses, use] }
}

function focusOn(state: ParseState, table: string): ParseState {
  return state.focus === null ? { ...state, focus: table } : state
}
