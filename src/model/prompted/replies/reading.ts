/** What was made of a reply. `problem` completes "This cannot be used: …" and is told to the model. */
export type Reading<Value> = { readonly kind: 'read'; readonly value: Value } | Unreadable

export interface Unreadable {
  readonly kind: 'unreadable'
  readonly failure: 'malformed' | 'writes'
  readonly problem: string
}

export function read<Value>(value: Value): Reading<Value> {
  return { kind: 'read', value }
}

export function unreadable(problem: string, failure: Unreadable['failure'] = 'malformed'): Unreadable {
  return { kind: 'unreadable', failure, problem }
}
