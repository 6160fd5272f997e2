import { hashText } from '../../base/random.ts'

/** So many parts; each is judged by what the others taught. */
export const FOLD_COUNT = 5

/** Whole databases are held out, or single questions where there are too few databases. */
export function heldOutBy(lists: readonly { readonly dbId: string }[]): 'databases' | 'questions' {
  return new Set(lists.map(({ dbId }) => dbId)).size >= FOLD_COUNT ? 'databases' : 'questions'
}

/**
 * Parts of a training set of which no database lies in two, so that a score says how well unknown databases will go;
 * questions are dealt out one by one where there are too few databases.
 */
export function foldsOf(lists: readonly { readonly dbId: string }[], seed: number): Uint8Array {
  const unit = heldOutBy(lists)
  return Uint8Array.from(lists, ({ dbId }, index) => {
    const key = unit === 'databases' ? dbId : `${dbId} ${index}`
    return hashText(`${seed} ${key}`) % FOLD_COUNT
  })
}
