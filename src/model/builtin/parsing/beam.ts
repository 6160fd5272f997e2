import type { ParseState } from './parse-state.ts'

interface KeptState {
  readonly state: ParseState
  readonly signature: string
}

/** States that wait before the best are chosen among them: enough that choosing costs little for each. */
const MOST_WAITING = 256

/**
 * The best of the states that were added, no two with the same signature; of equal scores the one added first. What cannot
 * be among them is let go at once.
 */
export class Beam {
  readonly #size: number
  #kept: readonly KeptState[] = []
  #waiting: ParseState[] = []
  #floor = Number.NEGATIVE_INFINITY

  constructor(size: number) {
    this.#size = size
  }

  add(state: ParseState): void {
    if (state.score <= this.#floor) return
    this.#waiting.push(state)
    if (this.#waiting.length >= MOST_WAITING) this.#choose()
  }

  /** Best first. */
  best(): ParseState[] {
    this.#choose()
    return this.#kept.map(({ state }) => state)
  }

  #choose(): void {
    const waiting: readonly (Omit<KeptState, 'signature'> & Partial<KeptState>)[] = this.#waiting.map(
      (state) => ({ state }),
    )
    // Those that were kept were added first, and of equal scores stay first.
    const sorted = [...this.#kept, ...waiting].sort((left, right) => right.state.score - left.state.score)
    const kept: KeptState[] = []
    const seen = new Set<string>()
    for (const { state, signature = signatureOf(state) } of sorted) {
      if (kept.length >= this.#size) break
      if (seen.has(signature)) continue
      seen.add(signature)
      kept.push({ state, signature })
    }
    this.#kept = kept
    this.#waiting = []
    if (kept.length >= this.#size) this.#floor = kept.at(-1)!.state.score
  }
}

/** Two readings with the same signature will go the same way; only the better one is worth following. */
function signatureOf(state: ParseState): string {
  const { position: _position, score: _score, uses: _uses, unused: _unused, pending, ...reading } = state
  return `${partsText(reading)}|${pendingText(pending)}`
}

function pendingText(pending: ParseState['pending']): string {
  const known = written.get(pending)
  if (known !== undefined) return known
  const { column, ...waiting } = pending
  const name = column === null ? '' : `${column.table}.${column.column}`
  const text = `${partsText(waiting)}|${name}`
  written.set(pending, text)
  return text
}

/** Lists and records are never changed, only replaced, so that most states share them with the one they come from. */
const written = new WeakMap<object, string>()

function partsText(record: object): string {
  let text = ''
  for (const part of Object.values(record)) {
    if (typeof part !== 'object' || part === null) {
      text += `${part};`
      continue
    }
    let own = written.get(part)
    if (own === undefined) {
      own = JSON.stringify(part)
      written.set(part, own)
    }
    text += `${own};`
  }
  return text
}
