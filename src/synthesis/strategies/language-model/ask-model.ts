import { isFailedExchange } from '../../failed-exchange.ts'
import type { Proposal } from '../strategy.ts'

/**
 * Asks a language model once for several attempts. What it did not give comes to nothing, and so do all of them where
 * this one exchange failed; an endpoint that fails throws.
 */
export async function askModel(
  count: number,
  ask: () => Promise<readonly (Proposal | null)[]>,
): Promise<readonly Proposal[]> {
  try {
    const given = await ask()
    return Array.from({ length: count }, (_, place) => given[place] ?? MISSING)
  } catch (error) {
    if (!isFailedExchange(error)) throw error
    const { failure } = error
    const failed: Proposal = { kind: 'nothing', why: failure.message, failure }
    return Array.from({ length: count }, () => failed)
  }
}

const MISSING: Proposal = { kind: 'nothing', why: 'the model gave fewer than were asked for' }
