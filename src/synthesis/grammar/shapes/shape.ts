import type { Query } from '../../../sql/ast.ts'
import type { Growth } from '../growth.ts'

/** One kind of question as a tree; null where the tables at hand do not suit it. */
export type Shape = (growth: Growth) => Query | null
