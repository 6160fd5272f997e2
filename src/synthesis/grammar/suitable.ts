import type { ColumnWords } from '../verbalizer/lexicon/column-words.ts'
import type { Entity } from '../verbalizer/lexicon/entity.ts'

/** Numbers and dates with an order worth asking about. */
export function isMeasured({ role, profile }: ColumnWords): boolean {
  return ['measure', 'count', 'ordinal', 'date', 'year'].includes(role) && profile.distinctCount > 1
}

/** Numbers whose average says something. */
export function isAveraged({ role, profile }: ColumnWords): boolean {
  return (role === 'measure' || role === 'count') && profile.distinctCount > 1
}

/** Columns that split rows into groups worth counting. */
export function isGrouping({ role, profile }: ColumnWords): boolean {
  const { distinctCount, rowCount, nullCount } = profile
  // A line for those without a value is one that nobody asks for.
  if (distinctCount < 2 || rowCount < 3 || nullCount > 0) return false
  if (role === 'category') return distinctCount <= 200 && distinctCount < rowCount
  if (role === 'year' || role === 'ordinal') return distinctCount <= 60 && distinctCount * 1.5 <= rowCount
  return false
}

/** Columns that a list may show beside the name. */
export function isShowable({ role, profile }: ColumnWords): boolean {
  return role !== 'key' && role !== 'nothing' && role !== 'flag' && profile.nullCount < profile.rowCount
}

/** What a row is called by, or what else may stand for it. */
export function labelsOf({ names, id }: Entity): readonly ColumnWords[] {
  return names.length > 0 ? names : id === undefined ? [] : [id]
}
