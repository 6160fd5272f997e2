import type { ModelUsage } from '../../answering/model-usage.ts'

/** "2 calls, 1,204 + 63 tokens, $0.0004": sent and received. */
export function usageText({ calls, inputTokens, outputTokens, cost }: ModelUsage): string {
  const tokens = `${inputTokens.toLocaleString('en')} + ${outputTokens.toLocaleString('en')} tokens`
  const price = cost === null || cost === 0 ? [] : [costText(cost)]
  return [`${calls} ${calls === 1 ? 'call' : 'calls'}`, tokens, ...price].join(', ')
}

/** US dollars with two digits that say something, and always the cents. */
function costText(cost: number): string {
  const digits = cost >= 0.1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(cost)))
  return `$${cost.toFixed(digits)}`
}
