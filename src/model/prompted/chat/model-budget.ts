import { SondeError } from '../../../base/errors.ts'

/** What may be spent on language models, by however many of them, at once or one after the other. */
export interface ModelBudget {
  readonly unit: 'dollars' | 'tokens'
  readonly limit: number
  readonly spent: number
  /**
   * Sets aside what a request may cost at most; null: it does not fit. Waits while requests under way may yet leave
   * enough.
   */
  reserve(most: number, signal?: AbortSignal): Promise<Reservation | null>
}

interface Reservation {
  /** Says what was spent in the end; what was set aside beyond it is free again. */
  settle(actual: number): void
}

/**
 * Opens a budget: "0.05" and "$0.05" are US dollars, "20000 tokens" counts what is sent and received.
 *
 * @throws SondeError 'usage' for anything else.
 */
export function openBudget(text: string): ModelBudget {
  const [, dollars, tokens] =
    /^\s*(?:\$?\s*(\d+(?:\.\d+)?)(?:\s*(?:usd|dollars?))?|(\d[\d_,]*)\s*tokens?)\s*$/i.exec(text) ?? []
  const limit = Number(dollars ?? tokens?.replace(/[_,]/g, '') ?? Number.NaN)
  if (!(limit > 0) || !Number.isFinite(limit)) {
    throw new SondeError(
      'usage',
      `A budget is an amount in US dollars, such as 0.05, or in tokens, such as "20000 tokens"; "${text.slice(0, 40)}" is neither.`,
    )
  }
  return createBudget(dollars === undefined ? 'tokens' : 'dollars', limit)
}

function createBudget(unit: ModelBudget['unit'], limit: number): ModelBudget {
  let spent = 0
  let reserved = 0
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const resume of [...waiting]) resume()
  }
  const settled = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const resume = (): void => {
        waiting.delete(resume)
        signal?.removeEventListener('abort', resume)
        resolve()
      }
      waiting.add(resume)
      signal?.addEventListener('abort', resume, { once: true })
    })

  const reserve = async (most: number, signal?: AbortSignal): Promise<Reservation | null> => {
    while (spent + reserved + most > limit) {
      // Nothing that ends later can make room.
      if (reserved === 0 || spent + most > limit) return null
      await settled(signal)
      signal?.throwIfAborted()
    }
    reserved += most
    let isOpen = true
    const settle = (actual: number): void => {
      if (!isOpen) return
      isOpen = false
      reserved = Math.max(0, reserved - most)
      // Sums of fractions leave a rest that would read as a request under way.
      if (reserved < limit * 1e-9) reserved = 0
      spent += actual
      wake()
    }
    return { settle }
  }

  return {
    unit,
    limit,
    get spent() {
      return spent
    },
    reserve,
  }
}

/** An amount of a budget for people; a millionth of a dollar is the least. */
export function amountText(amount: number, unit: ModelBudget['unit']): string {
  return unit === 'tokens' ? `${Math.round(amount)} tokens` : `$${Number(amount.toFixed(6))}`
}
