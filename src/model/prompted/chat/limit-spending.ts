import { NOTHING_SPENT } from './add-usage.ts'
import type { ChatClient, ChatRequest, ChatUsage } from './chat-client.ts'
import { estimateRequest } from './estimate-request.ts'
import { amountText, type ModelBudget } from './model-budget.ts'

export interface SpendingOptions {
  readonly budget: ModelBudget
  /** What the model may think beyond its reply. */
  readonly thinkingTokens: number
  /** In US dollars; null where the price is not known. */
  costOf(tokens: { readonly input: number; readonly output: number }): number | null
}

/** Tokenizers differ by about so much on names and codes. */
const ESTIMATE_MARGIN = 1.3

/** Refuses a request that the budget might not cover, before anything is sent. */
export function limitSpending(client: ChatClient, options: SpendingOptions): ChatClient {
  const { budget } = options
  return {
    name: client.name,
    complete: async (request) => {
      const most = mostOf(request, options)
      const reservation = await budget.reserve(most, request.signal)
      if (reservation === null) {
        const { unit, limit, spent } = budget
        const message =
          `${client.name}: the budget of ${amountText(limit, unit)} does not cover another request: ` +
          `${amountText(spent, unit)} are spent, and this one may take ${amountText(most, unit)}; raise --budget.`
        return {
          kind: 'failed',
          failure: { kind: 'budget-spent', model: client.name, message },
          usage: NOTHING_SPENT,
        }
      }
      try {
        const reply = await client.complete(request)
        reservation.settle(amountOf(reply.usage, budget))
        return reply
      } catch (error) {
        // Whoever aborts a request does not learn what it has cost by then.
        reservation.settle(budget.unit === 'tokens' ? estimateRequest(request) : inputCost(request, options))
        throw error
      }
    },
  }
}

function mostOf(request: ChatRequest, { budget, thinkingTokens, costOf }: SpendingOptions): number {
  const input = Math.ceil(estimateRequest(request) * ESTIMATE_MARGIN)
  const output = request.maxOutputTokens + thinkingTokens
  return budget.unit === 'tokens' ? input + output : (costOf({ input, output }) ?? Number.POSITIVE_INFINITY)
}

function amountOf(usage: ChatUsage, { unit }: ModelBudget): number {
  return unit === 'tokens' ? usage.inputTokens + usage.outputTokens : (usage.cost ?? 0)
}

function inputCost(request: ChatRequest, { costOf }: SpendingOptions): number {
  return costOf({ input: estimateRequest(request), output: 0 }) ?? 0
}
