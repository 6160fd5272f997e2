import type { Query } from '../../sql/ast.ts'

/** One thing that was changed in somebody's SQL, in words that its author can check. */
export interface DraftChange {
  readonly kind: 'text' | 'name' | 'value' | 'join' | 'condition' | 'columns' | 'order' | 'replaced'
  /** As it stood in the draft; '' where something was added. */
  readonly before: string
  readonly after: string
  /** One sentence: the evidence. */
  readonly because: string
}

/** A draft with something put right; the dearer, the less likely it is what was meant. */
export interface DraftEdit {
  readonly query: Query
  readonly changes: readonly DraftChange[]
  readonly cost: number
}
