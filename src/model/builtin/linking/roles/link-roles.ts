import { stemWord } from '../../../../base/text.ts'
import type { JoinKey } from '../../../../exploration/survey.ts'
import type { Mention } from '../mention.ts'
import type { ColumnEntry, SchemaLexicon } from '../schema-lexicon.ts'
import type { QuestionToken } from '../words/question-tokens.ts'
import { keyDirection } from './key-directions.ts'
import { partnerKey } from './partner-key.ts'

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemWord))

const SUPERIORS = stems('manager manage managed boss supervisor supervise superior report')
const NOT_A_ROLE = stems('id code number key no nr to the of by')

/** Words for the row that a table's key to itself leads to: "manager" and "reports to" where staff have a manager_id. */
export function linkRoles(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): Mention[] {
  const keys = joins.filter(({ from, to }) => from.table === to.table && from.columns.length === 1)
  return [
    ...linkPartners(tokens, lexicon, joins),
    ...linkRolesOfOthers(tokens, lexicon, joins),
    ...keys.flatMap(({ from, to }) => {
      const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
      if (column === undefined) return []
      const words = roleWords(column, lexicon.findTable(to.table).stems)
      return tokens.flatMap(({ kind, stem }, start): Mention[] => {
        if (kind !== 'word' || !words.has(stem)) return []
        const end = ['to', 'by'].includes(tokens[start + 1]?.folded ?? '') ? start + 2 : start + 1
        const mention = { kind: 'column', column, looksLikeTable: false, isWholeName: false } as const
        return [{ ...mention, roleOf: to.table, start, end, score: 0.95 }]
      })
    }),
  ]
}

const OF_NUMBERS = 0.9
/** A key of text may well be what is asked for. */
const OF_TEXTS = 0.6
const ASKS_FOR_KEY = stems('id code number key no')

/** Words for a row of another table that a key calls by what it is there: "capital" where countries have a Capital among cities. */
function linkRolesOfOthers(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): Mention[] {
  return joins.flatMap((key) => {
    const { from, to } = key
    if (from.table === to.table || from.columns.length > 1 || partnerKey(key, joins) !== null) return []
    const column = lexicon.findColumn({ table: from.table, column: from.columns[0]! })
    if (column === undefined || column.isKey || keyDirection(column) !== null) return []
    const [owner, target] = [lexicon.findTable(from.table).stems, lexicon.findTable(to.table).stems]
    const words = roleWords(column, [...owner, ...target])
    // "orders" are rows of their own, whatever else an order_id leads to.
    const isTable = lexicon.tables.some(({ stems: name }) => name.length === 1 && words.has(name[0]!))
    if (words.size === 0 || isTable) return []
    // Of a home team and an away team neither is meant by "home" alone.
    const isOneOfSeveral = joins.some(
      (other) => other !== key && other.from.table === from.table && other.to.table === to.table,
    )
    return tokens.flatMap(({ kind, stem }, start): Mention[] => {
      if (kind !== 'word' || !words.has(stem)) return []
      const next = tokens[start + 1]
      const namesTable = next !== undefined && target.includes(next.stem)
      if ((isOneOfSeveral && !namesTable) || (next !== undefined && ASKS_FOR_KEY.has(next.stem))) return []
      const end = namesTable || next?.folded === 'by' ? start + 2 : start + 1
      const score = column.isNumeric ? OF_NUMBERS : OF_TEXTS
      const mention = { kind: 'column', column, looksLikeTable: false, isWholeName: false } as const
      return [{ ...mention, roleOf: to.table, start, end, score }]
    })
  })
}

/** Words for one end of a table that pairs rows of another: "friends" where friends pair a student and a friend. */
function linkPartners(
  tokens: readonly QuestionToken[],
  lexicon: SchemaLexicon,
  joins: readonly JoinKey[],
): Mention[] {
  return joins.flatMap((key) => {
    const other = partnerKey(key, joins)
    const column = lexicon.findColumn({ table: key.from.table, column: key.from.columns[0]! })
    if (other === null || column === undefined) return []
    const table = lexicon.findTable(key.to.table).stems
    const partner = column.stems.filter((stem) => !NOT_A_ROLE.has(stem) && !table.includes(stem))
    // The end that is called as the table of pairs is the partner: friend_id of friends.
    const isPartner = partner.some((stem) => lexicon.findTable(key.from.table).stems.includes(stem))
    if (!isPartner) return []
    return tokens.flatMap(({ kind, stem }, start): Mention[] => {
      if (kind !== 'word' || !partner.includes(stem)) return []
      const mention = { kind: 'column', column, looksLikeTable: false, isWholeName: false } as const
      return [{ ...mention, roleOf: key.to.table, start, end: start + 1, score: 0.95 }]
    })
  })
}

function roleWords(column: ColumnEntry, table: readonly string[]): ReadonlySet<string> {
  const own = column.stems.filter((stem) => !NOT_A_ROLE.has(stem) && !table.includes(stem) && stem.length > 2)
  return new Set(own.some((stem) => SUPERIORS.has(stem)) ? [...own, ...SUPERIORS] : own)
}
