/** A query one edit away from another, and what the edit was. */
export interface Mutation {
  readonly kind: MutationKind
  readonly sql: string
}

export type MutationKind =
  /** = for >, < for <=. */
  | 'comparison'
  /** Another number, another stored value. */
  | 'literal'
  /** A LIKE pattern that fits more or fewer texts. */
  | 'pattern'
  | 'column'
  /** Another aggregate, or the same over distinct values. */
  | 'aggregate'
  | 'arithmetic'
  | 'distinct'
  /** A condition left out. */
  | 'condition'
  /** AND for OR. */
  | 'connective'
  /** NOT put in or taken out. */
  | 'negation'
  | 'group'
  | 'having'
  | 'order'
  | 'limit'
  /** LEFT for INNER, or a table left out. */
  | 'join'
  | 'set-operation'
