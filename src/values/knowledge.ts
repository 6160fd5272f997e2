/**
 * Encoding knowledge: what a word of a question means in the data (TCSR-SQL, section 3.2). The paper's table has
 * stored values only; expressions and default filters are ours.
 */
export type KnowledgeEntry = StoredValueEntry | ExpressionEntry | FilterEntry

interface EntryBase {
  /** The words a question may use. */
  readonly keyword: string
  readonly table: string
  /** probe: learned by fuzzy detection; lookup: imported from a lookup table; person: written by hand. */
  readonly origin: 'probe' | 'lookup' | 'person'
  readonly note?: string
}

/** "delivered" is 3 in orders.status. */
export interface StoredValueEntry extends EntryBase {
  readonly kind: 'value'
  readonly column: string
  readonly value: string | number
}

/** "revenue" is unit_price * quantity in order_items. */
export interface ExpressionEntry extends EntryBase {
  readonly kind: 'expression'
  /** SQL over the table's own columns. */
  readonly expression: string
}

/** "active customers" are those rows of customers where closed_on IS NULL. */
export interface FilterEntry extends EntryBase {
  readonly kind: 'filter'
  /** SQL condition over the table's own columns. */
  readonly condition: string
}
